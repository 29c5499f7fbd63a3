using System.Net;
using System.Net.Sockets;

namespace DicomPS.Engine.UpperLayer;

/// <summary>A transport connection: a stream of bytes and its two ends (PS3.8 section 9.1.1).</summary>
internal sealed class Transport : IDisposable
{
    private readonly Socket socket;

    internal Transport(Socket socket)
    {
        this.socket = socket;

        // PDUs are written whole, so nothing is gained by waiting for more, and answers are not held back.
        socket.NoDelay = true;
        Stream = new NetworkStream(socket, ownsSocket: true);
        LocalEndPoint = Plain((IPEndPoint)socket.LocalEndPoint!);
        RemoteEndPoint = Plain((IPEndPoint)socket.RemoteEndPoint!);
    }

    internal Stream Stream { get; }

    internal IPEndPoint LocalEndPoint { get; }

    internal IPEndPoint RemoteEndPoint { get; }

    /// <summary>Says that nothing more will be sent; what the peer still sends can be read.</summary>
    internal void ShutdownSend()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The peer was faster: the connection is gone already.
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <summary>Closes the connection; reads and writes under way fail.</summary>
    public void Dispose() => Stream.Dispose();

    // A dual-mode socket shows IPv4 peers as ::ffff:a.b.c.d; people know them as a.b.c.d.
    private static IPEndPoint Plain(IPEndPoint endPoint) =>
        endPoint.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;
}
