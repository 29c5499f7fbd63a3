using System.Management.Automation;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>Our cmdlets as the users of Orthanc: echo, store, find, get, move and storage commitment.</summary>
public sealed class OrthancProviderTests : OrthancTest, IAsyncLifetime
{
    private string[] files = [];

    // Not in the constructor: one that fails would leave Orthanc running.
    public ValueTask InitializeAsync()
    {
        StartKnownServer("RECEIVER", "-StoragePath $storage");
        files = WriteArchive();
        PowerShellResult sent = PowerShell.Invoke("Send-DicomInstance @peer -Path $sent").ShouldSucceed();
        Assert.All(sent.Output, item => Assert.True(Assert.IsType<StoreResult>(item.BaseObject).IsStored));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void An_echo_is_answered_and_what_was_sent_is_there()
    {
        Assert.True(PowerShell.Invoke("Send-DicomEcho @peer").One<EchoResult>().Status.IsSuccess);
        Assert.Equal(files.Select(InstanceBytes.SopInstanceOf).Order(StringComparer.Ordinal), ArchivedInstances());
    }

    [Theory]
    [InlineData("StudyRoot")]
    [InlineData("PatientRoot")]
    public void Every_level_is_found_down_the_pipeline(string root)
    {
        string studies = root == "PatientRoot" ? "Find-DicomPatient @peer | Find-DicomStudy @peer -Root PatientRoot" : "Find-DicomStudy @peer";
        PowerShellResult result = PowerShell.Invoke(
            $"({studies} | Find-DicomSeries @peer -Root {root} | Find-DicomInstance @peer -Root {root}).SOPInstanceUID");

        Assert.Equal(ArchivedInstances(), result.ShouldSucceed().Output.Select(uid => uid.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("(Find-DicomPatient @peer -PatientName 'Doe*').PatientID", "P2")]
    [InlineData("(Find-DicomPatient @peer -PatientName 'Mül*').PatientName", "Müller^Jörg")]
    [InlineData("(Find-DicomStudy @peer -PatientID P1 -StudyDate ([datetime] '2024-01-02'), $null).AccessionNumber", "A12")]
    [InlineData("(Find-DicomStudy @peer -AccessionNumber A22 -Property SOPClassesInStudy).SOPClassesInStudy", "1.2.840.10008.5.1.4.1.1.2")]
    [InlineData("Find-DicomStudy @peer -AccessionNumber A22 | Find-DicomSeries @peer -SeriesNumber 2 | ForEach-Object { \"$($_.SeriesNumber)\" }", "2")]
    [InlineData("@(Find-DicomStudy @peer -First 3).Count.ToString()", "3")]
    [InlineData("@(Find-DicomStudy @peer -StudyInstanceUID \"$uid.1.1\", \"$uid.2.2\").Count.ToString()", "2")]
    public void Keys_match(string script, string expected) => Assert.Equal(expected, PowerShell.Invoke(script).One<string>());

    [Fact]
    public void A_query_that_is_ended_early_leaves_the_association_usable() => CheckEarlyEnd();

    [Theory]
    [InlineData("Receive-DicomInstance @peer -Path $in -PatientID P1", 8)]
    [InlineData("Find-DicomStudy @peer -PatientID P1 | Receive-DicomInstance @peer -Path $in", 8)]
    [InlineData("Find-DicomStudy @peer -AccessionNumber A11 | Find-DicomSeries @peer -SeriesNumber 1 | Receive-DicomInstance @peer -Path $in", 2)]
    [InlineData("Receive-DicomInstance @peer -Path $in -StudyInstanceUID \"$uid.1.1\" -SeriesInstanceUID \"$uid.1.1.1\" -SOPInstanceUID \"$uid.1.1.1.2\"", 1)]
    [InlineData("Move-DicomInstance @peer -ReceiveOn $server -PatientID P1", 8)]
    [InlineData("Find-DicomStudy @peer -PatientID P1 | Move-DicomInstance @peer -ReceiveOn $server", 8)]
    [InlineData("Find-DicomStudy @peer -AccessionNumber A11 | Find-DicomSeries @peer -SeriesNumber 1 | Move-DicomInstance @peer -ReceiveOn $server", 2)]
    [InlineData("Move-DicomInstance @peer -ReceiveOn $server -StudyInstanceUID \"$uid.1.1\" -SeriesInstanceUID \"$uid.1.1.1\" -SOPInstanceUID \"$uid.1.1.1.1\"", 1)]
    public void Instances_are_retrieved_at_every_level(string script, int count)
    {
        ReceivedInstance[] received = Retrieve(script, count);
        Assert.All(received, instance => Assert.Contains(
            DicomFile.Open(instance.Path!).Dataset.GetText(Tags.PatientId), new[] { "P1", "P2" }));
    }

    [Fact]
    public void A_destination_that_is_not_configured_is_an_error()
    {
        // Orthanc has no status of its own for it: C000, not A801.
        ErrorRecord error = PowerShell.Invoke("Move-DicomInstance @peer -PatientID P1 -Destination NOWHERE").OneError();

        Assert.StartsWith("DimseFailure,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_holds_it_commits_to_over_an_association_of_its_own()
    {
        StartKnownServer("COMMITTER", "-OnEventReport { }");

        PowerShellResult result = PowerShell.Invoke(
            """
            $events = $server.Events.Listen()
            $held = (Find-DicomStudy @peer -AccessionNumber A11 | Find-DicomSeries @peer | Find-DicomInstance @peer).SOPInstanceUID
            $wanted = foreach ($instance in @($held) + "$uid.9") {
                @{ ReferencedSOPClassUID = '1.2.840.10008.5.1.4.1.1.2'; ReferencedSOPInstanceUID = $instance }
            }
            $asked = Invoke-DicomAction @peer -AE COMMITTER -SopClass StorageCommitmentPushModel -SopInstanceUid 1.2.840.10008.1.20.1.1 -ActionTypeId 1 `
                -Element @{ TransactionUID = "$uid.8"; ReferencedSOPSequence = $wanted }
            $asked.Status.Code
            $report = Receive-DicomEvent -Queue $events -Kind MessageReceived -First 1 -TimeoutSeconds 30
            "$($report.Command.CommandField) $($report.Command.EventTypeId)"
            """).ShouldSucceed();

        // Event type 2: one of them is not there (PS3.4 section J.3.3.1).
        Assert.Equal(["0", "NEventReportRq 2"], result.Output.Select(item => item.ToString()));
    }
}
