using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>A cancelled operation ends at once, whatever the peer does, and the association with it.</summary>
public sealed class CancellationTests : IDisposable
{
    private readonly ScriptedListener listener = new(receiveBuffer: 4096);
    private readonly CancellationTokenSource cancellation = new();
    private readonly ApplicationEntity entity = Requestor();

    public CancellationTests()
    {
        // None of them can be what ends a test.
        entity.ConnectionTimeout = entity.AcseTimeout = entity.DimseTimeout = entity.NetworkTimeout = TimeSpan.FromHours(1);
    }

    public void Dispose()
    {
        listener.Dispose();
        cancellation.Dispose();
    }

    [Fact]
    public async Task A_cancelled_connect_sends_an_abort()
    {
        Task<Association> connecting = Association.ConnectAsync(entity, listener.Options, cancellation.Token);
        using ScriptedPeer peer = await listener.AcceptAsync();
        await peer.ReceiveAsync<AssociateRq>();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Soon());
        await peer.ExpectAbortAsync(AbortSource.ServiceUser);
        await peer.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_connect_cancelled_beforehand_connects_to_nobody()
    {
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Association.ConnectAsync(entity, listener.Options, cancellation.Token).Soon());
    }

    [Fact]
    public async Task A_cancelled_echo_sends_an_abort()
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task<EchoResult> echoing = association.EchoAsync(cancellation.Token);
            await peer.ReceiveMessageAsync();

            // It waits for its turn: without an asynchronous operations window one request is outstanding at a time.
            Task<EchoResult> another = association.EchoAsync(Token);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => echoing.Soon());
            await Fails(DicomErrorId.AssociationAborted, another);
            await peer.ExpectAbortAsync(AbortSource.ServiceUser);
            Assert.Equal(AssociationState.Aborted, association.State);
        }
    }

    [Fact]
    public async Task An_echo_cancelled_beforehand_sends_nothing_and_spares_the_association()
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => association.EchoAsync(cancellation.Token).Soon());
            Task<EchoResult> echoing = association.EchoAsync(Token);
            await peer.AnswerAsync(1, await peer.ReceiveMessageAsync());
            Assert.True((await echoing.Soon()).Status.IsSuccess);
        }
    }

    [Fact]
    public async Task A_store_cancelled_while_its_answer_is_awaited_sends_an_abort()
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task<DimseMessage> storing = association.RequestAsync(
                association.AcceptedContexts[1],
                id => ScriptedPeer.Store("1.2.3", messageId: id),
                writer => writer.WriteAsync(new byte[100_000]),
                cancellation.Token).AsTask();
            Assert.Equal(100_000, (await peer.ReceiveMessageAsync()).DataSet.Length);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storing.Soon());
            await peer.ExpectAbortAsync(AbortSource.ServiceUser);
        }
    }

    [Fact]
    public async Task A_store_cancelled_while_the_peer_reads_nothing_closes_the_connection()
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<DimseMessage> storing = TimeoutTests.StoreWithoutEnd(association, cancellation.Token, begun);
            await begun.Task.Soon();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storing.Soon());
            await association.ConnectionCompletion.Soon();
            Assert.Equal(AssociationState.Aborted, association.State);
        }
    }

    [Fact]
    public async Task A_store_cancelled_while_the_peer_reads_slowly_ends_with_an_abort_or_a_close()
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task<DimseMessage> storing = TimeoutTests.StoreWithoutEnd(association, cancellation.Token);
            for (int i = 0; i < 50; i++)
            {
                await peer.ReceiveAsync<PDataTf>();
            }

            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storing.Soon());
            ProtocolDataUnit? last;
            do
            {
                last = await peer.ReceiveAsync();
            }
            while (last is PDataTf);
            Assert.True(last is null or Abort { Source: AbortSource.ServiceUser });
        }
    }

    [Fact]
    public async Task A_cancelled_release_sends_an_abort()
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task releasing = association.ReleaseAsync(cancellation.Token);
            await peer.ReceiveAsync<ReleaseRq>();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => releasing.Soon());
            await peer.ExpectAbortAsync(AbortSource.ServiceUser);
        }
    }

    [Theory]
    [InlineData(AbortSource.ServiceUser, AbortReason.NotSpecified, "by the service user")]
    [InlineData(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu, "unexpected PDU")]
    public async Task An_abort_of_the_peer_in_the_middle_of_a_store_is_told_with_its_source(AbortSource source, AbortReason reason, string words)
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task<DimseMessage> storing = TimeoutTests.StoreWithoutEnd(association, Token);
            for (int i = 0; i < 5; i++)
            {
                await peer.ReceiveAsync<PDataTf>();
            }

            await peer.SendAsync(new Abort(source, reason));
            DicomException error = await Fails(DicomErrorId.AssociationAborted, storing);
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
        }
    }
}
