using System.Management.Automation;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using Xunit;
using static DicomPS.Tests.Cmdlets.ServiceProvider;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Queries: the keys that go out, the matches that come back, and how a query ends.</summary>
public sealed class FindTests : ServiceTest
{
    [Theory]
    [InlineData("Find-DicomPatient -PatientName 'DOE*'", "PatientRoot", "PATIENT", "PatientName", "DOE*")]
    [InlineData("Find-DicomPatient -PatientBirthDate 19700101, $null", "PatientRoot", "PATIENT", "PatientBirthDate", "19700101-")]
    [InlineData("Find-DicomStudy -PatientID 1", "StudyRoot", "STUDY", "PatientID", "1")]
    [InlineData("Find-DicomStudy -Root PatientRoot -PatientID 1 -StudyDate 20240229", "PatientRoot", "STUDY", "StudyDate", "20240229")]
    [InlineData("Find-DicomStudy -StudyDate ([datetime] '2024-02-29')", "StudyRoot", "STUDY", "StudyDate", "20240229")]
    [InlineData("Find-DicomStudy -StudyDate ([datetime] '2024-02-01'), ([datetime] '2024-02-29')", "StudyRoot", "STUDY", "StudyDate", "20240201-20240229")]
    [InlineData("Find-DicomStudy -StudyDate $null, 20240229", "StudyRoot", "STUDY", "StudyDate", "-20240229")]
    [InlineData("Find-DicomStudy -Modality CT, MR", "StudyRoot", "STUDY", "ModalitiesInStudy", "CT\\MR")]
    [InlineData("Find-DicomStudy -AccessionNumber 7 -Query @{ ReferringPhysicianName = 'ROE*' }", "StudyRoot", "STUDY", "ReferringPhysicianName", "ROE*")]
    [InlineData("Find-DicomStudy -StudyInstanceUID 1.2, 1.3", "StudyRoot", "STUDY", "StudyInstanceUID", "1.2\\1.3")]
    [InlineData("Find-DicomStudy -PatientName 'M\u00fcller*'", "StudyRoot", "STUDY", "PatientName", "M\u00fcller*")]
    [InlineData("Find-DicomStudy -PatientName '\u5c71\u7530*'", "StudyRoot", "STUDY", "PatientName", "\u5c71\u7530*")]
    [InlineData("Find-DicomStudy -Property InstitutionName", "StudyRoot", "STUDY", "InstitutionName", "")]
    [InlineData("Find-DicomSeries -StudyInstanceUID 1.2 -Modality CT -SeriesNumber 3", "StudyRoot", "SERIES", "SeriesNumber", "3")]
    [InlineData("Find-DicomSeries -Root PatientRoot -PatientID 1 -StudyInstanceUID 1.2", "PatientRoot", "SERIES", "PatientID", "1")]
    [InlineData("Find-DicomSeries -Relational -PatientID 1", "StudyRoot", "SERIES", "PatientID", "1")]
    [InlineData("Find-DicomInstance -StudyInstanceUID 1.2 -SeriesInstanceUID 1.3 -InstanceNumber 4", "StudyRoot", "IMAGE", "InstanceNumber", "4")]
    public void A_query_of_a_level_has_the_keys(string script, string root, string level, string keyword, string value)
    {
        Host.Invoke(script + " @peer").ShouldSucceed();

        DimseRequest request = Assert.Single(Provider.Requests);
        Assert.Equal(UidDictionary.Resolve($"{root}QueryRetrieveInformationModelFind"), request.SopClassUid);
        Assert.Equal(level, Text(request, "QueryRetrieveLevel"));
        Assert.Equal(value, Text(request, keyword));
        Assert.NotNull(Text(request, level switch { "PATIENT" => "PatientID", "STUDY" => "StudyInstanceUID", "SERIES" => "SeriesInstanceUID", _ => "SOPInstanceUID" }));
    }

    [Theory]
    [InlineData("Find-DicomSeries", "needs one StudyInstanceUID")]
    [InlineData("Find-DicomSeries -PatientID 1", "needs one StudyInstanceUID")]
    [InlineData("Find-DicomSeries -StudyInstanceUID 1.2, 1.3", "needs one StudyInstanceUID")]
    [InlineData("Find-DicomSeries -Root PatientRoot -StudyInstanceUID 1.2", "needs one PatientID")]
    [InlineData("Find-DicomInstance -StudyInstanceUID 1.2", "needs one SeriesInstanceUID")]
    [InlineData("Find-DicomStudy -StudyDate 1, 2, 3", "A date key is")]
    [InlineData("Find-DicomStudy -Query @{ NoSuchKeyword = 1 }", "NoSuchKeyword")]
    [InlineData("Find-DicomDataset -SopClass NoSuchClass", "NoSuchClass")]
    public void A_query_that_cannot_be_made_is_an_error_and_is_not_sent(string script, string message)
    {
        ErrorRecord error = Host.Invoke(script + " @peer").OneError();

        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public void In_study_root_a_series_is_not_sought_by_its_patient()
    {
        Host.Invoke("Find-DicomSeries @peer -PatientID 1 -StudyInstanceUID 1.2").ShouldSucceed();

        Assert.Null(Text(Assert.Single(Provider.Requests), "PatientID"));
    }

    [Fact]
    public void Matches_go_down_the_pipeline_by_property_name_over_one_association_for_each_cmdlet()
    {
        Provider.OnFind = request => Text(request, "QueryRetrieveLevel") switch
        {
            "PATIENT" => [Match(("PatientID", "P1"), ("PatientName", "A")), Match(("PatientID", "P2"), ("PatientName", "B"))],
            "STUDY" => [Match(("PatientID", Text(request, "PatientID")), ("StudyInstanceUID", "1." + Text(request, "PatientID")![1..]))],
            "SERIES" => [Match(("StudyInstanceUID", Text(request, "StudyInstanceUID")), ("SeriesInstanceUID", Text(request, "StudyInstanceUID") + ".1"))],
            _ => [Match(("SOPInstanceUID", Text(request, "SeriesInstanceUID") + ".1"))],
        };

        PowerShellResult result = Host.Invoke(
            "Find-DicomPatient @peer | Find-DicomStudy @peer | Find-DicomSeries @peer | Find-DicomInstance @peer | ForEach-Object SOPInstanceUID");

        Assert.Equal(["1.1.1.1", "1.2.1.1"], result.ShouldSucceed().Output.Select(uid => uid.ToString()));
        Assert.Equal(4, Server.Counters.TotalAssociations);
        Assert.Equal(7, Provider.Requests.Length);
    }

    [Fact]
    public void A_csv_binds_by_its_columns()
    {
        Host.Invoke("[pscustomobject]@{ AccessionNumber = 'A1' }, [pscustomobject]@{ AccessionNumber = 'A2' } | Find-DicomStudy @peer").ShouldSucceed();

        Assert.Equal(["A1", "A2"], Provider.Requests.Select(request => Text(request, "AccessionNumber")));
    }

    [Theory]
    [InlineData("foreach ($once in 1) { Find-DicomStudy @peer | ForEach-Object { $_; if ($_.StudyID -eq 3) { break } } }")]
    [InlineData("Find-DicomStudy @peer -First 3")]
    [InlineData("$a = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext StudyRootQueryRetrieveInformationModelFind); foreach ($once in 1) { Find-DicomStudy -Association $a | ForEach-Object { $_; if ($_.StudyID -eq 3) { break } } }; Disconnect-DicomAssociation $a")]
    public void Who_has_enough_matches_cancels(string script)
    {
        Provider.OnFind = _ => Enumerable.Range(1, int.MaxValue).Select(i => Match(("StudyID", i)));

        PowerShellResult result = Host.Invoke(script);

        Assert.Equal(3, result.ShouldSucceed().Output.Count);
        Assert.True(SpinWait.SpinUntil(() => Provider.Requests[0].IsCancelled, TimeSpan.FromSeconds(30)));
        Assert.True(SpinWait.SpinUntil(() => Server.Counters.OpenAssociations == 0, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Stopping_ends_a_query_at_once()
    {
        Provider.OnFind = _ => Enumerable.Range(1, int.MaxValue).Select(i => Match(("StudyID", i)));
        using RunningScript running = Host.Start("Find-DicomStudy @peer");
        Assert.True(SpinWait.SpinUntil(() => running.Output.Count > 0, TimeSpan.FromSeconds(30)));

        Assert.True(running.Stop(TimeSpan.FromSeconds(10)).Stopped);
        Assert.True(SpinWait.SpinUntil(() => Provider.Requests[0].IsCancelled && Server.Counters.OpenAssociations == 0, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void More_than_a_thousand_matches_come_in_order()
    {
        Provider.OnFind = _ => Enumerable.Range(1, 1500).Select(i => Match(("StudyID", i)));

        Assert.Equal(
            Enumerable.Range(1, 1500).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Host.Invoke("(Find-DicomStudy @peer).StudyID").ShouldSucceed().Output.Select(id => id.ToString()));
    }

    [Fact]
    public void A_failure_is_an_error_with_all_that_the_peer_said_after_the_matches_before_it()
    {
        Provider.OnFind = _ =>
        [
            Match(("StudyID", 1)),
            new DimseAnswer(0xA900) { ErrorComment = "too wide", OffendingElements = [Tags.PatientId] },
        ];

        PowerShellResult result = Host.Invoke("Find-DicomStudy @peer");

        Assert.Single(result.Output);
        ErrorRecord error = result.OneError();
        Assert.StartsWith("DimseFailure,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(
            new[] { "ARCHIVE", "A900 Failure", "too wide", "(0010,0020)", "Patient ID" },
            part => Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal));
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);

        // The status is there as an object, too: scripts do not read messages.
        DimseResult told = Assert.IsType<DimseResult>(error.TargetObject);
        Assert.Equal((0xA900, "Identifier Does Not Match SOP Class", "too wide"), ((int)told.Status.Code, told.Status.Meaning, told.ErrorComment));
        Assert.Equal([Tags.PatientId], told.OffendingElements);
    }

    [Theory]
    [InlineData("Find-DicomPatient @peer", "Patient Name")]
    [InlineData("Find-DicomStudy @peer", "Study Date")]
    [InlineData("Find-DicomSeries @peer -StudyInstanceUID 1.2", "Series Instance UID")]
    [InlineData("Find-DicomInstance @peer -StudyInstanceUID 1.2 -SeriesInstanceUID 1.3", "SOP Instance UID")]
    [InlineData("Find-DicomWorklistItem @peer", "Station")]
    public void Matches_are_rows_of_a_table_of_their_level(string script, string header)
    {
        Provider.OnFind = _ =>
        [
            Match(
                ("PatientID", "SAME"), ("PatientName", "SAME"), ("StudyDate", "20240101"), ("SeriesInstanceUID", "1.SAME"), ("SOPInstanceUID", "1.SAME"),
                ("SOPClassUID", TestInstances.CTImageStorage), ("ScheduledProcedureStepSequence[0].ScheduledStationAETitle", "SAME")),
        ];

        string[] lines = Host.Render(script).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains(header, lines[0], StringComparison.Ordinal);
        Assert.Matches("^[- ]+$", lines[1].TrimEnd('\r'));
        Assert.Contains("SAME", lines[2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.TrimEnd('\r').Length <= 120, line));
    }

    [Fact]
    public void A_worklist_is_queried_by_the_scheduled_step()
    {
        Host.Invoke(
            "Find-DicomWorklistItem @peer -Modality CT -ScheduledStationAETitle CT1 -ScheduledProcedureStepStartDate ([datetime] '2024-02-29') -PatientID 1").ShouldSucceed();

        DimseRequest request = Assert.Single(Provider.Requests);
        Assert.Equal("1.2.840.10008.5.1.4.31", request.SopClassUid);
        Assert.Equal("CT", Text(request, "ScheduledProcedureStepSequence[0].Modality"));
        Assert.Equal("CT1", Text(request, "ScheduledProcedureStepSequence[0].ScheduledStationAETitle"));
        Assert.Equal("20240229", Text(request, "ScheduledProcedureStepSequence[0].ScheduledProcedureStepStartDate"));
        Assert.Equal("1", Text(request, "PatientID"));
        Assert.Null(Text(request, "QueryRetrieveLevel"));
    }

    [Fact]
    public void Keys_that_are_given_stay_as_they_are()
    {
        PowerShellResult result = Host.Invoke("""
            $step = New-DicomDataset @{ Modality = 'CT' }
            1..2 | ForEach-Object { [pscustomobject]@{ PatientID = "P$_" } } |
                Find-DicomWorklistItem @peer -Query @{ ScheduledProcedureStepSequence = $step } -ScheduledStationAETitle CT1
            @($step | Get-DicomElement).Count
            """);

        Assert.Equal(1, result.One<int>());
        Assert.Equal(
            ["CT", "CT"], Provider.Requests.Select(request => Text(request, "ScheduledProcedureStepSequence[0].Modality")));
        Assert.Equal(
            ["CT1", "CT1"], Provider.Requests.Select(request => Text(request, "ScheduledProcedureStepSequence[0].ScheduledStationAETitle")));
    }

    [Fact]
    public void Keys_that_the_peer_passes_over_are_told_once_to_who_asks()
    {
        Provider.OnFind = _ => Enumerable.Range(1, 3).Select(i => DimseAnswer.Match(Dataset(("StudyID", i)), allKeysSupported: false));

        PowerShellResult result = Host.Invoke("Find-DicomStudy @peer -Verbose").ShouldSucceed();

        Assert.Equal(3, result.Output.Count);
        Assert.Empty(result.Warnings);
        Assert.Single(result.Verbose, message => message.Contains("FF01", StringComparison.Ordinal));
    }

    [Fact]
    public void A_match_keeps_its_elements_on_its_way_to_another_process()
    {
        Provider.OnFind = _ => [Match(("StudyInstanceUID", "1.2"))];

        PSObject travelled = PSObject.AsPSObject(PSSerializer.Deserialize(
            Host.Invoke("[Management.Automation.PSSerializer]::Serialize((Find-DicomStudy @peer), 2)").One<string>()));

        Assert.Equal("1.2", travelled.Properties["StudyInstanceUID"].Value);
        Assert.Equal("Deserialized.DicomPS.StudyMatch", travelled.TypeNames[0]);
        Assert.Contains("Deserialized.DicomPS.Engine.Data.DicomDataset", travelled.TypeNames);
        Host.Invoke("$match | Find-DicomSeries @peer", ("match", travelled)).ShouldSucceed();
        Assert.Equal("1.2", Text(Provider.Requests[^1], "StudyInstanceUID"));
    }

    [Fact]
    public void Other_classes_are_queried_by_their_name_and_in_the_context_of_another()
    {
        Host.Invoke("""
            Find-DicomDataset @peer -SopClass HangingProtocolInformationModelFind -Query @{ HangingProtocolName = 'CHEST*' } -Property HangingProtocolLevel
            Find-DicomDataset @peer -SopClass UnifiedProcedureStepPush -ContextSopClass UnifiedProcedureStepPull -Query @{ ProcedureStepState = 'SCHEDULED' }
            """).ShouldSucceed();

        Assert.Equal("CHEST*", Text(Provider.Requests[0], "HangingProtocolName"));
        Assert.Equal("", Text(Provider.Requests[0], "HangingProtocolLevel"));
        Assert.Equal("1.2.840.10008.5.1.4.34.6.3", Provider.Requests[1].Context.AbstractSyntax);
        Assert.Equal("1.2.840.10008.5.1.4.34.6.1", Provider.Requests[1].SopClassUid);
    }

    /// <summary>The classes that PS3.4 has queried by C-FIND (annexes C, K, Q, U, V, X, BB, CC, HH, II, YY).</summary>
    public static TheoryData<string, string> QueryClasses { get; } = new()
    {
        { "PatientRootQueryRetrieveInformationModelFind", "Identifier Does Not Match SOP Class" },
        { "StudyRootQueryRetrieveInformationModelFind", "Identifier Does Not Match SOP Class" },
        { "PatientStudyOnlyQueryRetrieveInformationModelFind", "Identifier Does Not Match SOP Class" },
        { "RepositoryQuery", "Identifier Does Not Match SOP Class" },
        { "InventoryFind", "Identifier Does Not Match SOP Class" },
        { "ModalityWorklistInformationModelFind", "Identifier does not match SOP class" },
        { "GeneralPurposeWorklistInformationModelFind", "" },
        { "GeneralRelevantPatientInformationQuery", "Identifier doesn't match SOP Class" },
        { "BreastImagingRelevantPatientInformationQuery", "Identifier doesn't match SOP Class" },
        { "CardiacRelevantPatientInformationQuery", "Identifier doesn't match SOP Class" },
        { "HangingProtocolInformationModelFind", "Identifier Does Not Match SOP Class" },
        { "ColorPaletteQueryRetrieveInformationModelFind", "Identifier Does Not Match SOP Class" },
        { "GenericImplantTemplateInformationModelFind", "Identifier Does Not Match SOP Class" },
        { "ImplantAssemblyTemplateInformationModelFind", "Identifier Does Not Match SOP Class" },
        { "ImplantTemplateGroupInformationModelFind", "Identifier Does Not Match SOP Class" },
        { "DefinedProcedureProtocolInformationModelFind", "Identifier Does Not Match SOP Class" },
        { "ProtocolApprovalInformationModelFind", "Identifier Does Not Match SOP Class" },
        { "ProductCharacteristicsQuery", "Data set doesn't match SOP Class" },
        { "SubstanceApprovalQuery", "Data set doesn't match SOP Class" },
        { "UnifiedProcedureStepPull", "Identifier doesn't match SOP Class" },
        { "UnifiedProcedureStepWatch", "Identifier doesn't match SOP Class" },
        { "UnifiedProcedureStepQuery", "Identifier doesn't match SOP Class" },
    };

    [Theory]
    [MemberData(nameof(QueryClasses))]
    public void Every_query_class_is_queried_and_its_statuses_speak(string keyword, string meaning)
    {
        Provider.OnFind = _ => [Match(("PatientID", "P1")), new DimseAnswer(0xA900)];

        PowerShellResult result = Host.Invoke("Find-DicomDataset @peer -SopClass $class -Query @{ PatientID = '' }", ("class", keyword));

        Assert.Equal(UidDictionary.Resolve(keyword), Assert.Single(Provider.Requests).SopClassUid);
        Assert.Single(result.Output);
        Assert.Equal(meaning, Assert.IsType<DimseResult>(result.OneError().TargetObject).Status.Meaning);
    }

    [Fact]
    public void Every_query_class_is_offered()
    {
        const string line = "Find-DicomDataset -SopClass ";
        IEnumerable<string> offered = Host.Invoke($"[Management.Automation.CommandCompletion]::CompleteInput('{line}', {line.Length}, $null).CompletionMatches.CompletionText")
            .ShouldSucceed().Output.Select(text => text.ToString());

        Assert.Equal(QueryClasses.Select(row => row.Data.Item1).Order(StringComparer.Ordinal), offered.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ISO_IR 100", "Müller^Jörg")]
    [InlineData("ISO_IR 144", "Люксембург")]
    [InlineData("\\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎")]
    [InlineData("GB18030", "Wang^XiaoDong=王^小东")]
    [InlineData("ISO_IR 192", "山田^太郎")]
    public void A_match_is_read_in_the_character_set_that_it_declares(string declared, string name)
    {
        Provider.OnFind = _ => [Match(("SpecificCharacterSet", declared), ("PatientName", name))];

        PowerShellResult result = Host.Invoke("Find-DicomStudy @peer | ForEach-Object { \"$($_.SpecificCharacterSet -join '\\')\"; \"$($_.PatientName)\" }").ShouldSucceed();

        Assert.Equal([declared, name], result.Output.Select(text => text.ToString()));
    }

    private static DimseAnswer Match(params (string Keyword, object? Value)[] values) => DimseAnswer.Match(Dataset(values));

    private static string? Text(DimseRequest request, string path) =>
        ElementPath.Parse(path).Find(request.Dataset!).SingleOrDefault() is DicomValueElement element ? string.Join('\\', element.GetTexts()) : null;
}
