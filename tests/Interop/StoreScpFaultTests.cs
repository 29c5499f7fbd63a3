using DicomPS.Engine;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>A storescp that refuses, aborts, sleeps or dies: each file has its result and its error, and nothing hangs.</summary>
public sealed class StoreScpFaultTests : StoreScpTest
{
    [Fact]
    public void A_peer_that_is_not_there()
    {
        string[] sent = [NewFile(), NewFile()];
        Sending sending = Send(StoreScp.FreePort(), sent);

        Assert.Equal("ConnectionFailed", Assert.Single(sending.ErrorIds));
        Assert.Equal(sent, sending.Results.Select(result => result.Path));
        Assert.All(sending.Results, result => Assert.Equal(DicomErrorId.ConnectionFailed, result.Error?.ErrorId));
    }

    [Fact]
    public void A_peer_that_refuses()
    {
        using StoreScp peer = new("--refuse");

        string[] sent = [NewFile(), NewFile()];

        Sending sending = Send(peer.Port, sent);

        Assert.Equal("AssociationRejected", Assert.Single(sending.ErrorIds));
        Assert.Equal(sent, sending.Results.Select(result => result.Path));
        Assert.All(sending.Results, result => Assert.Equal(DicomErrorId.AssociationRejected, result.Error?.ErrorId));
        Assert.Empty(peer.Files);
    }

    /// <summary>Two fresh associations in a row are lost, so the third file is not tried.</summary>
    [Theory]
    [InlineData("--abort-after")]
    [InlineData("--abort-during")]
    public void A_peer_that_aborts(string option)
    {
        using StoreScp peer = new(option);
        string[] sent = [NewFile(rows: 20_000), NewFile(rows: 20_000), NewFile(rows: 20_000)];

        Send(peer.Port, sent).ShouldEnd(
            sent, DicomErrorId.AssociationAborted, DicomErrorId.AssociationAborted, DicomErrorId.AssociationAborted);
    }

    /// <summary>While it sleeps it takes no other association: the next one waits for an answer in vain.</summary>
    [Fact]
    public void A_peer_that_sleeps_before_it_answers()
    {
        using StoreScp peer = new("--sleep-during", "60");
        string[] sent = [NewFile(), NewFile(), NewFile()];

        Send(peer.Port, sent, "-DimseTimeout 2 -AcseTimeout 2").ShouldEnd(
            sent, DicomErrorId.DimseTimeout, DicomErrorId.AcseTimeout, DicomErrorId.AcseTimeout);
    }

    /// <summary>It answers the first instance before it sleeps.</summary>
    [Fact]
    public void A_peer_that_sleeps_after_its_answer()
    {
        using StoreScp peer = new("--sleep-after", "60");
        string[] sent = [NewFile(), NewFile(), NewFile(), NewFile()];

        Send(peer.Port, sent, "-DimseTimeout 2 -AcseTimeout 2").ShouldEnd(
            sent, null, DicomErrorId.DimseTimeout, DicomErrorId.AcseTimeout, DicomErrorId.AcseTimeout);
    }

    /// <summary>The release is not answered; the file has its answer, and that is what counts.</summary>
    [Fact]
    public void A_peer_that_sleeps_instead_of_a_release()
    {
        using StoreScp peer = new("--sleep-after", "60");
        string sent = NewFile();

        Send(peer.Port, [sent], "-AcseTimeout 2").ShouldStore(sent);
    }

    [Theory]
    [InlineData("--sleep-after")]
    [InlineData("--sleep-during")]
    public void A_peer_that_sleeps_for_a_while(string option)
    {
        using StoreScp peer = new(option, "1");
        string sent = NewFile();

        Send(peer.Port, [sent]).ShouldStore(sent);
    }

    /// <summary>However long the peer thinks, the network timeout leaves it to the DIMSE timeout.</summary>
    [Fact]
    public void A_peer_that_thinks_longer_than_the_network_timeout()
    {
        using StoreScp peer = new("--sleep-during", "2");
        string sent = NewFile();

        Send(peer.Port, [sent], "-NetworkTimeout 1 -DimseTimeout 60").ShouldStore(sent);
    }

    [Fact]
    public void An_association_that_nobody_uses_ends_with_the_network_timeout()
    {
        using StoreScp peer = new();

        PowerShellResult result = PowerShell.Invoke(
            """
            $association = Connect-DicomAssociation 127.0.0.1 $port STORESCP -NetworkTimeout 0.5 -Context (Get-DicomPresentationContext Verification)
            $null = $association.Ended.Wait(20000)
            Send-DicomEcho -Association $association
            """,
            ("port", peer.Port));

        Assert.StartsWith("NetworkTimeout,", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_peer_that_is_killed()
    {
        using StoreScp peer = new("--sleep-during", "60");
        string[] sent = [NewFile(), NewFile(), NewFile()];
        using RunningScript running = PowerShell.Start(
            "$paths | Send-DicomInstance 127.0.0.1 $port", ("port", peer.Port), ("paths", sent));
        Wait.Until(() => peer.Log.Contains("Received Store Request", StringComparison.Ordinal), "the first instance is on its way");

        peer.Kill();

        Sending sending = new(running.Wait());
        Assert.Equal(sent, sending.Results.Select(result => result.Path));
        Assert.Equal(DicomErrorId.AssociationAborted, sending.Results[0].Error!.ErrorId);

        // The system may take one more connection for the dying process before it closes the port.
        Assert.All(sending.Results.Skip(1), result => Assert.True(
            result.Error is { ErrorId: DicomErrorId.ConnectionFailed or DicomErrorId.AssociationAborted }, result.ToString()));
        Assert.Equal(sending.Results.Select(result => result.Error!.ErrorId.ToString()), sending.ErrorIds);
    }

    [Fact]
    public void Stopping_does_not_wait_for_the_peer()
    {
        using StoreScp peer = new("--sleep-during", "60");
        using RunningScript running = PowerShell.Start(
            "$paths | Send-DicomInstance 127.0.0.1 $port", ("port", peer.Port), ("paths", new[] { NewFile(), NewFile() }));
        Wait.Until(() => peer.Log.Contains("Received Store Request", StringComparison.Ordinal), "the first instance is on its way");

        Assert.True(running.Stop(TimeSpan.FromSeconds(20)).Stopped);
    }

    [Fact]
    public void A_busy_peer_does_not_hold_a_connection_test()
    {
        using StoreScp peer = new("--sleep-during", "60");
        Send(peer.Port, [NewFile()], "-DimseTimeout 1");

        ConnectionTest test = PowerShell.Invoke("Test-DicomConnection 127.0.0.1 $port -AcseTimeout 1", ("port", peer.Port)).One<ConnectionTest>();

        Assert.Equal("Association", test.StoppedAt);
    }

    [Fact]
    public void A_peer_without_the_sop_class()
    {
        using StoreScp peer = StoreScpAccepting([TestInstances.ImplicitVRLittleEndian]);
        const string ultrasound = "1.2.840.10008.5.1.4.1.1.6.1";
        string[] sent = [NewFile(ultrasound), NewFile(), NewFile(ultrasound)];

        Sending sending = Send(peer.Port, sent);

        Assert.Equal(3, sending.Results.Count);
        Assert.Equal(["NoAcceptedContext", "NoAcceptedContext"], sending.ErrorIds);
        Assert.Equal(sent[1], Assert.Single(sending.Results, result => result.IsStored).Path);
    }

    [Fact]
    public void A_peer_with_none_of_the_sop_classes()
    {
        using StoreScp peer = StoreScpAccepting([TestInstances.ImplicitVRLittleEndian]);
        const string ultrasound = "1.2.840.10008.5.1.4.1.1.6.1";
        string[] sent = [NewFile(ultrasound), NewFile(ultrasound)];

        Send(peer.Port, sent).ShouldEnd(sent, DicomErrorId.NoAcceptedContext, DicomErrorId.NoAcceptedContext);
    }

    [Fact]
    public void A_peer_that_cannot_store_answers_with_its_status()
    {
        using StoreScp peer = new();
        string[] sent = [NewFile(), NewFile()];
        peer.RemoveFolder();

        Sending sending = Send(peer.Port, sent);

        Assert.Equal(["DimseFailure", "DimseFailure"], sending.ErrorIds);
        Assert.All(sending.Results, result => Assert.Equal(0xA700, result.Status!.Value.Code));
    }
}
