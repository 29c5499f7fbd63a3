using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>-TracePath: where its file goes, and what becomes of it when a cmdlet ends in another way.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly PowerShellHost host = new(width: 120);
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("Connect-DicomAssociation")]
    [InlineData("Send-DicomEcho")]
    [InlineData("Send-DicomInstance")]
    [InlineData("Test-DicomConnection")]
    [InlineData("Start-DicomServer")]
    public void Every_cmdlet_of_the_network_takes_a_trace(string name)
    {
        CommandInfo command = (CommandInfo)host.Invoke("Get-Command $name", ("name", name)).Output.Single().BaseObject;
        Assert.Equal(typeof(string), command.Parameters["TracePath"].ParameterType);
        Assert.True(command.Parameters["TraceData"].SwitchParameter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-TracePath $path")]
    public void Debug_tells_the_wire(string trace)
    {
        PowerShellResult result = host.Invoke(
            $$"""
            $server = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
            $DebugPreference = 'Continue'
            Send-DicomEcho 127.0.0.1 $server.Port {{trace}}
            $DebugPreference = 'SilentlyContinue'
            Send-DicomEcho 127.0.0.1 $server.Port
            Stop-DicomServer $server
            """,
            ("path", folder.Combine("trace.pcapng")));
        string[] pdus = [.. result.ShouldSucceed().Debug.Where(line => line.Contains("] sent ", StringComparison.Ordinal))];
        Assert.Equal(["A-ASSOCIATE-RQ", "P-DATA-TF", "A-RELEASE-RQ"], pdus.Select(line => line.Split("] sent ")[1].Trim().Split(',')[0]));
        Assert.Contains(result.Debug, line => line.Contains("(C-ECHO-RSP)", StringComparison.Ordinal));
    }

    [Fact]
    public void The_trace_of_a_peer_that_is_not_there_ends_with_the_cmdlet()
    {
        string path = folder.Combine("trace.txt");
        for (int i = 0; i < 2; i++)
        {
            PowerShellResult result = host.Invoke(
                "Connect-DicomAssociation 127.0.0.1 1 -Context (New-DicomPresentationContext Verification) -TracePath $path", ("path", path));
            Assert.StartsWith("ConnectionFailed", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }

        Assert.Single(File.ReadAllLines(path));
    }

    [Fact]
    public void The_trace_of_a_server_that_cannot_listen_ends_too()
    {
        string path = folder.Combine("trace.txt");
        PowerShellResult result = host.Invoke(
            """
            $server = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
            try { Start-DicomServer -Port $server.Port -BindAddress 127.0.0.1 -TracePath $path } catch { $_.FullyQualifiedErrorId }
            Send-DicomEcho 127.0.0.1 $server.Port -TracePath $path | Out-Null
            """,
            ("path", path));
        Assert.StartsWith("ListenFailed", result.ShouldSucceed().Output.Single().ToString(), StringComparison.Ordinal);
        Assert.Contains("A-RELEASE-RP", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_is_full_is_an_error_at_the_start()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "the system has no device that is always full");
        string path = folder.Combine("full.txt");
        File.CreateSymbolicLink(path, "/dev/full");
        PowerShellResult result = host.Invoke("Send-DicomEcho 127.0.0.1 1 -TracePath $path", ("path", path));
        Assert.StartsWith("InputOutput", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
