using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Files become data sets, one by one.</summary>
public sealed class ImportFileTests : IDisposable
{
    private const string Tags = "$tags = [DicomPS.Engine.Dictionary.Tags];";

    private readonly PowerShellHost host = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_file_becomes_a_data_set_that_knows_it()
    {
        string path = folder.WriteInstances(1)[0];

        PSObject dataset = Assert.Single(Invoke("Import-DicomFile $path", path).ShouldSucceed().Output);

        Assert.Equal("DicomPS.Engine.Data.DicomDataset", dataset.TypeNames[0]);
        Assert.Equal($"{path} Explicit VR Little Endian False TEST-1", Invoke(
            Tags + "$d = Import-DicomFile $path; \"$($d.File.Path) $($d.File.TransferSyntax) $($d.IsPartial) $($d.GetText($tags::PatientId))\"", path).One<string>());
    }

    [Theory]
    [InlineData("Import-DicomFile $path")]
    [InlineData("Import-DicomFile -LiteralPath $path")]
    [InlineData("Import-DicomFile \"$path/*.dcm\"")]
    [InlineData("\"$path/001.dcm\", \"$path/002.dcm\" | Import-DicomFile")]
    [InlineData("[IO.FileInfo[]] @(\"$path/001.dcm\", \"$path/002.dcm\") | Import-DicomFile")]
    [InlineData("[pscustomobject]@{ Path = $path } | Import-DicomFile")]
    [InlineData("Import-DicomFile \"$path/..\" -Recurse")]
    public void Files_are_found_like_those_that_are_sent(string script)
    {
        string[] paths = folder.WriteInstances(2);

        Assert.Equal(paths, Invoke($"({script}).File.Path", folder.Combine("files")).ShouldSucceed().Output.Select(output => output.ToString()));
    }

    [Fact]
    public void In_a_folder_what_is_not_DICOM_is_passed_over_and_by_name_it_is_an_error()
    {
        folder.WriteInstances(1);
        string notes = folder.Combine("files", "notes.txt");
        File.WriteAllText(notes, "notes");
        File.WriteAllText(folder.Combine("files", "DICOMDIR"), "index");

        PowerShellResult all = Invoke("Import-DicomFile $path -Verbose", folder.Combine("files"));

        Assert.Single(all.ShouldSucceed().Output);
        Assert.Contains(all.Verbose, line => line.Contains("notes.txt", StringComparison.Ordinal));
        Assert.Contains(all.Verbose, line => line.Contains("DICOMDIR", StringComparison.Ordinal));
        ErrorRecord error = Invoke("Import-DicomFile $path", notes).OneError();
        Assert.StartsWith("NotDicom,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(notes, error.TargetObject);
    }

    [Fact]
    public void A_damaged_file_gives_what_it_has_and_an_error_wherever_it_was_found()
    {
        string path = folder.WriteInstances(2)[0];
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);

        PowerShellResult result = Invoke("Import-DicomFile $path | ForEach-Object IsPartial", folder.Combine("files"));

        Assert.Equal([true, false], result.Output.Select(output => (bool)output.BaseObject));
        ErrorRecord error = result.OneError();
        Assert.StartsWith("NotDicom,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Matches(@"byte \d+, element \(7FE0,0010\)", error.ToString());
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_damaged_beginning_is_not_passed_over()
    {
        string path = folder.WriteInstances(1)[0];
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..140]);

        Assert.StartsWith("NotDicom,", Invoke("Import-DicomFile $path", folder.Combine("files")).OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Tag PatientID, '(0020,000D)'", "(0010,0020) (0020,000D)")]
    [InlineData("-Tag (Get-DicomTag PatientID)", "(0010,0020)")]
    [InlineData("-Tag 'Patient ID' -NoPixelData", "(0010,0020)")]
    public void Chosen_elements_are_read(string arguments, string tags)
    {
        PowerShellResult result = Invoke($"$d = Import-DicomFile $path {arguments}; \"$($d.Elements.Tag)\"; $d.IsPartial", folder.WriteInstances(1)[0]);

        Assert.Equal([tags, "True"], result.ShouldSucceed().Output.Select(output => output.ToString()));
    }

    [Fact]
    public void Pixel_data_are_left_out() => Assert.Equal(
        "True True", Invoke(Tags + "$d = Import-DicomFile $path -NoPixelData; \"$($null -eq $d[$tags::PixelData]) $($d.IsPartial)\"", folder.WriteInstances(1)[0]).One<string>());

    [Fact]
    public void An_unknown_keyword_ends_the_call_and_suggests_another()
    {
        PowerShellResult result = Invoke("Import-DicomFile $path -Tag PatientNme; 'on'", folder.WriteInstances(1)[0]);

        ErrorRecord error = result.OneError();
        Assert.StartsWith("UnknownTag,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("PatientName", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_files_show_progress_and_one_does_not()
    {
        folder.WriteInstances(3);

        IReadOnlyList<ProgressRecord> progress = Invoke("Import-DicomFile $path", folder.Combine("files")).ShouldSucceed().Progress;

        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
        Assert.Contains("of 3 files", progress[0].StatusDescription, StringComparison.Ordinal);
        Assert.Empty(Invoke("Import-DicomFile $path", folder.Combine("files", "001.dcm")).Progress);
    }

    [Fact]
    public void Data_sets_come_as_they_are_read_and_the_rest_can_be_left()
    {
        folder.WriteInstances(3);
        File.WriteAllText(folder.Combine("files", "002.dcm"), "no instance");

        PowerShellResult result = Invoke("do { Import-DicomFile \"$path/*\" | ForEach-Object { $_.File.Path; break } } while ($false)", folder.Combine("files"));

        Assert.Equal(folder.Combine("files", "001.dcm"), result.One<string>());
    }

    private PowerShellResult Invoke(string script, string path) => host.Invoke(script, ("path", path));
}
