using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>Several files under way at a time: in a window of one association, and over several. No file is without a result.</summary>
public sealed class SenderLaneTests : IDisposable
{
    private readonly TemporaryFolder files = new();

    public void Dispose() => files.Dispose();

    private InstanceFile[] Files(int count, int rows = 2) =>
        [.. Enumerable.Range(0, count).Select(_ => InstanceFile.Read(files.Instance(Uids.CTImageStorage, Uids.ExplicitVRLittleEndian, rows: rows)))];

    private static async Task<List<StoreResult>> SendAsync(
        AssociationOptions options, InstanceFile[] sent, int associations = 1, Action<Association>? connected = null, CancellationToken cancellationToken = default)
    {
        List<StoreResult> results = [];
        InstanceSender sender = new(new ApplicationEntity("SENDER"), options) { MaximumAssociations = associations, Connected = connected };
        await foreach (StoreResult result in sender.SendAsync(sent, cancellationToken))
        {
            results.Add(result);
        }

        return results;
    }

    private static async Task AcceptAsync(ScriptedPeer peer, ushort window)
    {
        AssociateAc answer = ScriptedPeer.Acceptance(await peer.ReceiveAsync<AssociateRq>());
        await peer.SendAsync(answer with { UserInformation = answer.UserInformation with { AsynchronousOperationsWindow = new(window, 1) } });
    }

    private static Task AnswerAsync(ScriptedPeer peer, ReceivedMessage message) => peer.AnswerAsync(message.Pdus[0].Values[0].ContextId, message);

    [Fact]
    public async Task What_had_no_answer_is_sent_again_one_by_one_and_what_costs_the_association_again_fails()
    {
        using ScriptedListener listener = new();
        InstanceFile[] sent = Files(5);
        string fatal = sent[2].SopInstanceUid;
        AssociationOptions options = listener.Options;
        options.MaximumOperationsInvoked = 3;
        Task<List<StoreResult>> sending = SendAsync(options, sent, cancellationToken: Token);
        using (ScriptedPeer first = await listener.AcceptAsync())
        {
            await AcceptAsync(first, window: 3);
            ReceivedMessage[] messages = [await first.ReceiveMessageAsync(), await first.ReceiveMessageAsync(), await first.ReceiveMessageAsync()];

            // The second is answered, the first and the third are not.
            await AnswerAsync(first, messages[1]);
            await first.SendAsync(new Abort(AbortSource.ServiceUser));
        }

        List<string?> received = [];
        for (int i = 0; i < 2; i++)
        {
            using ScriptedPeer next = await listener.AcceptAsync();
            await AcceptAsync(next, window: 3);
            while (await next.ReceiveAsync() is PDataTf pdu)
            {
                CommandSet command = CommandSetCodec.Decode(pdu.Values[0].Data.Span);
                if (pdu.Values.Count == 1)
                {
                    await next.ReceiveAsync<PDataTf>();
                }

                received.Add(command.AffectedSopInstanceUid);
                if (command.AffectedSopInstanceUid == fatal)
                {
                    await next.SendAsync(new Abort(AbortSource.ServiceUser));
                    break;
                }

                await next.SendAsync(ScriptedPeer.Data(pdu.Values[0].ContextId, command.RespondWith(0)));
            }

            await next.SendAsync(new ReleaseRp());
        }

        List<StoreResult> results = await sending.Soon();
        Assert.Equal(sent.Select(file => file.Path).Order(), results.Select(result => result.Path).Order());
        Assert.Equal([sent[0].SopInstanceUid, fatal, sent[3].SopInstanceUid, sent[4].SopInstanceUid], received);
        StoreResult failed = Assert.Single(results, result => !result.IsStored);
        Assert.Equal((fatal, DicomErrorId.AssociationAborted), (failed.SopInstanceUid, failed.Error!.ErrorId));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Several_associations_carry_each_file_once(int associations)
    {
        await using StorageServer server = new(changeEntity: entity => entity.MaximumAssociations = 8);
        InstanceFile[] sent = Files(60, rows: 64);
        int opened = 0;
        List<StoreResult> results = await SendAsync(server.Options, sent, associations, _ => Interlocked.Increment(ref opened), Token).Soon();
        Assert.All(results, result => Assert.True(result.IsStored, result.ToString()));
        Assert.Equal(sent.Select(file => file.Path).Order(), results.Select(result => result.Path).Order());
        Assert.Equal(60, server.Server.Counters.Instances);
        Assert.InRange(opened, 1, associations);
    }

    [Fact]
    public async Task A_peer_that_admits_fewer_associations_gets_all_the_same()
    {
        await using StorageServer server = new(changeEntity: entity => entity.MaximumAssociations = 1);
        InstanceFile[] sent = Files(40, rows: 64);
        List<StoreResult> results = await SendAsync(server.Options, sent, associations: 4, cancellationToken: Token).Soon();
        Assert.All(results, result => Assert.True(result.IsStored, result.ToString()));
        Assert.Equal(40, results.Count);
        Assert.Equal(40, server.Server.Counters.Instances);
    }

    [Fact]
    public async Task What_a_lost_association_leaves_the_others_take()
    {
        using ScriptedListener listener = new();
        InstanceFile[] sent = Files(8);
        Task<List<StoreResult>> sending = SendAsync(listener.Options, sent, associations: 2, cancellationToken: Token);
        using ScriptedPeer first = await listener.AcceptAsync();
        await first.AcceptAsync();
        using ScriptedPeer second = await listener.AcceptAsync();
        await second.AcceptAsync();
        await second.ReceiveMessageAsync();
        ReceivedMessage waiting = await first.ReceiveMessageAsync();
        await second.SendAsync(new Abort(AbortSource.ServiceUser));

        // Its file is lost, and nobody listens any more for a new association: the first has to do.
        listener.Dispose();
        int answered = 0;
        do
        {
            await AnswerAsync(first, waiting);
            answered++;
            waiting = answered < 7 ? await first.ReceiveMessageAsync() : null!;
        }
        while (answered < 7);
        await first.ReceiveAsync<ReleaseRq>();
        await first.SendAsync(new ReleaseRp());
        List<StoreResult> results = await sending.Soon();
        Assert.Equal(sent.Select(file => file.Path).Order(), results.Select(result => result.Path).Order());
        Assert.Equal(DicomErrorId.AssociationAborted, Assert.Single(results, result => !result.IsStored).Error!.ErrorId);
    }

    [Fact]
    public async Task Where_no_association_can_be_had_nothing_is_sent()
    {
        ScriptedListener listener = new();
        AssociationOptions options = listener.Options;
        listener.Dispose();
        await Fails(DicomErrorId.ConnectionFailed, SendAsync(options, Files(3), associations: 3, cancellationToken: Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_cancels_or_leaves_has_all_associations_aborted(bool isCancelled)
    {
        using ScriptedListener listener = new();
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        InstanceSender sender = new(new ApplicationEntity("SENDER"), listener.Options) { MaximumAssociations = 2 };
        IAsyncEnumerator<StoreResult> results = sender.SendAsync(Files(6), cancellation.Token).GetAsyncEnumerator(Token);
        Task<bool> next = results.MoveNextAsync().AsTask();
        using ScriptedPeer first = await listener.AcceptAsync();
        await first.AcceptAsync();
        using ScriptedPeer second = await listener.AcceptAsync();
        await second.AcceptAsync();
        await second.ReceiveMessageAsync();
        await AnswerAsync(first, await first.ReceiveMessageAsync());
        Assert.True(await next.Soon());
        await first.ReceiveMessageAsync();
        if (isCancelled)
        {
            Task<bool> waiting = results.MoveNextAsync().AsTask();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        }

        await results.DisposeAsync().AsTask().Soon();
        await first.ExpectAbortAsync(AbortSource.ServiceUser);
        await second.ExpectAbortAsync(AbortSource.ServiceUser);
    }
}
