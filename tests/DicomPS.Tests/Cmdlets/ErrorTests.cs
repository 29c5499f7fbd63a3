using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>What an error says: id, category, target, what happened between whom, and what to check.</summary>
public sealed class ErrorTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly PowerShellHost host = fixture.Host;

    [Theory]
    [InlineData("New-DicomAE 'A\\B'", "InvalidAETitle,DicomPS.Commands.NewDicomAECommand", ErrorCategory.InvalidArgument, "A\\B", "backslash")]
    [InlineData("New-DicomPresentationContext 1.02", "InvalidPresentationContext,DicomPS.Commands.NewDicomPresentationContextCommand", ErrorCategory.InvalidArgument, "1.02", "'1.02'", "position 3")]
    [InlineData("New-DicomPresentationContext CTImageStorag", "UnknownUid,DicomPS.Commands.NewDicomPresentationContextCommand", ErrorCategory.InvalidArgument, "CTImageStorag", "CTImageStorage")]
    [InlineData("Get-DicomTag PatientNam", "UnknownTag,DicomPS.Commands.GetDicomTagCommand", ErrorCategory.InvalidArgument, "PatientNam", "'PatientNam'", "PatientName")]
    [InlineData("Get-DicomTag '00091001' -Creator NOBODY", "UnknownTag,DicomPS.Commands.GetDicomTagCommand", ErrorCategory.InvalidArgument, "00091001", "(0009,1001)", "'NOBODY'")]
    [InlineData("Get-DicomUid CTImagStorage", "UnknownUid,DicomPS.Commands.GetDicomUidCommand", ErrorCategory.InvalidArgument, "CTImagStorage", "Nearest: CTImageStorage")]
    [InlineData("Get-DicomUid 1.2.3 -Kind TransferSyntax", "UnknownUid,DicomPS.Commands.GetDicomUidCommand", ErrorCategory.InvalidArgument, "1.2.3", "TransferSyntax", "'1.2.3'")]
    [InlineData("Start-DicomServer -AE BUSY -Port $server.Port -BindAddress 127.0.0.1", "ListenFailed,DicomPS.Commands.StartDicomServerCommand", ErrorCategory.ResourceUnavailable, "BUSY", "127.0.0.1:")]
    [InlineData("Start-DicomServer -Port 0 -BindAddress 192.0.2.1", "ListenFailed,DicomPS.Commands.StartDicomServerCommand", ErrorCategory.ResourceUnavailable, "DICOMPS", "192.0.2.1:0")]
    [InlineData("Connect-DicomAssociation @peer", "InvalidPresentationContext,DicomPS.Commands.ConnectDicomAssociationCommand", ErrorCategory.InvalidArgument, "ARCHIVE (127.0.0.1:*)", "no presentation context")]
    [InlineData("Connect-DicomAssociation no-such-host.invalid 104 SCP -Context $verification", "ConnectionFailed,DicomPS.Commands.ConnectDicomAssociationCommand", ErrorCategory.ConnectionError, "SCP (no-such-host.invalid:104)", "no-such-host.invalid")]
    [InlineData("Send-DicomEcho 127.0.0.1 $closed", "ConnectionFailed,DicomPS.Commands.SendDicomEchoCommand", ErrorCategory.ConnectionError, "ANY-SCP (127.0.0.1:*)", "127.0.0.1:")]
    [InlineData("Send-DicomInstance 127.0.0.1 $closed -Path $file", "ConnectionFailed,DicomPS.Commands.SendDicomInstanceCommand", ErrorCategory.ConnectionError, "ANY-SCP (127.0.0.1:*)", "127.0.0.1:")]
    [InlineData("Send-DicomEcho -AE STRANGER 127.0.0.1 $strict.Port WRONG", "AssociationRejected,DicomPS.Commands.SendDicomEchoCommand", ErrorCategory.PermissionDenied, "WRONG (127.0.0.1:*)", "STRANGER", "WRONG", "rejected", "called AE title")]
    [InlineData("Send-DicomEcho @peer -CalledAETitle 'A\\B'", "InvalidAETitle,DicomPS.Commands.SendDicomEchoCommand", ErrorCategory.InvalidArgument, "A\\B (127.0.0.1:*)", "backslash")]
    [InlineData("Send-DicomInstance @peer -CalledAETitle 'A\\B' -Path $file", "InvalidAETitle,DicomPS.Commands.SendDicomInstanceCommand", ErrorCategory.InvalidArgument, "A\\B (127.0.0.1:*)", "backslash")]
    [InlineData("Connect-DicomAssociation @peer -Context (New-DicomPresentationContext 1.2.3)", "NoAcceptedContext,DicomPS.Commands.ConnectDicomAssociationCommand", ErrorCategory.InvalidOperation, "ARCHIVE (127.0.0.1:*)", "ARCHIVE", "1.2.3", "abstract syntax not supported")]
    [InlineData("Send-DicomInstance @reject -Path $file", "DimseFailure,DicomPS.Commands.SendDicomInstanceCommand", ErrorCategory.InvalidResult, "*a.dcm", "ANY-SCP (127.0.0.1:", "a.dcm", "0111")]
    [InlineData("Send-DicomInstance @peer -Path $notes", "NotDicom,DicomPS.Commands.SendDicomInstanceCommand", ErrorCategory.InvalidData, "*notes.txt", "notes.txt")]
    public void An_error_can_be_acted_on(string script, string id, ErrorCategory category, string target, params string[] says)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("notes.txt"), "These are notes.");
        host.Invoke(
            """
            $verification = New-DicomPresentationContext Verification
            $probe = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
            $closed = $probe.Port
            Stop-DicomServer $probe
            $strict = Start-DicomServer -AE (New-DicomAE STRICT -RequireCalledTitle) -Port 0 -BindAddress 127.0.0.1
            $rejecting = Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -StoragePath $store -OnDuplicate Reject
            $reject = @{ HostName = '127.0.0.1'; Port = $rejecting.Port }
            $null = Send-DicomInstance @reject -Path $file
            """,
            ("file", TestInstances.WriteFile(folder.Combine("a.dcm"))),
            ("notes", folder.Combine("notes.txt")),
            ("store", folder.Combine("store"))).ShouldSucceed();

        ErrorRecord error = host.Invoke(script).OneError();
        host.Invoke("$strict, $rejecting | Stop-DicomServer").ShouldSucceed();

        Assert.Equal(id, error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Matches(WildcardToRegex(target), error.TargetObject.ToString());
        Assert.All(says, text => Assert.Contains(text, error.Exception.Message, StringComparison.Ordinal));
        Assert.EndsWith(".", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", error.Exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Send-DicomEcho 127.0.0.1 $port -AcseTimeout 0.3", PeerScript.SaysNothing, "AcseTimeout")]
    [InlineData("Send-DicomEcho 127.0.0.1 $port -DimseTimeout 0.3", PeerScript.AcceptsAndSaysNothing, "DimseTimeout")]
    [InlineData("$a = Connect-DicomAssociation 127.0.0.1 $port -NetworkTimeout 0.3 -Context (New-DicomPresentationContext Verification); $null = $a.Ended.Wait(20000); $a | Send-DicomEcho", PeerScript.AcceptsAndSaysNothing, "NetworkTimeout")]
    internal void A_timeout_has_an_id_of_its_own(string script, PeerScript does, string id)
    {
        using ScriptedPeer peer = new(does);

        ErrorRecord error = host.Invoke(script, ("port", peer.Port)).OneError();
        peer.WaitForClose();

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.OperationTimeout, error.CategoryInfo.Category);
        Assert.Contains($"127.0.0.1:{peer.Port}", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("0.3 s", error.Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.True(peer.SawAbort);
    }

    [Fact]
    public void A_title_that_cannot_be_an_AE_says_why()
    {
        ErrorRecord error = host.Invoke("Send-DicomEcho @peer -AE 'MUCH TOO LONG A TITLE'").OneError();

        Assert.Contains("at most 16 characters", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_can_be_silenced_and_the_others_go_on()
    {
        PowerShellResult result = host.Invoke(
            "'no-such-host.invalid', '127.0.0.1' | ForEach-Object { Send-DicomEcho $_ $server.Port -ErrorAction SilentlyContinue }");

        Assert.Null(result.TerminatingError);
        Assert.Single(result.Output);
    }

    private static string WildcardToRegex(string pattern) =>
        "^" + System.Text.RegularExpressions.Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$";
}
