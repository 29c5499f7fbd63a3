using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>However much there is to read or to write, Ctrl+C ends it at once, and nothing half written stays behind.</summary>
public sealed class FileStoppingTests : IDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Begins = TimeSpan.FromSeconds(30);

    private readonly PowerShellHost host = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Reading_a_great_many_files_ends()
    {
        folder.WriteInstances(200);
        using RunningScript running = host.Start("Import-DicomFile (,$path * 2000) -Tag PatientID", ("path", folder.Combine("files")));
        Assert.True(SpinWait.SpinUntil(() => running.Output.Count > 10, Begins));

        PowerShellResult result = running.Stop(AtOnce);

        Assert.True(result.Stopped);
        Assert.Empty(result.Errors);
        Assert.InRange(result.Output.Count, 11, (200 * 2000) - 1);
    }

    [Fact]
    public void Listing_a_great_many_files_ends()
    {
        folder.WriteInstances(200);
        using RunningScript running = host.Start(
            "$paths = ,$path * 500000; 'begun'; Import-DicomFile $paths -Tag PatientID", ("path", folder.Combine("files")));
        Assert.True(SpinWait.SpinUntil(() => running.Output.Count == 1, Begins));
        Thread.Sleep(300);
        Assert.False(running.IsCompleted);

        PowerShellResult result = running.Stop(AtOnce);

        Assert.True(result.Stopped);
        Assert.Empty(result.Errors);
        Assert.Single(result.Output);
    }

    [Fact]
    public void Writing_a_large_file_ends_and_leaves_nothing()
    {
        string target = Directory.CreateDirectory(folder.Combine("target")).FullName;
        using RunningScript running = host.Start(
            "Import-DicomFile $large | Export-DicomFile $target", ("large", folder.WriteLargeInstance(1 << 30)), ("target", target));
        Assert.True(SpinWait.SpinUntil(() => Directory.EnumerateFiles(target, ".*").Any(), Begins));

        PowerShellResult result = running.Stop(AtOnce);

        Assert.True(result.Stopped);
        Assert.Empty(result.Errors);
        Assert.Empty(Directory.EnumerateFiles(target));
    }
}
