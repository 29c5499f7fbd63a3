using System.Collections.Concurrent;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Services.Services;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network.Services;

public class NormalizedTests
{
    private static readonly ConcurrentQueue<DimseRequest> Unused = [];

    private static TestProvider Mirror(ConcurrentQueue<DimseRequest>? requests = null) => new()
    {
        Normalised = (request, _) =>
        {
            (requests ?? Unused).Enqueue(request);
            return new(DimseAnswer.Success with { Dataset = request.Dataset is null ? Dataset("none") : Dataset("seen^" + NameIn(request.Dataset)) });
        },
    };

    [Fact]
    public async Task Each_service_carries_its_arguments_and_its_answer()
    {
        ConcurrentQueue<DimseRequest> requests = [];
        await using DicomServer server = Start(Mirror(requests));
        await using Association association = await ConnectAsync(server);

        DimseResult created = await association.CreateAsync(ProcedureStep, "1.2.3.4", Dataset("A"), cancellationToken: Token).Soon();
        DimseResult got = await association.GetAttributesAsync(ProcedureStep, "1.2.3.4", [PatientName, Tags.PatientId], cancellationToken: Token).Soon();
        DimseResult set = await association.SetAsync(ProcedureStep, "1.2.3.4", Dataset("B"), cancellationToken: Token).Soon();
        DimseResult acted = await association.ActionAsync(StorageCommitment, "1.2.3.4", 1, Dataset("C"), cancellationToken: Token).Soon();
        DimseResult deleted = await association.DeleteAsync(FilmSession, "1.2.3.5", cancellationToken: Token).Soon();

        Assert.All([created, got, set, acted, deleted], result => Assert.True(result.Status.IsSuccess));
        Assert.Equal(["seen^A", "none", "seen^B", "seen^C", "none"], new[] { created, got, set, acted, deleted }.Select(result => NameIn(result.Dataset)));
        Assert.Equal(("1.2.3.4", ProcedureStep, (ushort?)1), (created.SopInstanceUid, created.SopClassUid, acted.ActionTypeId));
        DimseRequest[] seen = [.. requests];
        Assert.Equal(
            [CommandField.NCreateRq, CommandField.NGetRq, CommandField.NSetRq, CommandField.NActionRq, CommandField.NDeleteRq],
            seen.Select(request => request.Service));
        Assert.Equal([PatientName, Tags.PatientId], seen[1].AttributeTags);
        Assert.Equal((ushort?)1, seen[3].ActionTypeId);
        Assert.Equal((FilmSession, PrintMeta, "1.2.3.5"), (seen[4].SopClassUid, seen[4].Context.AbstractSyntax, seen[4].SopInstanceUid));
    }

    [Fact]
    public async Task A_provider_chooses_the_instance_that_the_user_leaves_out()
    {
        await using DicomServer server = Start(Mirror());
        await using Association association = await ConnectAsync(server);
        DimseResult created = await association.CreateAsync(ProcedureStep, null, null, cancellationToken: Token).Soon();
        Assert.True(created.Status.IsSuccess);
        Assert.StartsWith("2.25.", created.SopInstanceUid);
    }

    [Fact]
    public async Task A_named_context_carries_the_request_of_another_class()
    {
        ConcurrentQueue<DimseRequest> requests = [];
        await using DicomServer server = Start(Mirror(requests));
        await using Association association = await ConnectAsync(server);
        DimseRequestOptions named = new() { ContextAbstractSyntax = UpsPull };
        Assert.True((await association.GetAttributesAsync(UpsPush, "1.2.3", options: named, cancellationToken: Token).Soon()).Status.IsSuccess);
        Assert.True((await association.GetAttributesAsync(UpsPush, "1.2.3", cancellationToken: Token).Soon()).Status.IsSuccess);
        Assert.All(requests, request => Assert.Equal((UpsPush, UpsPull), (request.SopClassUid, request.Context.AbstractSyntax)));
        await Fails(DicomErrorId.NoAcceptedContext, association.GetAttributesAsync(UpsPush, "1.2.3", options: new() { ContextAbstractSyntax = Uids.MRImageStorage }, cancellationToken: Token));
    }

    [Fact]
    public async Task Everything_of_a_status_is_told()
    {
        TestProvider provider = new()
        {
            Normalised = (request, _) => new(new DimseAnswer(request.Service == CommandField.NCreateRq ? (ushort)0x0107 : (ushort)0xC301)
            {
                ErrorComment = "more than sixty-four characters, of which the standard takes no more than those",
                ErrorId = 4711,
                OffendingElements = [PatientName],
                SopInstanceUid = "1.2.9",
            }),
        };
        await using DicomServer server = Start(provider);
        await using Association association = await ConnectAsync(server);

        DimseResult warned = await association.CreateAsync(ProcedureStep, "1.2.3", Dataset(), cancellationToken: Token).Soon();
        Assert.Equal((DicomStatusCategory.Warning, "Attribute List Error"), (warned.Status.Category, warned.Status.Meaning));
        Assert.Equal("more than sixty-four characters, of which the standard takes no", warned.ErrorComment);
        Assert.Equal(((ushort?)4711, "1.2.9"), (warned.ErrorId, warned.SopInstanceUid));
        Assert.Equal([PatientName], warned.OffendingElements);

        DimseResult failed = await association.SetAsync(UpsPush, "1.2.3", Dataset(), cancellationToken: Token).Soon();
        Assert.Equal((DicomStatusCategory.Failure, "The correct Transaction UID was not provided"), (failed.Status.Category, failed.Status.Meaning));
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
    }

    [Fact]
    public async Task An_event_report_comes_on_the_association_of_the_user()
    {
        TaskCompletionSource<DimseResult> reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestProvider provider = new()
        {
            Normalised = (request, token) =>
            {
                _ = Task.Run(async () => reported.SetResult(await request.Association.ReportEventAsync(
                    StorageCommitment, request.SopInstanceUid!, 1, Dataset("committed"), cancellationToken: Token)), Token);
                return new(DimseAnswer.Success);
            },
        };
        ConcurrentQueue<DimseRequest> requests = [];
        await using DicomServer server = Start(provider);
        await using Association association = await ConnectAsync(server, options => options.ServiceProvider = Mirror(requests));
        Assert.True((await association.ActionAsync(StorageCommitment, "1.2.3", 1, Dataset(), cancellationToken: Token).Soon()).Status.IsSuccess);

        DimseResult answer = await reported.Task.Soon();
        Assert.Equal((true, (ushort?)1, "seen^committed"), (answer.Status.IsSuccess, answer.EventTypeId, NameIn(answer.Dataset)));
        DimseRequest seen = Assert.Single(requests);
        Assert.Equal((CommandField.NEventReportRq, (ushort?)1, "1.2.3"), (seen.Service, seen.EventTypeId, seen.SopInstanceUid));
        await Fails(DicomErrorId.NoAcceptedContext, association.ReportEventAsync(StorageCommitment, "1.2.3", 1, null, cancellationToken: Token));
    }

    [Fact]
    public async Task What_is_not_provided_is_refused_and_the_association_goes_on()
    {
        await using DicomServer server = Start(provider: null);
        await using Association association = await ConnectAsync(server);
        Assert.Equal(0x0122, (await association.CreateAsync(ProcedureStep, null, Dataset(), cancellationToken: Token).Soon()).Status.Code);
        Assert.Equal(0x0122, Assert.Single(await association.FindAsync(StudyRootFind, Dataset(), cancellationToken: Token).ToListAsync().Soon()).Status.Code);
        Assert.Equal(0x0122, Assert.Single(await association.MoveAsync(StudyRootMove, "X", Dataset(), cancellationToken: Token).ToListAsync().Soon()).Status.Code);
        Assert.Equal(0x0122, Assert.Single(await association.GetAsync(StudyRootGet, Dataset(), cancellationToken: Token).ToListAsync().Soon()).Result!.Status.Code);
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
    }

    [Theory]
    [InlineData(CommandField.NGetRq, null, 0x0117)]
    [InlineData(CommandField.NActionRq, null, 0x0117)]
    [InlineData(CommandField.CStoreRq, "1.2.3", 0x0122)]
    [InlineData((CommandField)0x0777, null, 0x0211)]
    public async Task A_faulty_request_has_a_status(CommandField service, string? instance, int status)
    {
        await using DicomServer server = Start(Mirror());
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(
            server.Port, new PresentationContextRq(1, ProcedureStep, [Uids.ImplicitVRLittleEndian]), ScriptedPeer.Verification(3));
        await peer.SendAsync(ScriptedPeer.Data(1, new CommandSet
        {
            CommandField = service,
            MessageId = 1,
            RequestedSopClassUid = ProcedureStep,
            RequestedSopInstanceUid = instance,
        }));
        Assert.Equal((ushort)status, (await peer.ReceiveMessageAsync()).Command.Status);
        await peer.EchoAndReleaseAsync(3);
    }

    [Fact]
    public async Task A_peer_that_does_not_wait_for_answers_is_answered_in_order_up_to_a_bound()
    {
        using SemaphoreSlim release = new(0);
        TestProvider provider = new()
        {
            Normalised = async (_, token) =>
            {
                await release.WaitAsync(token);
                return DimseAnswer.Success;
            },
        };
        await using DicomServer server = Start(provider);
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port, new PresentationContextRq(1, ProcedureStep, [Uids.ImplicitVRLittleEndian]));
        for (ushort id = 1; id <= 10; id++)
        {
            CommandSet request = new()
            {
                CommandField = CommandField.NDeleteRq,
                MessageId = id == 10 ? (ushort)9 : id,
                RequestedSopClassUid = ProcedureStep,
                RequestedSopInstanceUid = "1.2.3",
            };
            await peer.SendAsync(ScriptedPeer.Data(1, request));
        }

        Assert.Equal((9, 0x0213), StatusOf(await peer.ReceiveMessageAsync()));
        Assert.Equal((9, 0x0213), StatusOf(await peer.ReceiveMessageAsync()));
        await peer.SendAsync(ScriptedPeer.Data(1, new CommandSet { CommandField = CommandField.CCancelRq, MessageIdBeingRespondedTo = 1 }));
        release.Release(20);
        List<int> answered = [];
        for (int i = 0; i < 8; i++)
        {
            (int id, int status) = StatusOf(await peer.ReceiveMessageAsync());
            Assert.Equal(0, status);
            answered.Add(id);
        }

        Assert.Equal(Enumerable.Range(1, 8), answered.Order());
    }

    private static (int Id, int Status) StatusOf(ReceivedMessage message) =>
        (message.Command.MessageIdBeingRespondedTo!.Value, message.Command.Status!.Value);
}
