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
    [InlineData("Get-DicomTag patientn", "PatientName")]
    [InlineData("Get-DicomTag -Tag 'Patient''s Na", "PatientName")]
    [InlineData("Get-DicomTag StudyDate, Acc", "AccessionNumber")]
    [InlineData("Get-DicomTag '(0010,0020", "PatientID")]
    [InlineData("Import-DicomFile a.dcm -Tag PatientID, StudyInst", "StudyInstanceUID")]
    [InlineData("Export-DicomFile a.dcm -TransferSyntax Defl", "DeflatedExplicitVRLittleEndian")]
    [InlineData("Get-DicomUid ctim", "CTImageStorage")]
    [InlineData("Get-DicomUid -Kind Tran", "TransferSyntax")]
    [InlineData("Get-DicomUid -Service Stor", "Storage")]
    [InlineData("Find-DicomDataset -SopClass Hanging", "HangingProtocolInformationModelFind")]
    [InlineData("Find-DicomStudy -Root Pat", "PatientRoot")]
    [InlineData("Find-DicomStudy -Property StudyDate, Insti", "InstitutionName")]
    [InlineData("Receive-DicomInstance -SopClass CTIm", "CTImageStorage")]
    [InlineData("Receive-DicomInstance -TransferSyntax RLELossless, JPEGLSL", "JPEGLSLossless")]
    [InlineData("New-DicomSopInstance -SopClass ModalityPerf", "ModalityPerformedProcedureStep")]
    [InlineData("Set-DicomSopInstance -ContextSopClass BasicGrayscalePr", "BasicGrayscalePrintManagementMeta")]
    [InlineData("Register-DicomPrivateTag TAB -Tag '(0009,xx01)' -VR U", "UC")]
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
    public void What_was_registered_is_offered()
    {
        Host.Invoke("Register-DicomPrivateTag 'TAB''S 1' '(0009,xx01)' LO -Keyword TabSerial").ShouldSucceed();

        Assert.Equal("'TAB''S 1'", Complete("Get-DicomTag -Creator tab")[0]);
        Assert.Equal("TabSerial", Complete("Get-DicomTag TabS")[0]);
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
