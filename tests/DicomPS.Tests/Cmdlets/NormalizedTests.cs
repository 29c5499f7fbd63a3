using System.Management.Automation;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using Xunit;
using static DicomPS.Tests.Cmdlets.ServiceProvider;

namespace DicomPS.Tests.Cmdlets;

/// <summary>The services of normalised SOP classes: what goes out, what comes back, and what is told of statuses.</summary>
public sealed class NormalizedTests : ServiceTest
{
    private const string Mpps = "1.2.840.10008.3.1.2.3.3";

    [Theory]
    [InlineData("New-DicomSopInstance", "", CommandField.NCreateRq)]
    [InlineData("Set-DicomSopInstance", "", CommandField.NSetRq)]
    [InlineData("Invoke-DicomAction", "-ActionTypeId 7", CommandField.NActionRq)]
    [InlineData("Send-DicomEventReport", "-EventTypeId 7", CommandField.NEventReportRq)]
    public void A_request_with_a_data_set_brings_it(string cmdlet, string arguments, CommandField service)
    {
        Provider.OnRequest = request => new DimseAnswer(0) { Dataset = Dataset(("PatientID", "answered")) };

        DimseResult result = Host.Invoke(
            $"{cmdlet} @peer -SopClass ModalityPerformedProcedureStep -SopInstanceUid 1.2.3 {arguments} "
            + "-Dataset (New-DicomDataset @{ PatientID = 'old'; PatientName = 'M\u00fcller' }) -Element @{ PatientID = 'new' }").One<DimseResult>();

        DimseRequest request = Assert.Single(Provider.Requests);
        Assert.Equal((service, Mpps, "1.2.3"), (request.Service, request.SopClassUid, request.SopInstanceUid));
        Assert.Equal("new", request.Dataset!.GetText(Tags.PatientId));
        Assert.Equal("M\u00fcller", request.Dataset.GetText(new DicomTag(0x0010, 0x0010)));
        Assert.Equal(service is CommandField.NActionRq ? (ushort)7 : null, request.ActionTypeId);
        Assert.Equal(service is CommandField.NEventReportRq ? (ushort)7 : null, request.EventTypeId);
        Assert.Equal((service, true, "1.2.3"), (result.Service, result.Status.IsSuccess, result.SopInstanceUid));
        Assert.Equal("answered", result.Dataset?.GetText(Tags.PatientId));
    }

    [Fact]
    public void Attributes_are_asked_for_by_their_names()
    {
        Host.Invoke("Get-DicomSopInstance @peer -SopClass PrinterInstance -SopInstanceUid 1.2 -ErrorAction SilentlyContinue");
        Assert.Empty(Provider.Requests);

        Host.Invoke("Get-DicomSopInstance @peer -SopClass Printer -SopInstanceUid 1.2.840.10008.5.1.1.17 -Property PrinterStatus, '(2110,0020)'").ShouldSucceed();
        Assert.Equal([new DicomTag(0x2110, 0x0010), new DicomTag(0x2110, 0x0020)], Assert.Single(Provider.Requests).AttributeTags);
    }

    [Fact]
    public void The_result_of_one_service_is_the_instance_of_the_next()
    {
        PowerShellResult result = Host.Invoke("""
            $created = New-DicomSopInstance @peer -SopClass ModalityPerformedProcedureStep -Element @{ PerformedProcedureStepStatus = 'IN PROGRESS' }
            $created | Set-DicomSopInstance @peer -Element @{ PerformedProcedureStepStatus = 'COMPLETED' }
            $created | Get-DicomSopInstance @peer
            $created | Remove-DicomSopInstance @peer
            """).ShouldSucceed();

        Assert.Equal(3, result.Output.Count);
        Assert.Equal(
            [CommandField.NCreateRq, CommandField.NSetRq, CommandField.NGetRq, CommandField.NDeleteRq],
            Provider.Requests.Select(request => request.Service));
        Assert.NotEmpty(Assert.Single(Provider.Requests.Select(request => request.SopInstanceUid).Distinct())!);
    }

    [Fact]
    public void Records_share_an_association_and_data_sets_come_from_the_pipeline()
    {
        Host.Invoke(
            "1..3 | ForEach-Object { New-DicomDataset @{ PatientID = \"P$_\" } } | New-DicomSopInstance @peer -SopClass ModalityPerformedProcedureStep").ShouldSucceed();

        Assert.Equal(["P1", "P2", "P3"], Provider.Requests.Select(request => request.Dataset!.GetText(Tags.PatientId)));
        Assert.Equal(1, Server.Counters.TotalAssociations);
    }

    [Fact]
    public void A_class_travels_in_the_context_that_is_named_or_known()
    {
        Host.Invoke("""
            Set-DicomSopInstance @peer -SopClass UnifiedProcedureStepPush -ContextSopClass UnifiedProcedureStepPull -SopInstanceUid 1.2 -Element @{ ProcedureStepLabel = 'x' }
            $a = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext BasicGrayscalePrintManagementMeta)
            New-DicomSopInstance -Association $a -SopClass BasicFilmSession -Element @{ NumberOfCopies = 1 }
            Disconnect-DicomAssociation $a
            """).ShouldSucceed();

        Assert.Equal("1.2.840.10008.5.1.4.34.6.3", Provider.Requests[0].Context.AbstractSyntax);
        Assert.Equal("1.2.840.10008.5.1.1.9", Provider.Requests[1].Context.AbstractSyntax);
        Assert.Equal("1.2.840.10008.5.1.1.1", Provider.Requests[1].SopClassUid);
    }

    [Fact]
    public void A_warning_is_a_result_and_a_warning_and_a_failure_a_result_and_an_error()
    {
        Provider.OnRequest = request => request.Service == CommandField.NSetRq
            ? new DimseAnswer(0x0107) { ErrorComment = "list cut" }
            : new DimseAnswer(0x0110) { ErrorComment = "out of paper", ErrorId = 77, OffendingElements = [Tags.PatientId] };

        PowerShellResult warned = Host.Invoke("Set-DicomSopInstance @peer -SopClass ModalityPerformedProcedureStep -SopInstanceUid 1.2 -Element @{ PatientID = 'x' }");
        Assert.Equal(0x0107, warned.One<DimseResult>().Status.Code);
        Assert.Contains("list cut", Assert.Single(warned.Warnings), StringComparison.Ordinal);

        PowerShellResult failed = Host.Invoke("Remove-DicomSopInstance @peer -SopClass ModalityPerformedProcedureStep -SopInstanceUid 1.2");
        ErrorRecord error = failed.OneError();
        Assert.StartsWith("DimseFailure,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(
            new[] { "N-DELETE", "0110 Failure", "out of paper", "Patient ID", "error ID 77" },
            part => Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal));
        Assert.Same(Assert.Single(failed.Output).BaseObject, error.TargetObject is PSObject wrapped ? wrapped.BaseObject : error.TargetObject);
    }

    [Theory]
    [InlineData("Set-DicomSopInstance @peer -SopClass ModalityPerformedProcedureStep -SopInstanceUid 1.2", "InvalidArgument")]
    [InlineData("Get-DicomSopInstance @peer -SopClass Printer -SopInstanceUid 1.2 -Property NoSuchKeyword", "UnknownTag")]
    [InlineData("New-DicomSopInstance @peer -SopClass NoSuchClass", "UnknownUid")]
    public void What_makes_no_request_is_an_error_and_is_not_sent(string script, string errorId)
    {
        Assert.StartsWith(errorId + ",", Host.Invoke(script).OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, Server.Counters.TotalAssociations);
    }

    [Theory]
    [InlineData("New-DicomSopInstance @peer -SopClass Printer", "Create at ARCHIVE")]
    [InlineData("Set-DicomSopInstance @peer -SopClass Printer -SopInstanceUid 1.2 -Element @{ PatientID = 1 }", "Set attributes at ARCHIVE")]
    [InlineData("Remove-DicomSopInstance @peer -SopClass Printer -SopInstanceUid 1.2", "Delete at ARCHIVE")]
    [InlineData("Invoke-DicomAction @peer -SopClass Printer -SopInstanceUid 1.2 -ActionTypeId 3", "Perform action 3 at ARCHIVE")]
    [InlineData("Send-DicomEventReport @peer -SopClass Printer -SopInstanceUid 1.2 -EventTypeId 3", "Report event 3 at ARCHIVE")]
    public void What_if_says_what_and_asks_nobody(string script, string says)
    {
        Assert.Contains(says, Host.Render(script + " -WhatIf"), StringComparison.Ordinal);
        Assert.Equal(0, Server.Counters.TotalAssociations);
    }

    [Fact]
    public void A_result_is_a_row_of_a_table_and_travels()
    {
        string text = Host.Render("($result = Get-DicomSopInstance @peer -SopClass Printer -SopInstanceUid 1.2.840.10008.5.1.1.17)");

        Assert.Contains("SOP Class", text, StringComparison.Ordinal);
        Assert.Contains("0000 Success", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 120, line));
        PSObject travelled = PSObject.AsPSObject(PSSerializer.Deserialize(
            Host.Invoke("[Management.Automation.PSSerializer]::Serialize($result, 2)").One<string>()));
        Assert.Equal("0000 Success", travelled.Properties["Status"].Value.ToString());
    }
}
