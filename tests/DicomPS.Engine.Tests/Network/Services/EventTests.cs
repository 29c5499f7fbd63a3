using System.Collections.Concurrent;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Services.Services;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network.Services;

public sealed class EventTests : IDisposable
{
    // PDUs have tests of their own: PduEventTests.
    private static readonly DicomEventKind[] KindsWithoutPdus =
        [.. Enum.GetValues<DicomEventKind>().Except([DicomEventKind.PduSent, DicomEventKind.PduReceived])];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_server_tells_what_happens_in_order()
    {
        await using DicomServer server = Start(new TestProvider { Normalised = (_, _) => throw new InvalidOperationException("of the test") }, options => options.StoragePath = folder.PathOf("store"));
        using DicomEventQueue queue = server.Events.Listen(KindsWithoutPdus);
        InstanceSource source = InstanceSource.FromFile(folder.Instance());
        await using (Association association = await ConnectAsync(server))
        {
            await association.StoreAsync(source, cancellationToken: Token).Soon();
            await association.DeleteAsync(FilmSession, "1.2.3", cancellationToken: Token).Soon();
            await association.ReleaseAsync(Token).Soon();
        }

        await Until(() => server.ConnectionCount == 0);
        await server.StopAsync().Soon();
        List<DicomEvent> events = await queue.ReadAllAsync(Token).ToListAsync().Soon();

        Assert.Equal(
            [
                DicomEventKind.ConnectionOpened, DicomEventKind.AssociationRequested, DicomEventKind.AssociationAccepted,
                DicomEventKind.MessageReceived, DicomEventKind.MessageSent, DicomEventKind.InstanceStored,
                DicomEventKind.MessageReceived, DicomEventKind.HandlerFailed, DicomEventKind.MessageSent,
                DicomEventKind.AssociationReleased, DicomEventKind.ConnectionClosed,
            ],
            events.Select(happened => happened.Kind));
        Assert.Equal((string.Empty, "USER", "PROVIDER"), (events[0].CallingAETitle, events[1].CallingAETitle, events[1].CalledAETitle));
        Assert.Equal([CommandField.CStoreRq, CommandField.CStoreRsp], events[3..5].Select(happened => happened.Command!.CommandField));
        Assert.Equal(source.SopInstanceUid, events[5].Instance!.SopInstanceUid);
        Assert.Equal("of the test", events[7].Error!.Message);
        Assert.Single(events.Select(happened => happened.AssociationId).Distinct());
        Assert.False(server.Events.Listen().TryRead(out _));
    }

    [Fact]
    public async Task An_association_tells_its_user_and_events_run_in_order_beside_the_engine()
    {
        await using DicomServer server = Start(provider: null);
        await using Association association = await ConnectAsync(server);
        ConcurrentQueue<(object? Sender, DicomEventKind Kind)> seen = [];
        using ManualResetEventSlim block = new();
        void Handle(object? sender, DicomEvent happened)
        {
            seen.Enqueue((sender, happened.Kind));
            block.Wait(Token);
            throw new InvalidOperationException("of the test");
        }

        association.Events.Occurred += Handle;
        await association.EchoAsync(Token).Soon();
        await association.AbortAsync().Soon();
        block.Set();
        await Until(() => seen.Count == 6);
        Assert.Equal(
            [
                DicomEventKind.MessageSent, DicomEventKind.PduSent, DicomEventKind.PduReceived, DicomEventKind.MessageReceived,
                DicomEventKind.AssociationAborted, DicomEventKind.PduSent,
            ],
            seen.Select(happened => happened.Kind));
        Assert.All(seen, happened => Assert.Same(association, happened.Sender));
        association.Events.Occurred -= Handle;
    }

    [Fact]
    public async Task A_full_queue_drops_trace_events_alone_and_counts_them()
    {
        await using DicomServer server = Start(provider: null, options => options.StoragePath = folder.PathOf("store"));
        using DicomEventQueue queue = server.Events.Listen(KindsWithoutPdus, 5);
        await using Association association = await ConnectAsync(server);
        for (int i = 0; i < 20; i++)
        {
            await association.StoreAsync(InstanceSource.FromFile(folder.Instance()), cancellationToken: Token).Soon();
        }

        await association.ReleaseAsync(Token).Soon();
        await Until(() => server.ConnectionCount == 0);
        List<DicomEventKind> kinds = [];
        while (queue.TryRead(out DicomEvent? happened))
        {
            kinds.Add(happened.Kind);
        }

        Assert.Equal(20, kinds.Count(kind => kind == DicomEventKind.InstanceStored));
        Assert.Contains(DicomEventKind.AssociationAccepted, kinds);
        Assert.Equal(40, queue.Dropped + kinds.Count(kind => kind is DicomEventKind.MessageReceived or DicomEventKind.MessageSent));
        Assert.True(queue.Dropped >= 35);
    }

    [Fact]
    public void The_oldest_trace_events_give_way_and_lasting_ones_take_their_place()
    {
        DicomEventSource source = new(this);
        using DicomEventQueue queue = source.Listen(capacity: 3);
        DicomEventKind[] kinds =
        [
            DicomEventKind.PduReceived, DicomEventKind.MessageReceived, DicomEventKind.InstanceStored, DicomEventKind.HandlerMessage,
            DicomEventKind.MessageSent, DicomEventKind.InstanceRefused, DicomEventKind.AssociationAborted, DicomEventKind.HandlerFailed,
            DicomEventKind.PduSent,
        ];
        foreach ((int place, DicomEventKind kind) in kinds.Index())
        {
            source.Raise(new DicomEvent { Kind = kind, AssociationId = place, CallingAETitle = string.Empty, CalledAETitle = string.Empty, RemoteEndPoint = new(0, 0) });
        }

        List<int> left = [];
        while (queue.TryRead(out DicomEvent? happened))
        {
            left.Add(happened.AssociationId);
        }

        Assert.Equal([2, 5, 6, 7], left);
        Assert.Equal(5, queue.Dropped);
    }

    [Theory]
    [InlineData("accepts")]
    [InlineData("rejects")]
    [InlineData("throws")]
    [InlineData("hangs")]
    public async Task A_provider_decides_on_associations(string how)
    {
        TestProvider provider = new()
        {
            Decide = async (association, request, token) =>
            {
                Assert.Equal(("USER", 9), (association.CallingAETitle, request.PresentationContexts.Count));
                await Task.Delay(how == "hangs" ? Timeout.Infinite : 0, token);
                return how switch
                {
                    "throws" => throw new InvalidOperationException("of the test"),
                    "rejects" => new AssociateRj(AssociateResult.RejectedPermanent, AssociateSource.ServiceUser, 3),
                    _ => null,
                };
            },
        };
        await using DicomServer server = Start(provider, options => options.HandlerTimeout = TimeSpan.FromMilliseconds(300));
        if (how == "accepts")
        {
            await using Association association = await ConnectAsync(server);
            Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
            Assert.Equal(1, server.Counters.TotalAssociations);
            return;
        }

        AssociationRejectedException error = await Assert.ThrowsAsync<AssociationRejectedException>(() => ConnectAsync(server));
        Assert.Equal(how == "rejects" ? (AssociateResult.RejectedPermanent, (byte)3) : (AssociateResult.RejectedTransient, (byte)1), (error.Rejection.Result, error.Rejection.Reason));
        Assert.Equal((0L, 1L, 0), (server.Counters.TotalAssociations, server.Counters.RejectedAssociations, server.Counters.OpenAssociations));
    }

    [Fact]
    public async Task A_drain_lets_what_runs_come_to_its_end()
    {
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestProvider provider = new()
        {
            Normalised = async (_, token) =>
            {
                begun.TrySetResult();
                await go.Task.WaitAsync(token);
                return DimseAnswer.Success;
            },
        };
        await using DicomServer server = Start(provider);
        await using Association association = await ConnectAsync(server);
        Task<DimseResult> running = association.DeleteAsync(FilmSession, "1.2.3", cancellationToken: Token);
        await begun.Task.Soon();
        Task stopping = server.StopAsync(TimeSpan.FromSeconds(15));
        await Until(() => !server.IsRunning);
        await Assert.ThrowsAnyAsync<DicomException>(() => ConnectAsync(server));
        go.SetResult();
        Assert.True((await running.Soon()).Status.IsSuccess);
        await association.ReleaseAsync(Token).Soon();
        await stopping.Soon();
        Assert.Equal(AssociationState.Released, association.State);
    }

    [Fact]
    public async Task A_drain_aborts_what_does_not_end_in_time()
    {
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestProvider provider = new()
        {
            Normalised = async (_, token) =>
            {
                begun.TrySetResult();
                await Task.Delay(Timeout.Infinite, token);
                return DimseAnswer.Success;
            },
        };
        await using DicomServer server = Start(provider);
        await using Association association = await ConnectAsync(server);
        Task<DimseResult> running = association.DeleteAsync(FilmSession, "1.2.3", cancellationToken: Token);
        await begun.Task.Soon();
        await server.StopAsync(TimeSpan.FromMilliseconds(200)).Soon();
        await Fails(DicomErrorId.AssociationAborted, running);
    }

    [Fact]
    public async Task A_second_stop_shortens_the_drain()
    {
        await using DicomServer server = Start(provider: null);
        await using Association association = await ConnectAsync(server);
        Task stopping = server.StopAsync(TimeSpan.FromHours(1));
        await server.StopAsync().Soon();
        await stopping.Soon();
        await association.Ended.Soon();
        Assert.Equal(AssociationState.Aborted, association.State);
    }
}
