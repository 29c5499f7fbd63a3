using Xunit;

namespace DicomPS.Tests;

/// <summary>The examples, as a person runs them.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dicomps-examples-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_quickstart_shows_instances_travel()
    {
        ProcessRun run = await ProcessRun.OfShell(folder.FullName, ["-File", RepositoryRoot.Combine("examples", "Quickstart.ps1")]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Done: 4 instances travelled", run.Output, StringComparison.Ordinal);
        Assert.Equal(4, run.Output.Split("bytes equal: ").Length - 1);
        Assert.Contains("RLE Lossless", run.Output, StringComparison.Ordinal);
        Assert.Contains("Established", run.Output, StringComparison.Ordinal);
        Assert.Contains("Verification SOP Class", run.Output, StringComparison.Ordinal);
        Assert.True(run.Output.Split("0000 Success").Length - 1 >= 6, run.Output);
    }

    [Fact]
    public async Task The_quickstart_leaves_nothing_behind()
    {
        string temporary = Path.GetTempPath();
        string[] before = Directory.GetDirectories(temporary, "dicomps-quickstart-*");

        await ProcessRun.OfShell(folder.FullName, ["-File", RepositoryRoot.Combine("examples", "Quickstart.ps1")]);

        Assert.Empty(Directory.GetDirectories(temporary, "dicomps-quickstart-*").Except(before));
        Assert.Empty(folder.GetFileSystemInfos());
    }

    [Fact]
    public async Task The_sample_files_are_DICOM_files()
    {
        ProcessRun run = await ProcessRun.OfShell(folder.FullName, ["-Command", $"""
            . '{RepositoryRoot.Combine("examples", "SampleFiles.ps1")}'
            $server = Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -StoragePath '{folder.FullName}/in'
            New-SampleFile '{folder.FullName}/out' | Send-DicomInstance 127.0.0.1 $server.Port | ForEach-Object SopClassName
            """]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            ["CT Image Storage", "MR Image Storage", "Secondary Capture Image Storage", "Basic Text SR Storage"],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task Storage_commitment_is_reported_both_ways()
    {
        ProcessRun run = await ProcessRun.OfShell(folder.FullName, ["-File", RepositoryRoot.Combine("examples", "StorageCommitment.ps1")]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("CT1 > ARCHIVE: event 1, 4 committed, 0 not, transaction as asked", run.Output, StringComparison.Ordinal);
        Assert.Contains("ARCHIVE > CT1: event 2, 4 committed, 1 not, transaction as asked", run.Output, StringComparison.Ordinal);
    }
}
