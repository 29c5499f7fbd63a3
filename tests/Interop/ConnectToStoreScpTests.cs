using DicomPS.Engine;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>Connect-DicomAssociation, Send-DicomEcho and Test-DicomConnection with storescp.</summary>
public sealed class ConnectToStoreScpTests : StoreScpTest
{
    [Fact]
    public void An_echo_is_answered()
    {
        using StoreScp peer = new();

        EchoResult echo = PowerShell.Invoke("Send-DicomEcho 127.0.0.1 $port STORESCP", ("port", peer.Port)).One<EchoResult>();

        Assert.True(echo.Status.IsSuccess);
        Wait.Until(() => peer.Log.Contains("Association Release", StringComparison.Ordinal), "storescp had a release");
        Assert.Contains("Received Echo Request", peer.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_is_tested_step_by_step()
    {
        using StoreScp peer = new();

        ConnectionTest test = PowerShell.Invoke("Test-DicomConnection localhost $port STORESCP", ("port", peer.Port)).One<ConnectionTest>();

        Assert.True(test.Succeeded, test.ToString());
        Assert.Equal(["Name resolution", "TCP connection", "Association", "Echo"], test.Steps.Select(step => step.Name));
        Assert.Contains("OFFIS_DCMTK", test.Steps[2].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(131072)]
    public void An_association_knows_its_peer(int maximumPduLength)
    {
        using StoreScp peer = new("-pdu", $"{maximumPduLength}", "-d");

        Association association = PowerShell.Invoke(
            """
            $ae = New-DicomAE MODALITY
            $contexts = @(
                New-DicomPresentationContext Verification
                New-DicomPresentationContext CTImageStorage -TransferSyntax JPEG2000Lossless, ExplicitVRLittleEndian
                New-DicomPresentationContext MRImageStorage -TransferSyntax JPEG2000Lossless
                New-DicomPresentationContext 1.2.3.4
            )
            $association = Connect-DicomAssociation 127.0.0.1 $port ARCHIVE -AE $ae -Context $contexts
            $association
            """,
            ("port", peer.Port)).One<Association>();

        Assert.Equal(AssociationState.Established, association.State);
        Assert.Equal("1.2.276.0.7230010.3.0.3.6.7", association.PeerImplementationClassUid);
        Assert.Equal("OFFIS_DCMTK_367", association.PeerImplementationVersionName);
        Assert.Equal((uint)maximumPduLength, association.PeerMaximumPduLength);
        Assert.Equal("MODALITY", association.CallingAETitle);
        Assert.Equal("ARCHIVE", association.CalledAETitle);
        Assert.Equal(
            [TestInstances.ExplicitVRLittleEndian, TestInstances.ExplicitVRLittleEndian],
            association.AcceptedContexts.Select(context => context.TransferSyntax));
        Assert.Collection(
            association.RefusedContexts,
            mr => Assert.Equal(PresentationContextResult.TransferSyntaxesNotSupported, mr.Result),
            unknown => Assert.Equal(PresentationContextResult.AbstractSyntaxNotSupported, unknown.Result));

        PowerShell.Invoke("1..5 | ForEach-Object { Send-DicomEcho -Association $association }").ShouldSucceed();
        PowerShell.Invoke("Disconnect-DicomAssociation $association").ShouldSucceed();
        Assert.Equal(AssociationState.Released, association.State);
        Wait.Until(() => peer.Log.Contains("Association Release", StringComparison.Ordinal), "storescp had a release");
        Assert.Contains("Their Implementation Version Name: " + Implementation.VersionName, peer.Log, StringComparison.Ordinal);
        Assert.Contains("Calling Application Name:    MODALITY", peer.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void An_abort_arrives()
    {
        using StoreScp peer = new();

        PowerShell.Invoke(
            """
            $contexts = Get-DicomPresentationContext Verification
            Connect-DicomAssociation 127.0.0.1 $port -Context $contexts | Disconnect-DicomAssociation -Abort
            """,
            ("port", peer.Port)).ShouldSucceed();

        Wait.Until(() => peer.Log.Contains("Association Aborted", StringComparison.Ordinal), "storescp had an abort");
        PowerShell.Invoke("Send-DicomEcho 127.0.0.1 $port", ("port", peer.Port)).ShouldSucceed();
    }

    [Fact]
    public void The_prebuilt_list_fits_into_an_association()
    {
        using StoreScp peer = new();

        Association association = PowerShell.Invoke(
            """
            $contexts = 'Verification', 'Storage' | ForEach-Object { Get-DicomPresentationContext $_ }
            Connect-DicomAssociation 127.0.0.1 $port -Context $contexts
            """,
            ("port", peer.Port)).One<Association>();

        // DCMTK 3.6.7 is older than the table of SOP classes here: it refuses those it has not heard of.
        Assert.InRange(association.AcceptedContexts.Count, 100, 128);
        Assert.All(association.RefusedContexts, context =>
            Assert.Equal(PresentationContextResult.AbstractSyntaxNotSupported, context.Result));
    }

    [Fact]
    public void A_peer_that_refuses_is_an_error_with_its_reason()
    {
        using StoreScp peer = new("--refuse");

        PowerShellResult echo = PowerShell.Invoke("Send-DicomEcho 127.0.0.1 $port", ("port", peer.Port));
        PowerShellResult association = PowerShell.Invoke(
            "Connect-DicomAssociation 127.0.0.1 $port -Context (Get-DicomPresentationContext Verification)", ("port", peer.Port));
        ConnectionTest test = PowerShell.Invoke("Test-DicomConnection 127.0.0.1 $port", ("port", peer.Port)).One<ConnectionTest>();

        Assert.StartsWith("AssociationRejected,", echo.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("AssociationRejected,", association.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        AssociationRejectedException rejected = Assert.IsType<AssociationRejectedException>(association.OneError().Exception);
        Assert.Equal(new AssociateRj(AssociateResult.RejectedPermanent, AssociateSource.ServiceUser, 1), rejected.Rejection);
        Assert.NotNull(association.OneError().ErrorDetails.RecommendedAction);
        Assert.Equal("Association", test.StoppedAt);
    }

    [Fact]
    public void A_peer_that_requires_an_implementation_gets_one()
    {
        using StoreScp peer = new("--reject");

        PowerShell.Invoke("Send-DicomEcho 127.0.0.1 $port", ("port", peer.Port)).ShouldSucceed();
    }

    [Fact]
    public void A_peer_that_is_not_there_is_an_error()
    {
        int port = StoreScp.FreePort();

        PowerShellResult echo = PowerShell.Invoke("Send-DicomEcho 127.0.0.1 $port", ("port", port));
        ConnectionTest test = PowerShell.Invoke("Test-DicomConnection 127.0.0.1 $port", ("port", port)).One<ConnectionTest>();

        Assert.StartsWith("ConnectionFailed,", echo.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("TCP connection", test.StoppedAt);
    }

    [Fact]
    public void A_peer_that_accepts_no_context_is_an_error_that_lists_them()
    {
        using StoreScp peer = new();

        PowerShellResult result = PowerShell.Invoke(
            "Connect-DicomAssociation 127.0.0.1 $port -Context (New-DicomPresentationContext PatientRootQueryRetrieveInformationModelFind)",
            ("port", peer.Port));

        Assert.StartsWith("NoAcceptedContext,", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Patient Root Query/Retrieve Information Model - FIND", result.OneError().ToString(), StringComparison.Ordinal);
        Wait.Until(() => peer.Log.Contains("Association Aborted", StringComparison.Ordinal), "storescp had an abort");
    }
}
