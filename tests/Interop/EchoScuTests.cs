using DicomPS.Engine;
using DicomPS.Engine.Server;
using Xunit;

namespace DicomPS.Interop;

/// <summary>echoscu into Start-DicomServer: association negotiation, admission, C-ECHO.</summary>
public sealed class EchoScuTests : InteropTest
{
    [Theory]
    [InlineData]
    [InlineData("--repeat", "20")]
    [InlineData("--propose-ts", "38")]
    [InlineData("--propose-pc", "128")]
    [InlineData("--propose-ts", "38", "--propose-pc", "128")]
    [InlineData("--max-pdu", "4096")]
    [InlineData("--max-pdu", "131072")]
    [InlineData("--aetitle", "SIXTEEN LETTERS!", "--call", "ANOTHER")]
    public void An_echo_is_answered(params string[] options)
    {
        DicomServer server = StartServer();

        EchoScu(server, options).ShouldSucceed();

        Assert.Equal(1, server.Counters.TotalAssociations);
        Assert.Equal(0, server.Counters.RejectedAssociations);
        Wait.Until(() => server.Counters.OpenAssociations == 0, "the association is over");
    }

    [Fact]
    public void Echoscu_is_told_who_answers()
    {
        DicomServer server = StartServer("-AE (New-DicomAE ARCHIVE -MaximumPduLength 65536)");

        string log = EchoScu(server, "-d", "--propose-ts", "3").ShouldSucceed().Output;

        Assert.Contains($"Their Implementation Class UID:    {Implementation.ClassUid}", log, StringComparison.Ordinal);
        Assert.Contains($"Their Implementation Version Name: {Implementation.VersionName}", log, StringComparison.Ordinal);
        Assert.Contains("Their Max PDU Receive Size:  65536", log, StringComparison.Ordinal);
        Assert.Contains("Accepted Transfer Syntax: =LittleEndianImplicit", log, StringComparison.Ordinal);
        Assert.Contains("Received Echo Response (Success)", log, StringComparison.Ordinal);
    }

    [Fact]
    public void An_abort_does_not_disturb_the_next()
    {
        DicomServer server = StartServer();

        EchoScu(server, "--abort").ShouldSucceed();
        EchoScu(server).ShouldSucceed();

        Assert.Equal(2, server.Counters.TotalAssociations);
        Wait.Until(() => server.Counters.OpenAssociations == 0, "both associations are over");
    }

    [Fact]
    public void A_wrong_called_title_is_rejected()
    {
        DicomServer server = StartServer("-AE (New-DicomAE ARCHIVE -RequireCalledTitle)");

        EchoScu(server, "--call", "OTHER").ShouldFailWith("Reason: Called AE Title Not Recognized");
        EchoScu(server, "--call", "ARCHIVE").ShouldSucceed();

        Assert.Equal(1, server.Counters.RejectedAssociations);
    }

    [Fact]
    public void The_title_of_the_server_itself_is_required()
    {
        DicomServer server = StartServer("-AE (New-DicomAE ARCHIVE -RequireCalledTitle) -AETitle SECOND");

        EchoScu(server, "--call", "ARCHIVE").ShouldFailWith("Result: Rejected Permanent, Source: Service User");
        EchoScu(server, "--call", "SECOND").ShouldSucceed();
    }

    [Fact]
    public void A_calling_title_that_is_not_allowed_is_rejected()
    {
        DicomServer server = StartServer("-AE (New-DicomAE ARCHIVE -AllowedCallingTitle CT1, CT2)");

        EchoScu(server, "--aetitle", "CT3").ShouldFailWith("Reason: Calling AE Title Not Recognized");
        EchoScu(server, "--aetitle", "CT2").ShouldSucceed();
    }

    [Fact]
    public void One_association_too_many_is_rejected_for_now()
    {
        DicomServer server = StartServer("-AE (New-DicomAE ARCHIVE -MaximumAssociations 1)");
        PowerShell.Invoke(
            "$held = Connect-DicomAssociation 127.0.0.1 $port -Context (Get-DicomPresentationContext Verification)",
            ("port", server.Port)).ShouldSucceed();

        ToolRun rejected = EchoScu(server);
        PowerShell.Invoke("Disconnect-DicomAssociation $held").ShouldSucceed();
        Wait.Until(() => server.Counters.OpenAssociations == 0, "the association held is over");

        rejected.ShouldFailWith("Result: Rejected Transient, Source: Service Provider (Presentation Related)");
        rejected.ShouldFailWith("Reason: Local Limit Exceeded");
        EchoScu(server).ShouldSucceed();
    }

    [Fact]
    public void A_server_without_verification_accepts_no_context()
    {
        DicomServer server = StartServer("-Context (New-DicomPresentationContext CTImageStorage)");

        EchoScu(server).ShouldFailWith("No Acceptable Presentation Contexts");
    }

    [Fact]
    public void A_stopped_server_is_not_there()
    {
        DicomServer server = StartServer();
        EchoScu(server).ShouldSucceed();

        PowerShell.Invoke("Get-DicomServer | Stop-DicomServer").ShouldSucceed();

        EchoScu(server).ShouldFailWith("TCP Initialization Error");
    }
}
