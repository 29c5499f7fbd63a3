using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>
/// The floor, receiving: a socket and files, and nothing else. "nothing" counts bytes; "files folder" writes them, "flushed
/// folder" flushes each file to the disk; "echo" gives back every 100 bytes.
/// </summary>
internal sealed class PlainSinkRole : Role
{
    /// <summary>The length of what goes to and fro.</summary>
    internal const int EchoLength = 100;

    /// <summary>How much is read and written at a time.</summary>
    internal const int BufferLength = 256 * 1024;

    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly string mode;
    private readonly string? folder;
    private long items;
    private long bytes;

    internal PlainSinkRole(string[] arguments)
    {
        mode = arguments[0];
        folder = arguments.Length > 1 ? arguments[1] : null;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(128);
        new Thread(Accept) { IsBackground = true }.Start();
    }

    protected override int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    protected override ValueTask StopAsync()
    {
        listener.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override Task<Tally> DoAsync() =>
        Task.FromResult(new Tally(Interlocked.Exchange(ref items, 0), Interlocked.Exchange(ref bytes, 0)));

    private void Accept()
    {
        byte[] buffer = new byte[BufferLength];
        while (true)
        {
            using Socket socket = listener.Accept();
            socket.NoDelay = true;
            using NetworkStream stream = new(socket);
            if (mode == "echo")
            {
                GiveBack(stream, buffer.AsSpan(0, EchoLength));
            }
            else
            {
                Receive(stream, buffer);
            }
        }
    }

    private void GiveBack(NetworkStream stream, Span<byte> buffer)
    {
        while (stream.ReadAtLeast(buffer, EchoLength, throwOnEndOfStream: false) == EchoLength)
        {
            stream.Write(buffer);
            items++;
        }
    }

    // Each file goes behind its length; -1 ends them, and is given back when all is written.
    private void Receive(NetworkStream stream, byte[] buffer)
    {
        byte[] header = new byte[sizeof(long)];
        for (int number = 0; ; number++)
        {
            stream.ReadExactly(header);
            long length = BinaryPrimitives.ReadInt64LittleEndian(header);
            if (length < 0)
            {
                stream.Write(header);
                return;
            }

            using FileStream? file = folder is null
                ? null
                : new FileStream(Path.Combine(folder, $"{number}.dcm"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (long rest = length; rest > 0;)
            {
                int count = stream.Read(buffer, 0, (int)Math.Min(rest, buffer.Length));
                if (count == 0)
                {
                    throw new EndOfStreamException();
                }

                file?.Write(buffer, 0, count);
                rest -= count;
            }

            if (mode == "flushed")
            {
                file!.Flush(flushToDisk: true);
            }

            items++;
            bytes += length;
        }
    }
}
