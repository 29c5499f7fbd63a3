using System.Globalization;
using System.Management.Automation;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>The cmdlets for C-FIND, C-GET and C-MOVE against dcmqrscp: all levels of both information models.</summary>
public sealed class QueryCmdletTests : ArchiveTest
{
    private readonly ToolProcess archive;

    public QueryCmdletTests()
    {
        DicomServer receiver = PowerShell.Invoke(
            "($receiver = Start-DicomServer -AE RECEIVER -Port 0 -BindAddress 127.0.0.1 -StoragePath $moved)", ("moved", InFolder("moved"))).One<DicomServer>();
        int port = StoreScp.FreePort();
        archive = DcmQrScp.Start(InFolder(), port, receiver.Port);

        PowerShell.Invoke("$uid = New-DicomUid").ShouldSucceed();
        WriteArchive();
        PowerShell.Invoke(
            """
            $peer = @{ HostName = '127.0.0.1'; Port = $port; CalledAETitle = 'ARCHIVE' }
            (Send-DicomInstance @peer -Path $sent | Where-Object IsStored).Count
            """,
            ("port", port),
            ("sent", InFolder("sent"))).ShouldSucceed();
    }

    [Theory]
    [InlineData("StudyRoot")]
    [InlineData("PatientRoot")]
    public void Every_level_is_found_down_the_pipeline(string root)
    {
        string studies = root == "PatientRoot" ? "Find-DicomPatient @peer | Find-DicomStudy @peer -Root PatientRoot" : "Find-DicomStudy @peer";
        PowerShellResult result = PowerShell.Invoke(
            $"({studies} | Find-DicomSeries @peer -Root {root} | Find-DicomInstance @peer -Root {root}).SOPInstanceUID -replace [regex]::Escape(\"$uid.\")");

        Assert.Equal(
            from p in "12" from s in "12" from r in "12" from i in "12" select $"{p}.{s}.{r}.{i}",
            result.ShouldSucceed().Output.Select(uid => uid.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("(Find-DicomPatient @peer -PatientName 'Doe*').PatientID", "P2")]
    [InlineData("(Find-DicomPatient @peer -PatientName 'Mül*').PatientName", "Müller^Jörg")]
    [InlineData("(Find-DicomStudy @peer -PatientID P1 -StudyDate ([datetime] '2024-01-02'), $null).AccessionNumber", "A12")]
    [InlineData("(Find-DicomStudy @peer -Root PatientRoot -PatientID P2 -StudyDate $null, 20240101).AccessionNumber", "A21")]
    [InlineData("(Find-DicomStudy @peer -AccessionNumber A22).PatientID", "P2")]
    [InlineData("Find-DicomStudy @peer -AccessionNumber A22 | Find-DicomSeries @peer -SeriesNumber 2 | ForEach-Object { \"$($_.SeriesNumber)\" }", "2")]
    [InlineData("@(Find-DicomStudy @peer -First 3).Count.ToString()", "3")]
    [InlineData("@(Find-DicomStudy @peer -StudyInstanceUID \"$uid.1.1\", \"$uid.2.2\").Count.ToString()", "2")]
    public void Keys_match(string script, string expected) => Assert.Equal(expected, PowerShell.Invoke(script).One<string>());

    [Fact]
    public void A_query_that_is_ended_early_leaves_the_association_usable() => CheckEarlyEnd();

    [Theory]
    [InlineData("Receive-DicomInstance @peer -Path $in -PatientID P1", 8)]
    [InlineData("Find-DicomStudy @peer -PatientID P1 | Receive-DicomInstance @peer -Path $in -Root StudyRoot", 8)]
    [InlineData("Find-DicomStudy @peer -AccessionNumber A11 | Receive-DicomInstance @peer -Path $in -Root PatientRoot", 4)]
    [InlineData("Find-DicomStudy @peer -AccessionNumber A11 | Find-DicomSeries @peer -SeriesNumber 1 | Receive-DicomInstance @peer -Path $in", 2)]
    [InlineData("Receive-DicomInstance @peer -Path $in -Root PatientRoot -PatientID P1 -StudyInstanceUID \"$uid.1.1\" -SeriesInstanceUID \"$uid.1.1.1\"", 2)]
    [InlineData("Find-DicomStudy @peer -AccessionNumber A11 | Find-DicomSeries @peer | Find-DicomInstance @peer -InstanceNumber 1 | Receive-DicomInstance @peer -Path $in", 2)]
    [InlineData("Receive-DicomInstance @peer -Path $in -Root PatientRoot -PatientID P1 -StudyInstanceUID \"$uid.1.1\" -SeriesInstanceUID \"$uid.1.1.1\" -SOPInstanceUID \"$uid.1.1.1.1\", \"$uid.1.1.1.2\"", 2)]
    [InlineData("Move-DicomInstance @peer -ReceiveOn $receiver -PatientID P1", 8)]
    [InlineData("Find-DicomStudy @peer -PatientID P1 | Move-DicomInstance @peer -ReceiveOn $receiver -Root StudyRoot", 8)]
    [InlineData("Find-DicomStudy @peer -AccessionNumber A11 | Move-DicomInstance @peer -ReceiveOn $receiver -Root PatientRoot", 4)]
    [InlineData("Find-DicomStudy @peer -AccessionNumber A11 | Find-DicomSeries @peer -SeriesNumber 1 | Move-DicomInstance @peer -ReceiveOn $receiver", 2)]
    [InlineData("Move-DicomInstance @peer -ReceiveOn $receiver -StudyInstanceUID \"$uid.1.1\" -SeriesInstanceUID \"$uid.1.1.1\" -SOPInstanceUID \"$uid.1.1.1.1\"", 1)]
    [InlineData("Move-DicomInstance @peer -ReceiveOn $receiver -Root PatientRoot -PatientID P1 -StudyInstanceUID \"$uid.1.1\" -SeriesInstanceUID \"$uid.1.1.1\"", 2)]
    [InlineData("Move-DicomInstance @peer -ReceiveOn $receiver -Root PatientRoot -PatientID P1 -StudyInstanceUID \"$uid.1.1\" -SeriesInstanceUID \"$uid.1.1.1\" -SOPInstanceUID \"$uid.1.1.1.2\"", 1)]
    public void Instances_are_retrieved_at_every_level(string script, int count)
    {
        ReceivedInstance[] received = Retrieve(script, count);
        Assert.All(received, instance => Assert.True(File.Exists(instance.Path)));
    }

    [Fact]
    public void A_destination_that_is_not_configured_is_an_error()
    {
        ErrorRecord error = PowerShell.Invoke("Move-DicomInstance @peer -PatientID P1 -Destination NOWHERE").OneError();

        Assert.StartsWith("DimseFailure,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("A801", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worklist_of_wlmscpfs_is_read()
    {
        string station = Directory.CreateDirectory(InFolder("worklist", "RIS")).FullName;
        File.WriteAllText(Path.Combine(station, "lockfile"), string.Empty);
        PowerShell.Invoke(
            """
            foreach ($i in 1..3) {
                New-DicomDataset @{
                    SOPClassUID = '1.2.840.10008.5.1.4.31'; SOPInstanceUID = New-DicomUid
                    PatientID = "W$i"; PatientName = "Worker^$i"; PatientBirthDate = '19700101'; PatientSex = 'O'; AccessionNumber = "ACC$i"
                    StudyInstanceUID = New-DicomUid; RequestedProcedureID = "R$i"; RequestedProcedureDescription = 'Head'
                    ScheduledProcedureStepSequence = @{
                        Modality = ('CT', 'CT', 'MR')[$i - 1]; ScheduledStationAETitle = 'STATION'; ScheduledProcedureStepStartDate = "2024020$i"
                        ScheduledProcedureStepStartTime = '101500'; ScheduledProcedureStepID = "S$i"; ScheduledProcedureStepDescription = 'Head plain'
                    }
                } | Export-DicomFile -Path "$station/$i.wl" | Out-Null
            }
            """,
            ("station", station)).ShouldSucceed();
        int port = StoreScp.FreePort();
        using ToolProcess ris = Dcmtk.Start("wlmscpfs", "-dfr", "-dfp", InFolder("worklist"), port.ToString(CultureInfo.InvariantCulture));
        Wait.Until(() => Wait.Listens(port), "wlmscpfs listens");

        PowerShellResult result = PowerShell.Invoke(
            """
            $ris = @{ HostName = '127.0.0.1'; Port = $port; CalledAETitle = 'RIS' }
            (Find-DicomWorklistItem @ris -Modality CT -ScheduledProcedureStepStartDate 20240202, 20240301).PatientID
            (Find-DicomWorklistItem @ris -PatientID W3).ScheduledProcedureStepSequence.ScheduledProcedureStepDescription
            @(Find-DicomWorklistItem @ris -ScheduledStationAETitle STATION).Count
            """,
            ("port", port)).ShouldSucceed();

        Assert.Equal(["W2", "Head plain", "3"], result.Output.Select(item => item.ToString()));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        archive.Dispose();
        base.Dispose(disposing);
    }
}
