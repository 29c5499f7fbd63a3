using System.Net;
using System.Net.Sockets;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>The four timeouts, each with its own error id, and ARTIM. The times are short; that they end is what is tested.</summary>
public sealed class TimeoutTests : IDisposable
{
    // Long enough for what has to come before it on a busy machine.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    private readonly ScriptedListener listener = new(receiveBuffer: 4096);
    private readonly ApplicationEntity entity = Requestor();

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task Connection_a_host_that_does_not_answer_fails_after_the_connection_timeout()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems do not drop the connections that a full backlog refuses");
        using Socket full = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        int port = ((IPEndPoint)full.LocalEndPoint!).Port;
        List<Socket> fillers = [];
        try
        {
            // Nobody accepts: after one or two the system answers no more.
            bool isFull = false;
            while (!isFull && fillers.Count < 16)
            {
                Socket filler = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                fillers.Add(filler);
                isFull = await Task.WhenAny(filler.ConnectAsync(IPAddress.Loopback, port, Token).AsTask(), Task.Delay(500, Token)) is { } first
                    && !filler.Connected && !first.IsFaulted;
            }

            Assert.SkipUnless(isFull, "the backlog could not be filled");
            entity.ConnectionTimeout = Short;
            DicomException error = await Fails(
                DicomErrorId.ConnectionTimeout, Association.ConnectAsync(entity, new AssociationOptions("127.0.0.1", port), Token));
            Assert.Contains("within 1 s", error.Message, StringComparison.Ordinal);

            using CancellationTokenSource cancellation = new();
            entity.ConnectionTimeout = TimeSpan.FromHours(1);
            Task<Association> connecting = Association.ConnectAsync(entity, new AssociationOptions("127.0.0.1", port), cancellation.Token);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Soon());
        }
        finally
        {
            fillers.ForEach(filler => filler.Dispose());
        }
    }

    [Fact]
    public async Task Connection_a_port_where_nothing_listens_is_refused()
    {
        using Socket reserved = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        AssociationOptions options = new("127.0.0.1", ((IPEndPoint)reserved.LocalEndPoint!).Port);
        await Fails(DicomErrorId.ConnectionFailed, Association.ConnectAsync(entity, options, Token));
    }

    [Fact]
    public async Task Acse_a_peer_that_does_not_answer_the_request_is_aborted()
    {
        entity.AcseTimeout = Short;
        Task<Association> connecting = Association.ConnectAsync(entity, listener.Options, Token);
        using ScriptedPeer peer = await listener.AcceptAsync();
        await peer.ReceiveAsync<AssociateRq>();
        await Fails(DicomErrorId.AcseTimeout, connecting);
        await peer.ExpectAbortAsync(AbortSource.ServiceUser);
        await peer.ExpectClosedAsync();
    }

    [Fact]
    public async Task Acse_a_peer_that_does_not_answer_the_release_is_aborted()
    {
        entity.AcseTimeout = Short;
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task releasing = association.ReleaseAsync(Token);
            await peer.ReceiveAsync<ReleaseRq>();
            await Fails(DicomErrorId.AcseTimeout, releasing);
            await peer.ExpectAbortAsync(AbortSource.ServiceUser);
            await peer.ExpectClosedAsync();
        }
    }

    [Fact]
    public async Task Artim_an_aborted_connection_that_the_peer_does_not_close_is_closed()
    {
        entity.AcseTimeout = Short;
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        using (peer)
        {
            await association.AbortAsync();
            await peer.ExpectAbortAsync(AbortSource.ServiceUser);
            await association.ConnectionCompletion.Soon();
            await association.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dimse_a_peer_that_does_not_answer_is_aborted(bool answersAnotherMessage)
    {
        entity.DimseTimeout = Short;
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task<EchoResult> echoing = association.EchoAsync(Token);
            ReceivedMessage message = await peer.ReceiveMessageAsync();
            if (answersAnotherMessage)
            {
                await peer.SendAsync(ScriptedPeer.Data(1, message.Command.RespondWith(0) with { MessageIdBeingRespondedTo = 4711 }));
                await peer.SendAsync(ScriptedPeer.Data(1, message.Command.RespondWith(0) with { MessageIdBeingRespondedTo = null }));
            }

            await Fails(DicomErrorId.DimseTimeout, echoing);
            await peer.ExpectAbortAsync(AbortSource.ServiceUser);
            Assert.Equal(AssociationState.Aborted, association.State);
            await Fails(DicomErrorId.DimseTimeout, association.EchoAsync(Token));
        }
    }

    [Fact]
    public async Task Network_does_not_count_while_a_whole_answer_is_due()
    {
        // A peer may take its time to answer: that is for the DIMSE timeout, however short the network timeout is.
        entity.NetworkTimeout = TimeSpan.FromSeconds(1);
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task<EchoResult> echoing = association.EchoAsync(Token);
            ReceivedMessage message = await peer.ReceiveMessageAsync();
            await Task.Delay(2 * entity.NetworkTimeout, Token);
            await peer.AnswerAsync(1, message);
            Assert.True((await echoing.Soon()).Status.IsSuccess);

            // Nothing is due any more: now it counts.
            await peer.ExpectAbortAsync(AbortSource.ServiceUser);
            await Fails(DicomErrorId.NetworkTimeout, association.EchoAsync(Token));
        }
    }

    [Fact]
    public async Task Network_a_peer_that_stops_in_the_middle_of_its_answer_is_aborted()
    {
        entity.NetworkTimeout = Short;
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task<EchoResult> echoing = association.EchoAsync(Token);
            ReceivedMessage message = await peer.ReceiveMessageAsync();
            await peer.SendAsync(ScriptedPeer.Data(1, message.Command.RespondWith(0)).Encode()[..20]);
            await Fails(DicomErrorId.NetworkTimeout, echoing);
            await peer.ExpectAbortAsync(AbortSource.ServiceUser);
        }
    }

    [Fact]
    public async Task Network_a_peer_that_reads_nothing_more_is_given_up()
    {
        entity.NetworkTimeout = Short;
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            await Fails(DicomErrorId.NetworkTimeout, StoreWithoutEnd(association, Token));
            await association.ConnectionCompletion.Soon();
        }
    }

    [Fact]
    public async Task Network_an_idle_association_of_a_server_ends()
    {
        ApplicationEntity acceptor = new() { NetworkTimeout = Short };
        await using DicomServer server = DicomServer.Start(acceptor, new() { BindAddress = IPAddress.Loopback });
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port);
        await peer.ExpectAbortAsync(AbortSource.ServiceUser);
        Assert.Equal(0, server.Counters.OpenAssociations);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(60)]
    public async Task Artim_a_client_that_sends_no_whole_request_is_closed(int sent)
    {
        ApplicationEntity acceptor = new() { AcseTimeout = Short };
        await using DicomServer server = DicomServer.Start(acceptor, new() { BindAddress = IPAddress.Loopback });
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync(ScriptedPeer.Request().Encode()[..sent]);
        await peer.ExpectClosedAsync();
        Assert.Equal(0, server.Counters.TotalAssociations);
    }

    [Fact]
    public async Task Artim_a_rejected_client_that_does_not_close_is_closed()
    {
        ApplicationEntity acceptor = new() { AcseTimeout = Short, RequireCalledTitle = true };
        await using DicomServer server = DicomServer.Start(acceptor, new() { BindAddress = IPAddress.Loopback });
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync(ScriptedPeer.Request());
        await peer.ReceiveAsync<AssociateRj>();
        await peer.ExpectClosedAsync();
        Assert.Equal(1, server.Counters.RejectedAssociations);
    }

    /// <summary>A C-STORE that goes on until somebody ends it.</summary>
    internal static Task<DimseMessage> StoreWithoutEnd(Association association, CancellationToken cancellationToken, TaskCompletionSource? begun = null) =>
        association.RequestAsync(
            association.RequireContext(Uids.CTImageStorage),
            id => ScriptedPeer.Store("1.2.3", messageId: id),
            async writer =>
            {
                byte[] piece = new byte[65536];
                while (true)
                {
                    await writer.WriteAsync(piece);
                    if (writer.HasSent)
                    {
                        begun?.TrySetResult();
                    }
                }
            },
            cancellationToken).AsTask();
}
