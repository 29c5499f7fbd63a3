using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Tests.Cmdlets.ServiceProvider;

namespace DicomPS.Tests.Cmdlets;

/// <summary>C-GET and C-MOVE: what is asked for, what arrives, and what is told of it.</summary>
public sealed class RetrieveTests : ServiceTest
{
    [Theory]
    [InlineData("-StudyInstanceUID 1.2", "StudyRoot", "STUDY", "StudyInstanceUID", "1.2")]
    [InlineData("-StudyInstanceUID 1.2, 1.3", "StudyRoot", "STUDY", "StudyInstanceUID", "1.2\\1.3")]
    [InlineData("-StudyInstanceUID 1.2 -PatientID 1 -Root PatientRoot", "PatientRoot", "STUDY", "PatientID", "1")]
    [InlineData("-PatientID 1", "PatientRoot", "PATIENT", "PatientID", "1")]
    [InlineData("-StudyInstanceUID 1.2 -SeriesInstanceUID 1.3, 1.4", "StudyRoot", "SERIES", "SeriesInstanceUID", "1.3\\1.4")]
    [InlineData("-StudyInstanceUID 1.2 -SeriesInstanceUID 1.3 -SOPInstanceUID 1.4", "StudyRoot", "IMAGE", "SOPInstanceUID", "1.4")]
    public void The_lowest_key_is_the_level_and_only_unique_keys_go_out(string arguments, string root, string level, string keyword, string value)
    {
        Host.Invoke($"Receive-DicomInstance @peer -Path $in {arguments}", ("in", Folder.Combine("in"))).ShouldSucceed();

        DimseRequest request = Assert.Single(Provider.Requests);
        Assert.Equal(UidDictionary.Resolve($"{root}QueryRetrieveInformationModelGet"), request.SopClassUid);
        Assert.Equal(level, Text(request, "QueryRetrieveLevel"));
        Assert.Equal(value, Text(request, keyword));
        Assert.Equal(root == "StudyRoot", Text(request, "PatientID") is null);
    }

    [Theory]
    [InlineData("Receive-DicomInstance @peer -Path $in -RetrieveClass HangingProtocolInformationModelGet -SOPInstanceUID 1.4", "1.2.840.10008.5.1.4.38.4", "1.4", null)]
    [InlineData("Move-DicomInstance @peer -Destination OTHER -RetrieveClass ColorPaletteQueryRetrieveInformationModelMove -SOPInstanceUID 1.4, 1.5", "1.2.840.10008.5.1.4.39.3", "1.4\\1.5", null)]
    [InlineData("Receive-DicomInstance @peer -Path $in -RetrieveClass CompositeInstanceRootRetrieveGet -SOPInstanceUID 1.4 -Query @{ QueryRetrieveLevel = 'IMAGE' }", "1.2.840.10008.5.1.4.1.2.4.3", "1.4", "IMAGE")]
    [InlineData("[pscustomobject]@{ SOPInstanceUID = '1.4' } | Receive-DicomInstance @peer -Path $in -RetrieveClass InventoryGet", "1.2.840.10008.5.1.4.1.1.201.4", "1.4", null)]
    [InlineData("Receive-DicomInstance @peer -Path $in -Relational -SOPInstanceUID 1.4", "1.2.840.10008.5.1.4.1.2.2.3", "1.4", "IMAGE")]
    public void Other_classes_and_relational_retrievals_are_asked_by_what_is_given(string script, string sopClass, string instances, string? level)
    {
        Provider.OnDestination = title => new AssociationOptions("127.0.0.1", Server.Port) { CalledAETitle = title };

        Host.Invoke(script, ("in", Folder.Combine("in"))).ShouldSucceed();

        DimseRequest request = Assert.Single(Provider.Requests);
        Assert.Equal((sopClass, instances, level), (request.SopClassUid, Text(request, "SOPInstanceUID"), Text(request, "QueryRetrieveLevel")));
        Assert.Equal(level is null ? 1 : 2, request.Dataset!.Elements.Count);
    }

    [Fact]
    public void Instances_of_no_patient_come_back_with_no_class_named()
    {
        const string HangingProtocolStorage = "1.2.840.10008.5.1.4.38.1";
        string file = TestInstances.WriteFile(Folder.Combine("protocol.dcm"), HangingProtocolStorage);
        Provider.OnRetrieve = _ => [RetrieveItem.Send(InstanceSource.FromFile(file))];

        ReceivedInstance received = Host.Invoke(
            "Receive-DicomInstance @peer -Path $in -RetrieveClass HangingProtocolInformationModelGet -SOPInstanceUID 1.4", ("in", Folder.Combine("in"))).One<ReceivedInstance>();

        Assert.Equal((HangingProtocolStorage, true), (received.SopClassUid, received.IsStored));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SeriesInstanceUID 1.3")]
    [InlineData("-RetrieveClass HangingProtocolInformationModelGet")]
    [InlineData("-PatientID 1 -Root StudyRoot")]
    [InlineData("-StudyInstanceUID 1.2 -Root PatientRoot")]
    public void What_lacks_a_key_is_an_error_and_is_not_sent(string arguments)
    {
        ErrorRecord error = Host.Invoke($"Receive-DicomInstance @peer -Path $in {arguments}", ("in", Folder.Combine("in"))).OneError();

        Assert.StartsWith("InvalidValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public void Instances_go_to_the_folder_and_the_summary_comes_last()
    {
        string[] files = Folder.WriteInstances(3);
        Provider.OnRetrieve = _ => [RetrieveItem.Count(3), .. files.Select(file => RetrieveItem.Send(InstanceSource.FromFile(file)))];

        PowerShellResult result = Host.Invoke(
            "Receive-DicomInstance @peer -Path $in -PathTemplate '{Modality}/{SOPInstanceUID}.dcm' -StudyInstanceUID 1.2 -Summary", ("in", Folder.Combine("in")));

        ReceivedInstance[] received = [.. result.ShouldSucceed().Output.Select(item => item.BaseObject).OfType<ReceivedInstance>()];
        Assert.Equal(3, received.Length);
        Assert.All(received, instance => Assert.True(File.Exists(instance.Path)));
        Assert.All(received, instance => Assert.StartsWith(Folder.Combine("in"), instance.Path, StringComparison.Ordinal));
        RetrieveResult summary = Assert.IsType<RetrieveResult>(result.Output[^1].BaseObject);
        Assert.Equal((true, 3, 0, 0), (summary.Status.IsSuccess, summary.Completed, summary.Failed, summary.Warnings));
        Assert.All(result.Progress.GroupBy(record => record.ActivityId), group => Assert.Equal(ProgressRecordType.Completed, group.Last().RecordType));
    }

    [Theory]
    [InlineData("Receive-DicomInstance @peer -Path $in -StudyInstanceUID 1.2")]
    [InlineData("Move-DicomInstance @peer -StudyInstanceUID 1.2 -ReceiveOn $receiver")]
    public void What_arrives_is_read_down_the_pipeline(string script)
    {
        string[] files = Folder.WriteInstances(3);
        Provider.OnRetrieve = _ => files.Select(file => RetrieveItem.Send(InstanceSource.FromFile(file)));
        DicomServer receiver = Host.Invoke(
            "($receiver = Start-DicomServer -AE RECEIVER -Port 0 -BindAddress 127.0.0.1 -StoragePath $in)", ("in", Folder.Combine("in"))).One<DicomServer>();
        Provider.OnDestination = title => new AssociationOptions("127.0.0.1", receiver.Port) { CalledAETitle = title };

        PowerShellResult result = Host.Invoke($"({script} | Import-DicomFile).SOPInstanceUID", ("in", Folder.Combine("in"))).ShouldSucceed();

        Assert.Equal(files.Select(file => InstanceFile.Read(file).SopInstanceUid), result.Output.Select(uid => uid.ToString()));
    }

    [Fact]
    public void The_classes_that_the_query_found_are_those_proposed()
    {
        Provider.OnFind = _ =>
        [
            DimseAnswer.Match(Dataset(("StudyInstanceUID", "1.2"), ("SOPClassesInStudy", new[] { TestInstances.CTImageStorage, "1.2.840.10008.5.1.4.1.1.4" }))),
        ];

        PowerShellResult result = Host.Invoke(
            "Find-DicomStudy @peer | Receive-DicomInstance @peer -Path $in -Verbose", ("in", Folder.Combine("in"))).ShouldSucceed();

        Assert.Contains(result.Verbose, message => message.Contains(" 3 context(s) accepted", StringComparison.Ordinal));
        Assert.Equal("1.2", Text(Provider.Requests[^1], "StudyInstanceUID"));
    }

    [Fact]
    public void Another_class_in_the_pipeline_has_its_compressed_contexts_too()
    {
        Host.Invoke("""
            'UltrasoundImageStorage', 'CTImageStorage', 'CTImageStorage' |
                ForEach-Object { [pscustomobject]@{ StudyInstanceUID = '1.2'; SOPClassUID = $_ } } | Receive-DicomInstance @peer -Path $in
            [pscustomobject]@{ StudyInstanceUID = '1.2'; Modality = 'US' }, [pscustomobject]@{ StudyInstanceUID = '1.2'; Modality = 'CT' } |
                Receive-DicomInstance @peer -Path $in
            """, ("in", Folder.Combine("in"))).ShouldSucceed();

        // The list for ultrasound has CT, too, though uncompressed alone.
        Assert.Equal(4, Server.Counters.TotalAssociations);
        Assert.Equal(5, Provider.Requests.Length);
    }

    [Theory]
    [InlineData("-SopClass CTImageStorage -TransferSyntax RLELossless, '1.2.840.10008.1.2.4.70'", " 1 context(s) accepted, 2 refused")]
    [InlineData("-SopClass CTImageStorage -TransferSyntax 'Explicit VR Little Endian'", " 2 context(s) accepted, 0 refused")]
    [InlineData("-SopClass CTImageStorage, BasicTextSRStorage -TransferSyntax (Get-DicomUid RLELossless)", " 2 context(s) accepted, 1 refused")]
    public void The_transfer_syntaxes_that_are_named_are_those_proposed(string arguments, string told)
    {
        PowerShellResult result = Host.Invoke(
            $"Receive-DicomInstance @peer -Path $in -StudyInstanceUID 1.2 {arguments} -Verbose", ("in", Folder.Combine("in"))).ShouldSucceed();

        Assert.Contains(result.Verbose, message => message.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_transfer_syntax_is_an_error_and_ends_the_call()
    {
        PowerShellResult result = Host.Invoke(
            "1..2 | ForEach-Object { [pscustomobject]@{ StudyInstanceUID = \"1.$_\" } } | Receive-DicomInstance @peer -Path $in -TransferSyntax JPEGLossles",
            ("in", Folder.Combine("in")));

        Assert.StartsWith("UnknownUid,", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("JPEGLossless", result.OneError().Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, Server.Counters.TotalAssociations);
    }

    [Fact]
    public void Series_of_one_study_share_one_association()
    {
        Host.Invoke(
            "1..3 | ForEach-Object { [pscustomobject]@{ StudyInstanceUID = '1.2'; SeriesInstanceUID = \"1.2.$_\" } } | Receive-DicomInstance @peer -Path $in",
            ("in", Folder.Combine("in"))).ShouldSucceed();

        Assert.Equal(1, Server.Counters.TotalAssociations);
        Assert.Equal(["1.2.1", "1.2.2", "1.2.3"], Provider.Requests.Select(request => Text(request, "SeriesInstanceUID")));
    }

    [Fact]
    public void What_fails_is_a_warning_with_the_counts_or_an_error()
    {
        string file = Folder.WriteInstances(1)[0];
        Provider.OnRetrieve = request => Text(request, "StudyInstanceUID") == "1.2"
            ? [RetrieveItem.Send(InstanceSource.FromFile(file)), RetrieveItem.Send(InstanceSource.FromFile(file))]
            : [RetrieveItem.End(new DimseAnswer(0xA701) { ErrorComment = "no memory" })];

        // The second is there already.
        PowerShellResult partly = Host.Invoke(
            "Receive-DicomInstance @peer -Path $in -OnDuplicate Reject -StudyInstanceUID 1.2 -Summary", ("in", Folder.Combine("in")));
        Assert.Equal(3, partly.Output.Count);
        RetrieveResult summary = Assert.IsType<RetrieveResult>(partly.Output[^1].BaseObject);
        Assert.Equal((1, 1), (summary.Completed, summary.Failed));
        Assert.Single(summary.FailedSopInstanceUids);
        Assert.Contains("B000 Warning", Assert.Single(partly.Warnings), StringComparison.Ordinal);
        Assert.Contains("-TransferSyntax", partly.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("was not stored", partly.OneError().Exception.Message, StringComparison.Ordinal);

        PowerShellResult failed = Host.Invoke("Receive-DicomInstance @peer -Path $in -StudyInstanceUID 1.3 -Summary", ("in", Folder.Combine("in")));
        Assert.Contains("A701 Failure", failed.OneError().Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("-TransferSyntax", failed.OneError().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.IsType<RetrieveResult>(Assert.Single(failed.Output).BaseObject);

        PowerShellResult silent = Host.Invoke("Receive-DicomInstance @peer -Path $in -StudyInstanceUID 1.3", ("in", Folder.Combine("in")));
        Assert.Empty(silent.Output);
        Assert.Equal("no memory", Assert.IsType<RetrieveResult>(silent.OneError().TargetObject).ErrorComment);
    }

    [Fact]
    public void Stopping_cancels_a_retrieval_at_once()
    {
        string file = Folder.WriteInstances(1)[0];
        Provider.OnRetrieve = _ => Enumerable.Repeat(RetrieveItem.Send(InstanceSource.FromFile(file)), int.MaxValue);
        using RunningScript running = Host.Start("Receive-DicomInstance @peer -Path $in -StudyInstanceUID 1.2", ("in", Folder.Combine("in")));
        Assert.True(SpinWait.SpinUntil(() => running.Output.Count > 0, TimeSpan.FromSeconds(30)));

        Assert.True(running.Stop(TimeSpan.FromSeconds(10)).Stopped);
        Assert.True(SpinWait.SpinUntil(() => Provider.Requests[0].IsCancelled && Server.Counters.OpenAssociations == 0, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_move_to_our_own_server_writes_what_arrives_there()
    {
        string[] files = Folder.WriteInstances(5);
        Provider.OnRetrieve = _ => files.Select(file => RetrieveItem.Send(InstanceSource.FromFile(file)));
        DicomServer receiver = Host.Invoke(
            "($server = Start-DicomServer -AE RECEIVER -Port 0 -BindAddress 127.0.0.1 -StoragePath $in)", ("in", Folder.Combine("in"))).One<DicomServer>();
        Provider.OnDestination = title => title == "RECEIVER" ? new AssociationOptions("127.0.0.1", receiver.Port) { CalledAETitle = title } : null;

        PowerShellResult result = Host.Invoke("Move-DicomInstance @peer -StudyInstanceUID 1.2 -ReceiveOn $server -Summary").ShouldSucceed();

        Assert.Equal(5, result.Output.Count(item => item.BaseObject is ReceivedInstance { IsStored: true }));
        RetrieveResult summary = Assert.IsType<RetrieveResult>(result.Output[^1].BaseObject);
        Assert.Equal((true, 5), (summary.Status.IsSuccess, summary.Completed));
        Assert.Equal("RECEIVER", Provider.Requests[0].MoveDestination);
    }

    [Theory]
    [InlineData("Receive-DicomInstance @peer -Path $in -StudyInstanceUID 1.2", "Receiving DICOM instances")]
    [InlineData("Move-DicomInstance @peer -Destination OTHER -StudyInstanceUID 1.2", "Moving DICOM instances")]
    public void The_counts_of_pending_responses_are_the_progress(string script, string activity)
    {
        string[] files = Folder.WriteInstances(4);
        Provider.OnRetrieve = _ => [RetrieveItem.Count(4), .. files.Select(file => RetrieveItem.Send(InstanceSource.FromFile(file)))];
        DicomServer receiver = Host.Invoke(
            "Start-DicomServer -AE OTHER -Port 0 -BindAddress 127.0.0.1 -StoragePath $in", ("in", Folder.Combine("in"))).One<DicomServer>();
        Provider.OnDestination = title => new AssociationOptions("127.0.0.1", receiver.Port) { CalledAETitle = title };

        PowerShellResult result = Host.Invoke(script, ("in", Folder.Combine("in"))).ShouldSucceed();

        ProgressRecord first = result.Progress[0];
        Assert.Equal((activity, "1 of 4 instances", 25), (first.Activity, first.StatusDescription, first.PercentComplete));
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void What_arrives_after_the_last_response_is_waited_for()
    {
        string file = Folder.WriteInstances(1)[0];
        Provider.OnRetrieve = _ => [RetrieveItem.Send(InstanceSource.FromFile(file))];
        DicomServer gateway = Host.Invoke(
            """
            $receiver = Start-DicomServer -AE RECEIVER -Port 0 -BindAddress 127.0.0.1 -StoragePath $in
            Start-DicomServer -AE RECEIVER -Port 0 -BindAddress 127.0.0.1 -StoragePath $gateway
            """, ("in", Folder.Combine("in")), ("gateway", Folder.Combine("gateway"))).One<DicomServer>();
        DicomServer receiver = Host.Invoke("$receiver").One<DicomServer>();
        Provider.OnDestination = title => new AssociationOptions("127.0.0.1", gateway.Port) { CalledAETitle = title };
        using DicomEventQueue events = Server.Events.Listen();

        using RunningScript running = Host.Start("Move-DicomInstance @peer -StudyInstanceUID 1.2 -ReceiveOn $receiver");
        Assert.True(SpinWait.SpinUntil(
            () => events.TryRead(out DicomEvent? happened)
                && happened is { Kind: DicomEventKind.MessageSent, Command: { CommandField: CommandField.CMoveRsp, Status: StatusCodes.Success } },
            TimeSpan.FromSeconds(30)));
        using PowerShellHost other = new();
        other.Invoke("Send-DicomInstance 127.0.0.1 $port RECEIVER -Path $file -AE ARCHIVE", ("port", receiver.Port), ("file", file)).ShouldSucceed();

        Assert.True(running.Wait().ShouldSucceed().One<ReceivedInstance>().IsStored);
    }

    [Theory]
    [InlineData("-AE MODALITY", 1)]
    [InlineData("-AE ARCHIVE", 2)]
    public void What_others_send_to_our_own_server_meanwhile_is_left_to_them(string sender, int arrived)
    {
        string[] files = Folder.WriteInstances(2);
        DicomServer receiver = Host.Invoke(
            "($receiver = Start-DicomServer -AE RECEIVER -Port 0 -BindAddress 127.0.0.1 -StoragePath $in)", ("in", Folder.Combine("in"))).One<DicomServer>();
        Provider.OnDestination = title => new AssociationOptions("127.0.0.1", receiver.Port) { CalledAETitle = title };
        Provider.OnRetrieve = _ =>
        {
            using PowerShellHost other = new();
            other.Invoke($"Send-DicomInstance 127.0.0.1 $port RECEIVER -Path $file {sender}", ("port", receiver.Port), ("file", files[0])).ShouldSucceed();
            return [RetrieveItem.Send(InstanceSource.FromFile(files[1]))];
        };

        PowerShellResult result = Host.Invoke("Move-DicomInstance @peer -StudyInstanceUID 1.2 -ReceiveOn $receiver").ShouldSucceed();

        // What names no originator may be of the move where the peer's title is on it.
        Assert.Equal(arrived, result.Output.Count);
        Assert.Equal(InstanceFile.Read(files[1]).SopInstanceUid, Assert.IsType<ReceivedInstance>(result.Output[^1].BaseObject).SopInstanceUid);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void What_is_counted_and_does_not_arrive_is_a_warning()
    {
        string file = Folder.WriteInstances(1)[0];
        Provider.OnRetrieve = _ => [RetrieveItem.Send(InstanceSource.FromFile(file))];
        DicomServer elsewhere = Host.Invoke(
            "Start-DicomServer -AE RECEIVER -Port 0 -BindAddress 127.0.0.1 -StoragePath $in", ("in", Folder.Combine("in"))).One<DicomServer>();
        Provider.OnDestination = title => new AssociationOptions("127.0.0.1", elsewhere.Port) { CalledAETitle = title };

        PowerShellResult result = Host.Invoke("""
            $receiver = Start-DicomServer -AE RECEIVER -Port 0 -BindAddress 127.0.0.1 -Discard
            Move-DicomInstance @peer -StudyInstanceUID 1.2 -ReceiveOn $receiver
            """).ShouldSucceed();

        Assert.Empty(result.Output);
        Assert.Contains("did not arrive", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_destination_that_the_peer_does_not_know_is_an_error()
    {
        PowerShellResult result = Host.Invoke("Move-DicomInstance @peer -StudyInstanceUID 1.2 -Destination NOWHERE");

        Assert.Equal(StatusCodes.MoveDestinationUnknown, Assert.IsType<RetrieveResult>(Assert.Single(result.Output).BaseObject).Status.Code);
        Assert.Contains("A801 Failure", result.OneError().Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Receive-DicomInstance @peer -Path $in -StudyInstanceUID 1.2", "study 1.2")]
    [InlineData("Move-DicomInstance @peer -Destination OTHER -StudyInstanceUID 1.2 -SeriesInstanceUID 1.3", "series 1.3")]
    public void What_if_says_what_and_asks_nobody(string script, string what)
    {
        Assert.Contains(what, Host.Render(script + " -WhatIf", ("in", Folder.Combine("in"))), StringComparison.Ordinal);
        Assert.Equal(0, Server.Counters.TotalAssociations);
    }

    [Fact]
    public void Nobody_to_get_the_instances_is_an_error() => Assert.StartsWith(
        "InvalidArgument,", Host.Invoke("Move-DicomInstance @peer -StudyInstanceUID 1.2").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void What_arrives_and_the_summary_are_tables()
    {
        string[] files = Folder.WriteInstances(1);
        Provider.OnRetrieve = _ => [RetrieveItem.Send(InstanceSource.FromFile(files[0]))];

        string text = Host.Render("Receive-DicomInstance @peer -Path $in -StudyInstanceUID 1.2 -Summary | ForEach-Object { $_ | Out-Host }", ("in", Folder.Combine("in")));

        Assert.Contains("Transfer Syntax", text, StringComparison.Ordinal);
        Assert.Contains("CT Image Storage", text, StringComparison.Ordinal);
        Assert.Contains("Completed", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 120, line));
    }

    private static string? Text(DimseRequest request, string path) =>
        ElementPath.Parse(path).Find(request.Dataset!).SingleOrDefault() is DicomValueElement element ? string.Join('\\', element.GetTexts()) : null;
}
