using System.Net;
using System.Net.Sockets;

namespace DicomPS.Engine.Tests.Network;

/// <summary>A loopback port that scripted peers in the role of the acceptor come from.</summary>
internal sealed class ScriptedListener : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <param name="receiveBuffer">The size of the system's receive buffer; 0 for the usual one. A small one fills soon.</param>
    public ScriptedListener(int receiveBuffer = 0)
    {
        if (receiveBuffer > 0)
        {
            socket.ReceiveBufferSize = receiveBuffer;
        }

        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
    }

    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    public AssociationOptions Options => new("127.0.0.1", Port);

    public async Task<ScriptedPeer> AcceptAsync() => new(await socket.AcceptAsync().WaitAsync(ScriptedPeer.Patience));

    /// <summary>Connects the engine to a peer that accepts all contexts.</summary>
    public async Task<(Association Association, ScriptedPeer Peer)> EstablishAsync(
        ApplicationEntity entity, uint maximumLength = 16384, CancellationToken cancellationToken = default)
    {
        Task<Association> connecting = Association.ConnectAsync(entity, Options, cancellationToken);
        ScriptedPeer peer = await AcceptAsync();
        await peer.AcceptAsync(maximumLength);
        return (await connecting.WaitAsync(ScriptedPeer.Patience, cancellationToken), peer);
    }

    public void Dispose() => socket.Dispose();
}
