using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace DicomPS.Engine.UpperLayer;

/// <summary>A transport connection: a stream of bytes and its two ends (PS3.8 section 9.1.1).</summary>
internal sealed class Transport : IDisposable
{
    // What the framework has no names for: Linux <netinet/tcp.h>, Windows <mstcpip.h>.
    private const int LinuxTcp = 6;
    private const int LinuxQuickAck = 12;
    private const int WindowsSetAckFrequency = unchecked((int)0x98000017);

    private static readonly int On = 1;

    // A system may be without it, whatever its name says.
    private static volatile bool lacksSendFile = !OperatingSystem.IsLinux() || !Environment.Is64BitProcess;

    private readonly Socket socket;
    private readonly object gate = new();
    private bool isWaiting;
    private bool isClosed;

    internal Transport(Socket socket)
    {
        this.socket = socket;

        // PDUs are written whole, so nothing is gained by waiting for more, and answers are not held back.
        socket.NoDelay = true;
        AcknowledgeEverySegment();
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

    /// <summary>Whether both ends are on this machine.</summary>
    internal bool IsLocal => RemoteEndPoint.Address.Equals(LocalEndPoint.Address);

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

    /// <summary>Whether the system sends files by itself. Not with TLS, which has to see their bytes.</summary>
    internal bool SendsFiles => !lacksSendFile && Security is null;

    /// <summary>
    /// Has the system send bytes of a file, as many as the peer has room for now. Something else was written to the stream before,
    /// so that the socket does not block.
    /// </summary>
    /// <returns>
    /// How many went; 0 for none, for whatever reason: who writes them to the stream instead waits, or is told it.
    /// </returns>
    internal int Send(FilePart part)
    {
        long offset = part.Offset;
        try
        {
            return (int)Math.Max(LinuxNetwork.SendFile(socket.SafeHandle, part.File, ref offset, part.Length), 0);
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            lacksSendFile = true;
            return 0;
        }
    }

    /// <summary>Says that nothing more will be sent; what the peer still sends can be read.</summary>
    internal void ShutdownSend() => Shutdown(SocketShutdown.Send);

    /// <summary>
    /// Waits for the peer in the kernel, until the connection is closed at the latest. Not with TLS, which may hold bytes back
    /// that the socket has given already.
    /// </summary>
    /// <returns>Whether there is something to read, or to find out by reading.</returns>
    internal bool Wait(TimeSpan longest)
    {
        if (Security is not null)
        {
            return false;
        }

        lock (gate)
        {
            isWaiting = !isClosed;
        }

        try
        {
            return socket.Poll(longest, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true;
        }
        finally
        {
            lock (gate)
            {
                isWaiting = false;
                if (isClosed)
                {
                    Free();
                }
            }
        }
    }

    /// <summary>
    /// Has what came acknowledged now: a peer that does not set TCP_NODELAY, and most do not, may wait for it. On Linux it
    /// holds for the moment only, so it is said again where it matters; it is a hint, and does not fail.
    /// </summary>
    internal void AcknowledgeAtOnce()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            socket.SetRawSocketOption(LinuxTcp, LinuxQuickAck, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in On)));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A connection that is closed is told of by the read that follows.
        }
    }

    /// <summary>Closes the connection; reads and writes under way fail.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            if (!isWaiting)
            {
                Free();
                return;
            }
        }

        // Freed under a wait the framework would reset the connection. Shut down, it ends in order, and the wait with it.
        Shutdown(SocketShutdown.Both);
    }

    private void Free()
    {
        // First the socket: what TLS waits for ends with it.
        socket.Dispose();
        Stream.Dispose();
    }

    private void Shutdown(SocketShutdown how)
    {
        try
        {
            socket.Shutdown(how);
        }
        catch (SocketException)
        {
            // The peer was faster: the connection is gone already.
        }
        catch (ObjectDisposedException)
        {
        }
    }

    // Windows is told once, for every segment that comes; a system that does not know it is slower.
    private void AcknowledgeEverySegment()
    {
        if (!OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            socket.IOControl(WindowsSetAckFrequency, BitConverter.GetBytes(On), null);
        }
        catch (SocketException)
        {
        }
    }

    // A dual-mode socket shows IPv4 peers as ::ffff:a.b.c.d; people know them as a.b.c.d.
    private static IPEndPoint Plain(IPEndPoint endPoint) =>
        endPoint.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;
}
