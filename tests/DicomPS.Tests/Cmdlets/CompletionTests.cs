using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>What the tab key offers.</summary>
public class CompletionTests
{
    private static readonly PowerShellHost Host = new();

    [Theory]
    [InlineData("New-DicomPresentationContext CTIm", "CTImageStorage")]
    [InlineData("New-DicomPresentationContext -AbstractSyntax ctim", "CTImageStorage")]
    [InlineData("New-DicomPresentationContext 'CT Im", "CTImageStorage")]
    [InlineData("New-DicomPresentationContext -AbstractSyntax 1.2.840.10008.5.1.4.1.1.2", "CTImageStorage")]
    [InlineData("Add-DicomRequestedContext -AE $ae -AbstractSyntax Verif", "Verification")]
    [InlineData("Add-DicomSupportedContext $ae Verif", "Verification")]
    [InlineData("Remove-DicomRequestedContext $ae MRImageS", "MRImageStorage")]
    [InlineData("Remove-DicomSupportedContext $ae MRImageS", "MRImageStorage")]
    [InlineData("Get-DicomRequestedContext $ae MRImageS", "MRImageStorage")]
    [InlineData("Get-DicomSupportedContext $ae MRImageS", "MRImageStorage")]
    [InlineData("New-DicomPresentationContext Verification ExplicitVRL", "ExplicitVRLittleEndian")]
    [InlineData("New-DicomPresentationContext Verification -TransferSyntax jpeg2000", "JPEG2000Lossless")]
    [InlineData("Add-DicomRequestedContext $ae Verification -TransferSyntax RLE", "RLELossless")]
    [InlineData("Add-DicomSupportedContext $ae Verification ImplicitVRLittleEndian, RLE", "RLELossless")]
    [InlineData("Get-DicomPresentationContext -Service Stor", "Storage")]
    [InlineData("Get-DicomPresentationContext Verif", "Verification")]
    [InlineData("Start-DicomServer -Port 0 -OnDuplicate Rep", "Replace")]
    [InlineData("Start-DicomServer -Port 0 -OnDuplicate K", "Keep")]
    [InlineData("Send-DicomInstance -Host", "-HostName")]
    public void Tab_offers(string line, string first) => Assert.Equal(first, Complete(line)[0]);

    [Theory]
    [InlineData("New-DicomPresentationContext XRay")]
    [InlineData("New-DicomPresentationContext Verification Endian")]
    public void Tab_offers_what_contains_the_word(string line) => Assert.True(Complete(line).Length > 1);

    [Fact]
    public void All_are_offered_for_nothing_typed()
    {
        Assert.True(Complete("New-DicomPresentationContext -AbstractSyntax ").Length > 100);
        Assert.True(Complete("New-DicomPresentationContext Verification -TransferSyntax ").Length > 30);
        Assert.Contains("StorageCommitment", Complete("Get-DicomPresentationContext -Service "));
    }

    [Fact]
    public void Retired_ones_come_last()
    {
        string[] offered = Complete("New-DicomPresentationContext -AbstractSyntax Ultrasound");

        Assert.True(Array.IndexOf(offered, "UltrasoundImageStorage") < Array.IndexOf(offered, "UltrasoundImageStorageRetired"));
    }

    [Fact]
    public void What_is_offered_is_accepted()
    {
        string script = string.Join('\n', Complete("New-DicomPresentationContext -AbstractSyntax ")
            .Select(word => $"$null = New-DicomPresentationContext -AbstractSyntax {word}"));

        Host.Invoke(script).ShouldSucceed();
    }

    private static string[] Complete(string line) =>
    [
        .. Host.Invoke(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText",
            ("line", line)).ShouldSucceed().Output.Select(text => (string)text.BaseObject),
    ];
}
