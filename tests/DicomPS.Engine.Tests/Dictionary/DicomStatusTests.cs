using System.Globalization;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Dictionary;

public class DicomStatusTests
{
    [Fact]
    public void Every_row_of_the_table_is_known()
    {
        foreach (string[] row in RepositoryFiles.Table("status.tsv"))
        {
            (DicomServiceClass service, int command) = row[0] switch
            {
                "general" => (DicomServiceClass.None, 0),
                "verification" => (DicomServiceClass.Verification, 0x0030),
                "storage" => (DicomServiceClass.Storage, 0x0001),
                "qr_find" => (DicomServiceClass.QueryRetrieve, 0x0020),
                "qr_move" => (DicomServiceClass.QueryRetrieve, 0x0021),
                "qr_get" => (DicomServiceClass.QueryRetrieve, 0x0010),
                "modality_worklist" => (DicomServiceClass.BasicWorklist, 0x0020),
                "relevant_patient" => (DicomServiceClass.RelevantPatientQuery, 0x0020),
                "substance_administration" => (DicomServiceClass.SubstanceAdministration, 0x0020),
                "non_patient" => (DicomServiceClass.NonPatientObject, 0x0001),
                "procedure_step" => (DicomServiceClass.ProcedureStep, 0x0140),
                "print_job_management" => (DicomServiceClass.PrintManagement, 0x0130),
                "storage_commitment" => (DicomServiceClass.StorageCommitment, 0x0130),
                "storage_management" => (DicomServiceClass.StorageManagement, 0x0140),
                "application_event_logging" => (DicomServiceClass.ApplicationEvent, 0x0130),
                "media_creation_management" => (DicomServiceClass.MediaCreation, 0x0130),
                "unified_procedure_step" => (DicomServiceClass.UnifiedProcedureStep, 0x0130),
                "rt_machine_verification" => (DicomServiceClass.RTMachineVerification, 0x0130),
                _ => throw new InvalidOperationException(row[0]),
            };
            foreach (string code in row[1].Split('-'))
            {
                DicomStatus status = DicomStatus.Of(ushort.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture), service, (ushort)command);
                Assert.Equal(row[2], status.Category.ToString());
                Assert.Equal(row[3], status.Meaning);
            }
        }
    }

    [Theory]
    [InlineData(0x0000, DicomServiceClass.Storage, "0000 Success")]
    [InlineData(0xA700, DicomServiceClass.Storage, "A700 Failure: Refused: Out of Resources")]
    [InlineData(0xA7AB, DicomServiceClass.Storage, "A7AB Failure: Refused: Out of Resources")]
    [InlineData(0xC123, DicomServiceClass.Storage, "C123 Failure: Cannot Understand")]
    [InlineData(0xB007, DicomServiceClass.Storage, "B007 Warning: Data Set Does Not Match SOP Class")]
    [InlineData(0x0122, DicomServiceClass.Storage, "0122 Failure: Refused: SOP Class Not Supported")]
    [InlineData(0xFE00, DicomServiceClass.QueryRetrieve, "FE00 Cancel")]
    [InlineData(0xFF00, DicomServiceClass.HangingProtocol, "FF00 Pending: Matches are continuing, current match supplied")]
    [InlineData(0xFF00, DicomServiceClass.None, "FF00 Pending")]
    [InlineData(0xB123, DicomServiceClass.Verification, "B123 Warning")]
    [InlineData(0x0001, DicomServiceClass.Verification, "0001 Warning")]
    [InlineData(0xA700, DicomServiceClass.Verification, "A700 Failure")]
    [InlineData(0x1234, DicomServiceClass.Verification, "1234 Failure")]
    public void Statuses_speak(int code, DicomServiceClass service, string text) =>
        Assert.Equal(text, DicomStatus.Of((ushort)code, service).ToString());

    [Fact]
    public void Commands_of_one_service_differ()
    {
        Assert.Equal("Sub-operations are continuing", DicomStatus.Of(0xFF00, DicomServiceClass.QueryRetrieve, 0x8021).Meaning);
        Assert.Equal("Sub-operations complete, one or more failures or warnings", DicomStatus.Of(0xB000, DicomServiceClass.QueryRetrieve, 0x0010).Meaning);
        Assert.True(DicomStatus.Of(0, DicomServiceClass.None).IsSuccess);
        Assert.Equal("0000 Success", default(DicomStatus).ToString());
    }
}
