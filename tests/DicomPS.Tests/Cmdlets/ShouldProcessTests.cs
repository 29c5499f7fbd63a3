using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>-WhatIf and -Confirm, and how titles become AEs.</summary>
public sealed class ShouldProcessTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IDisposable
{
    private readonly PowerShellHost host = fixture.Host;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Set-DicomAE $ae -Title AFTER", "BEFORE")]
    [InlineData("Add-DicomRequestedContext $ae MRImageStorage", "Request 1 presentation context(s)")]
    [InlineData("Add-DicomSupportedContext $ae MRImageStorage", "Support 1 presentation context(s)")]
    [InlineData("Remove-DicomRequestedContext $ae CTImageStorage", "Remove 1 presentation context(s)")]
    [InlineData("Remove-DicomSupportedContext $ae CTImageStorage", "Remove 1 presentation context(s)")]
    [InlineData("Start-DicomServer -AE SECOND 0", "Start a DICOM server", "SECOND")]
    [InlineData("Stop-DicomServer $server", "Stop the DICOM server", "ARCHIVE (127.0.0.1:")]
    [InlineData("Disconnect-DicomAssociation $association", "Release the association", "> ARCHIVE (127.0.0.1:")]
    [InlineData("Disconnect-DicomAssociation $association -Abort", "Abort the association", "> ARCHIVE (127.0.0.1:")]
    [InlineData("Send-DicomInstance @peer -Path $file", "Send to ARCHIVE (127.0.0.1:", "001.dcm")]
    public void What_if_says_what_and_does_nothing(string script, params string[] says)
    {
        Prepare();

        string text = host.Render(script + " -WhatIf");

        Assert.StartsWith("What if:", text, StringComparison.Ordinal);
        Assert.All(says, part => Assert.Contains(part, text, StringComparison.Ordinal));
        AssertNothingChanged();
    }

    [Theory]
    [InlineData("Set-DicomAE $ae -Title AFTER")]
    [InlineData("Add-DicomRequestedContext $ae MRImageStorage")]
    [InlineData("Remove-DicomSupportedContext $ae CTImageStorage")]
    [InlineData("Start-DicomServer -AE SECOND 0")]
    [InlineData("Stop-DicomServer $server")]
    [InlineData("Disconnect-DicomAssociation $association")]
    [InlineData("Send-DicomInstance @peer -Path $file")]
    public void Confirm_asks_before_anything_is_done(string script)
    {
        Prepare();

        // The host answers no question: to be asked is an error.
        ErrorRecord error = host.Invoke(script + " -Confirm").OneError();

        Assert.Contains("asked", error.ToString(), StringComparison.Ordinal);
        AssertNothingChanged();
    }

    [Theory]
    [InlineData("Set-DicomAE $ae -Title BEFORE -Confirm:$false")]
    [InlineData("Set-DicomAE $ae -Title BEFORE")]
    public void Nothing_is_asked_otherwise(string script)
    {
        Prepare();

        host.Invoke(script).ShouldSucceed();
    }

    [Theory]
    [InlineData("Set-DicomAE $ae -Title 'A\\B' -WhatIf")]
    [InlineData("Set-DicomAE $ae -MaximumPduLength 3 -WhatIf")]
    [InlineData("Start-DicomServer -Port 0 -AETitle 'A\\B' -WhatIf")]
    [InlineData("Start-DicomServer -Port 0 -StoragePath $file -PathTemplate '../{SOPInstanceUID}' -WhatIf")]
    public void What_if_tells_what_would_not_be_accepted(string script)
    {
        Prepare();

        Assert.NotNull(host.Invoke(script).OneError());
    }

    [Fact]
    public void A_title_is_an_AE_wherever_one_is_wanted()
    {
        PowerShellResult result = host.Invoke("""
            $association = Connect-DicomAssociation @peer -AE ' CONNECT ' -Context (New-DicomPresentationContext Verification)
            $association.CallingAETitle
            Disconnect-DicomAssociation $association
            (Send-DicomEcho @peer -AE ECHO).Peer -replace ' .*'
            $other = Start-DicomServer -AE SERVE -Port 0 -BindAddress 127.0.0.1
            $other.AETitle
            Stop-DicomServer $other
            """);

        Assert.Equal(["CONNECT", "ECHO", "SERVE"], result.ShouldSucceed().Output.Select(title => title.ToString()));
    }

    private void Prepare() => host.Invoke(
        """
        $ae = New-DicomAE BEFORE
        Add-DicomRequestedContext $ae CTImageStorage
        Add-DicomSupportedContext $ae CTImageStorage
        Get-DicomAssociation | Disconnect-DicomAssociation
        $association = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext Verification)
        $instances = $server.Counters.Instances
        """,
        ("file", folder.WriteInstances(1)[0])).ShouldSucceed();

    private void AssertNothingChanged() => Assert.Equal(
        "BEFORE|CT Image Storage|CT Image Storage|1|True|Established|0",
        host.Invoke("""
            $ae.Title, ($ae.RequestedContexts.AbstractSyntaxName -join '+'), ($ae.SupportedContexts.AbstractSyntaxName -join '+'),
                @(Get-DicomServer).Count, $server.IsRunning, $association.State, ($server.Counters.Instances - $instances) -join '|'
            """).One<string>());
}
