using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Whatever a cmdlet waits for, Ctrl+C ends it at once, and no connection stays behind.</summary>
public sealed class StoppingTests : IDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);

    private readonly PowerShellHost host = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("Connect-DicomAssociation 127.0.0.1 $port -Context (New-DicomPresentationContext Verification)", PeerScript.SaysNothing, 1)]
    [InlineData("Send-DicomEcho 127.0.0.1 $port", PeerScript.SaysNothing, 1)]
    [InlineData("Send-DicomEcho 127.0.0.1 $port", PeerScript.AcceptsAndSaysNothing, 2)]
    [InlineData("Test-DicomConnection 127.0.0.1 $port", PeerScript.SaysNothing, 1)]
    [InlineData("Test-DicomConnection 127.0.0.1 $port", PeerScript.AcceptsAndSaysNothing, 2)]
    [InlineData("Send-DicomInstance 127.0.0.1 $port -Path $files", PeerScript.SaysNothing, 1)]
    [InlineData("Send-DicomInstance 127.0.0.1 $port -Path $files", PeerScript.AcceptsAndSaysNothing, 3)]
    [InlineData("$a = Connect-DicomAssociation 127.0.0.1 $port -Context (New-DicomPresentationContext Verification); Disconnect-DicomAssociation $a", PeerScript.AcceptsAndSaysNothing, 2)]
    [InlineData("$a = Connect-DicomAssociation 127.0.0.1 $port -Context (New-DicomPresentationContext Verification); Send-DicomEcho -Association $a", PeerScript.AcceptsAndSaysNothing, 2)]
    [InlineData("$a = Connect-DicomAssociation 127.0.0.1 $port -Context (New-DicomPresentationContext CTImageStorage); Send-DicomInstance -Association $a -Path $files", PeerScript.AcceptsAndSaysNothing, 3)]
    [InlineData("Find-DicomStudy 127.0.0.1 $port", PeerScript.SaysNothing, 1)]
    [InlineData("Find-DicomStudy 127.0.0.1 $port", PeerScript.AcceptsAndSaysNothing, 3)]
    [InlineData("Receive-DicomInstance 127.0.0.1 $port -Path ($files[0] + '.in') -PatientID 1", PeerScript.AcceptsAndSaysNothing, 3)]
    [InlineData("Move-DicomInstance 127.0.0.1 $port -Destination OTHER -PatientID 1", PeerScript.AcceptsAndSaysNothing, 3)]
    [InlineData("Get-DicomSopInstance 127.0.0.1 $port -SopClass Printer -SopInstanceUid 1.2.840.10008.5.1.1.17", PeerScript.AcceptsAndSaysNothing, 2)]
    internal void A_wait_for_a_peer_ends_with_an_abort(string script, PeerScript does, int pdus)
    {
        using ScriptedPeer peer = new(does);
        using RunningScript running = host.Start(
            script, ("port", peer.Port), ("files", folder.WriteInstances(2, TestInstances.ImplicitVRLittleEndian)));
        peer.WaitFor(pdus);

        PowerShellResult result = running.Stop(AtOnce);

        Assert.True(result.Stopped);
        Assert.Empty(result.Errors);
        peer.WaitForClose();
        Assert.True(peer.SawAbort);
        Assert.Empty(host.Invoke("Get-DicomAssociation").ShouldSucceed().Output);
    }

    [Fact]
    public void Sending_to_a_peer_that_reads_nothing_ends()
    {
        using ScriptedPeer peer = new(PeerScript.AcceptsAndReadsNothing);
        using RunningScript running = host.Start(
            "'begun'; Send-DicomInstance 127.0.0.1 $port -Path $large", ("port", peer.Port), ("large", folder.WriteLargeInstance(64 << 20)));
        peer.WaitFor(1);
        Thread.Sleep(500);
        Assert.False(running.IsCompleted);

        Assert.True(running.Stop(AtOnce).Stopped);
        peer.WaitForClose();
    }

    [Fact]
    public void Disconnecting_from_a_peer_that_does_not_answer_ends_with_its_timeout()
    {
        using ScriptedPeer peer = new(PeerScript.AcceptsAndSaysNothing);

        PowerShellResult result = host.Invoke(
            """
            $a = Connect-DicomAssociation 127.0.0.1 $port -AcseTimeout 0.3 -Context (New-DicomPresentationContext Verification)
            Disconnect-DicomAssociation $a
            "$($a.State)"
            """,
            ("port", peer.Port));

        Assert.StartsWith("AcseTimeout,", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("Aborted", Assert.Single(result.Output).ToString());
        peer.WaitForClose();
        Assert.True(peer.SawAbort);
    }

    [Fact]
    public void Waiting_for_a_server_ends_and_the_server_runs_on()
    {
        using RunningScript running = host.Start(
            "$server = Start-DicomServer -Port 0 -BindAddress 127.0.0.1; 'begun'; Wait-DicomServer $server");
        Assert.True(SpinWait.SpinUntil(() => running.Output.Count == 1, TimeSpan.FromSeconds(30)));
        Thread.Sleep(200);
        Assert.False(running.IsCompleted);

        Assert.True(running.Stop(AtOnce).Stopped);
        Assert.True(host.Invoke("$server.IsRunning; Stop-DicomServer $server").One<bool>());
    }

    [Fact]
    public void Waiting_for_a_server_ends_when_it_is_stopped()
    {
        host.Invoke("$server = Start-DicomServer -Port 0 -BindAddress 127.0.0.1").ShouldSucceed();
        using PowerShellHost other = new();
        object? server = host.Invoke("$server").ShouldSucceed().Output[0].BaseObject;
        using RunningScript running = other.Start("Wait-DicomServer $server", ("server", server));
        Thread.Sleep(200);
        Assert.False(running.IsCompleted);

        host.Invoke("Stop-DicomServer $server").ShouldSucceed();

        Assert.Single(running.Wait().ShouldSucceed().Output);
    }

    [Theory]
    [InlineData("try { $paths | Send-DicomInstance 127.0.0.1 $server.Port | ForEach-Object { throw 'enough' } } catch { \"$_\" }", "enough")]
    [InlineData("foreach ($once in 1) { $paths | Send-DicomInstance 127.0.0.1 $server.Port | ForEach-Object { break } }; 'after'", "after")]
    [InlineData("try { Send-DicomEcho 127.0.0.1 $server.Port | ForEach-Object { throw 'enough' } } catch { \"$_\" }", "enough")]
    [InlineData("foreach ($once in 1) { Send-DicomEcho 127.0.0.1 $server.Port | ForEach-Object { break } }; 'after'", "after")]
    [InlineData("try { Test-DicomConnection 127.0.0.1 $server.Port | ForEach-Object { throw 'enough' } } catch { \"$_\" }", "enough")]
    public void A_pipeline_that_ends_early_leaves_no_association_behind(string script, string output)
    {
        host.Invoke("$server = Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -StoragePath $store", ("store", folder.Combine("store"))).ShouldSucceed();

        PowerShellResult result = host.Invoke(script, ("paths", folder.WriteInstances(5)));

        Assert.Equal(output, Assert.Single(result.Output).ToString());
        Assert.Empty(host.Invoke("Get-DicomAssociation").ShouldSucceed().Output);
        Assert.True(SpinWait.SpinUntil(
            () => host.Invoke("$server.Counters.OpenAssociations").One<int>() == 0, TimeSpan.FromSeconds(5)));
        Assert.InRange(host.Invoke("$server.Counters.Instances").One<long>(), 0, 2);
    }
}
