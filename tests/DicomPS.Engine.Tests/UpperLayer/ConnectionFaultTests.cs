using System.Net;
using System.Net.Sockets;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Tests.Network;
using DicomPS.Engine.UpperLayer;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.UpperLayer;

/// <summary>Faults of the transport at moments that a whole association seldom meets.</summary>
public class ConnectionFaultTests
{
    private static readonly UpperLayerSettings Settings =
        new("the peer", 16384, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));

    [Fact]
    public async Task A_connection_that_is_reset_before_the_request_is_lost_and_closed()
    {
        (Socket socket, ScriptedPeer peer) = await ConnectAsync();
        using Transport transport = new(socket);
        UpperLayerConnection connection = new(transport, isRequestor: true, Settings, new SilentUser());
        peer.Reset();
        await Until(() => socket.Poll(0, SelectMode.SelectRead));
        await Fails(DicomErrorId.AssociationAborted, connection.RequestAssociationAsync(ScriptedPeer.Request()).AsTask());
        Assert.True(socket.SafeHandle.IsClosed);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task An_association_that_is_aborted_before_its_request_sends_none_and_closes()
    {
        (Socket socket, ScriptedPeer peer) = await ConnectAsync();
        using Transport transport = new(socket);
        UpperLayerConnection connection = new(transport, isRequestor: true, Settings, new SilentUser());
        DicomException cause = new(DicomErrorId.AssociationAborted, "cancelled");
        await connection.AbortAsync(cause);
        Assert.Same(cause, await Fails(DicomErrorId.AssociationAborted, connection.RequestAssociationAsync(ScriptedPeer.Request()).AsTask()));
        await peer.ExpectClosedAsync();
        peer.Dispose();
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task A_request_that_cannot_be_encoded_closes_the_connection()
    {
        (Socket socket, ScriptedPeer peer) = await ConnectAsync();
        using Transport transport = new(socket);
        UpperLayerConnection connection = new(transport, isRequestor: true, Settings, new SilentUser());
        await Assert.ThrowsAsync<ArgumentException>(
            () => connection.RequestAssociationAsync(ScriptedPeer.Request() with { CalledAETitle = "" }).AsTask());
        await peer.ExpectClosedAsync();
        peer.Dispose();
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task A_release_of_a_connection_that_is_just_being_reset_does_not_throw()
    {
        using ScriptedListener listener = new();
        for (int i = 0; i < 30; i++)
        {
            (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), cancellationToken: Token);
            await using (association)
            {
                peer.Reset();
                await association.ReleaseAsync(Token).Soon();
                Assert.Equal(AssociationState.Aborted, association.State);
            }
        }
    }

    [Fact]
    public async Task Requests_that_wait_for_each_other_all_end_when_the_association_is_disposed()
    {
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), cancellationToken: Token);
        using (peer)
        {
            TaskCompletionSource writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
            TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task storing = association.RequestAsync(
                association.AcceptedContexts[1],
                id => ScriptedPeer.Store("1.2.3", messageId: id),
                async writer =>
                {
                    Memory<byte> room = await writer.GetMemoryAsync();
                    writing.SetResult();
                    await gate.Task;
                    room.Span.Fill(1);
                    writer.Advance(room.Length);
                    await writer.WriteAsync(new byte[1_000_000]);
                },
                Token).AsTask();
            await writing.Task.Soon();
            Task[] echoing = [association.EchoAsync(Token), association.EchoAsync(Token)];
            Task disposing = association.DisposeAsync().AsTask();
            await association.Ended.Soon();

            // The buffer belongs to the request that still writes to it.
            await Task.Delay(50, Token);
            Assert.False(disposing.IsCompleted);
            gate.SetResult();
            await Fails(DicomErrorId.AssociationAborted, storing);
            await Fails(DicomErrorId.AssociationAborted, echoing[0]);
            await Fails(DicomErrorId.AssociationAborted, echoing[1]);
            await disposing.Soon();
            await association.DisposeAsync().AsTask().Soon();
            await Fails(DicomErrorId.AssociationAborted, association.EchoAsync(Token));
        }
    }

    private static async Task<(Socket Socket, ScriptedPeer Peer)> ConnectAsync()
    {
        using ScriptedListener listener = new();
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, listener.Port);
        return (socket, await listener.AcceptAsync());
    }

    private sealed class SilentUser : IUpperLayerUser
    {
        public bool AwaitsAnswer => false;

        public bool IsReceiving => false;

        public void OnPduReceived(PduHeader header)
        {
        }

        public void OnPdusSending(ReadOnlySpan<byte> pdus)
        {
        }

        public ValueTask OnAssociateIndicationAsync(AssociateRq request) => ValueTask.CompletedTask;

        public void OnAssociateConfirm(AssociateAc answer)
        {
        }

        public ValueTask OnDataIndicationAsync(PresentationDataValue piece) => ValueTask.CompletedTask;

        public ValueTask OnDataUsedUpAsync() => ValueTask.CompletedTask;

        public ValueTask OnReleaseIndicationAsync() => ValueTask.CompletedTask;

        public void OnEnded(AssociationEnd end)
        {
        }
    }
}
