using DicomPS.Engine.Data;
using DicomPS.Engine.Tests.Data.Json;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Datasets;

/// <summary>
/// Every readable file of the test data, and of the folders in DICOMPS_ROUNDTRIP, is read and written again. The report
/// tells of each whether its bytes came back, and if not, what differs and why.
/// </summary>
public sealed class RoundTripTests : IDisposable
{
    private static readonly string[] Folders = ["files", "charset", "study", "broken"];

    private readonly string folder = Directory.CreateTempSubdirectory("dicomps-trip-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Files_come_back_as_they_were()
    {
        string[] paths = [.. Folders.SelectMany(TestFiles.In), .. Named()];
        Assert.SkipWhen(paths.Length == 0, "no files: neither the test data (DICOMPS_TESTDATA) nor DICOMPS_ROUNDTRIP are on this machine");
        List<(string Outcome, string Line)> report = [.. paths.Select(Report)];

        string[] lines =
        [
            $"{paths.Length} files: " + string.Join(", ", report.CountBy(entry => entry.Outcome).Select(entry => $"{entry.Value} {entry.Key}")),
            .. report.Select(entry => $"{entry.Outcome,-14} {entry.Line}"),
        ];
        string reportPath = Path.Combine(AppContext.BaseDirectory, "round-trip.txt");
        File.WriteAllLines(reportPath, lines);
        TestContext.Current.TestOutputHelper?.WriteLine($"{reportPath}\n{string.Join('\n', lines)}");
        Assert.DoesNotContain(report, entry => entry.Outcome == RoundTripDifference.Wrong);
    }

    private static IEnumerable<string> Named() =>
        (Environment.GetEnvironmentVariable("DICOMPS_ROUNDTRIP") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(named => Directory.EnumerateFiles(named, "*", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal);

    private (string Outcome, string Line) Report(string path)
    {
        DicomFile file;
        try
        {
            file = DicomFile.Open(path);
        }
        catch (DicomException e)
        {
            return ("not readable", e.Message);
        }

        string copy = Path.Combine(folder, "copy.dcm");
        try
        {
            file.Save(copy, new FileWriteOptions { AllowsPartial = true });
        }
        catch (DicomException e)
        {
            return ("not writable", e.Message);
        }

        string? difference = file.Fault is null ? RoundTripDifference.Of(path, copy) : file.Fault.Message;
        if (difference is null)
        {
            return ("same bytes", path);
        }

        DicomFile again = DicomFile.Open(copy);
        try
        {
            Assert.Null(again.Fault);
            DatasetAssert.Equal(file.Dataset, again.Dataset);
        }
        catch (Exception e) when (e is Xunit.Sdk.IAssertionException or DicomException)
        {
            return (RoundTripDifference.Wrong, $"{path}: {e.Message}");
        }

        return (file.Fault is null ? "same data set" : "damaged", $"{path}: {difference}");
    }
}
