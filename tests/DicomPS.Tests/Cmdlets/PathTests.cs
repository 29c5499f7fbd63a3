using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Paths are those of the session, whose location is not that of the process.</summary>
public sealed class PathTests : IDisposable
{
    private readonly PowerShellHost host = new();
    private readonly TemporaryFolder folder = new();

    public PathTests()
    {
        folder.WriteInstances(2);
        host.Invoke(
            """
            $null = $ExecutionContext.SessionState.Path.SetLocation($location)
            $server = Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -StoragePath ./store
            $peer = @{ HostName = '127.0.0.1'; Port = $server.Port }
            """,
            ("location", folder.Path)).ShouldSucceed();
    }

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_storage_path_is_below_the_location() =>
        Assert.Equal(folder.Combine("store"), host.Invoke("$server.StoragePath").One<string>());

    [Theory]
    [InlineData("files/001.dcm", 1)]
    [InlineData("./files/*.dcm", 2)]
    [InlineData("files", 2)]
    [InlineData("fil*/00[12].dcm", 2)]
    [InlineData("f*", 2)]
    public void Files_are_found_from_the_location(string path, int count) =>
        Assert.Equal(count, host.Invoke("Send-DicomInstance @peer -Path $path", ("path", path)).ShouldSucceed().Output.Count);

    [Fact]
    public void Files_come_in_the_order_of_their_names()
    {
        PowerShellResult result = host.Invoke("(Send-DicomInstance @peer -Path files).Path");

        Assert.Equal([folder.Combine("files", "001.dcm"), folder.Combine("files", "002.dcm")], result.ShouldSucceed().Output.Select(path => path.ToString()));
    }

    [Theory]
    [InlineData("nothing/here.dcm")]
    [InlineData("nodrive:/here.dcm")]
    [InlineData("function:prompt")]
    public void A_path_that_leads_nowhere_is_an_error_of_its_own(string path)
    {
        PowerShellResult result = host.Invoke("Send-DicomInstance @peer -Path $path, files/001.dcm", ("path", path));

        ErrorRecord error = result.OneError();
        Assert.StartsWith("PathNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(path, error.TargetObject);
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_wildcard_that_matches_nothing_gives_nothing() =>
        Assert.Empty(host.Invoke("Send-DicomInstance @peer -Path files/*.none").ShouldSucceed().Output);

    [Theory]
    [InlineData("scan[1].dcm")]
    [InlineData("files/*.none")]
    [InlineData("[")]
    public void A_path_from_the_pipeline_that_leads_nowhere_is_an_error(string path)
    {
        PowerShellResult result = host.Invoke("$path, 'files/001.dcm' | Send-DicomInstance @peer", ("path", path));

        Assert.StartsWith("PathNotFound,", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_file_that_must_not_be_read_fails_alone()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            Assert.Skip("Rights do not stop this user.");
            return;
        }

        File.SetUnixFileMode(folder.Combine("files", "001.dcm"), UnixFileMode.None);

        PowerShellResult result = host.Invoke("Send-DicomInstance @peer -Path files");

        Assert.Contains("001.dcm", result.OneError().Exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void A_file_that_is_gone_when_its_turn_comes_fails_alone()
    {
        // The second is open already while the first is stored.
        folder.WriteInstances(3);
        PowerShellResult result = host.Invoke("""
            $first = $true
            Send-DicomInstance @peer -Path files | ForEach-Object {
                if ($first) { [IO.File]::Delete($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath('files/003.dcm')) }
                $first = $false
                $_.IsStored
            }
            """);

        Assert.Equal([true, true, false], result.Output.Select(stored => stored.BaseObject));
        Assert.Contains("003.dcm", result.OneError().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_storage_path_that_cannot_be_made_is_an_error()
    {
        ErrorRecord error = host.Invoke("Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -StoragePath files/001.dcm/below").OneError();

        Assert.Contains("001.dcm", error.Exception.Message, StringComparison.Ordinal);
        Assert.Single(host.Invoke("Get-DicomServer").ShouldSucceed().Output);
    }
}
