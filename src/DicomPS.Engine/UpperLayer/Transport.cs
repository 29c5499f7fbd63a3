using System.Net;
using System.Net.Security;
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

    /// <summary>What is read and written: the connection itself, or TLS over it.</summary>
    internal Stream Stream { get; private set; }

    /// <summary>What TLS made of the connection; null where it is plain.</summary>
    internal TransportSecurity? Security { get; private set; }

    internal IPEndPoint LocalEndPoint { get; }

    internal IPEndPoint RemoteEndPoint { get; }

    /// <summary>From now on everything goes through TLS.</summary>
    internal void Secure(SslStream secured, TransportSecurity security)
    {
        Stream = secured;
        Security = security;
    }

    /// <summary>
    /// Tells the peer in TLS that the connection ends in order (close_notify), if it takes that at once. Nobody may read
    /// or write meanwhile.
    /// </summary>
    internal void EndTls()
    {
        if (Stream is not SslStream secured)
        {
            return;
        }

        try
        {
            // What does not go out now fails with the close that follows: nobody is left to care.
            _ = secured.ShutdownAsync().ContinueWith(
                static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // It is closed already.
        }
    }

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
    public void Dispose()
    {
        // First the socket: what TLS waits for ends with it.
        socket.Dispose();
        Stream.Dispose();
    }

    // A dual-mode socket shows IPv4 peers as ::ffff:a.b.c.d; people know them as a.b.c.d.
    private static IPEndPoint Plain(IPEndPoint endPoint) =>
        endPoint.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;
}
