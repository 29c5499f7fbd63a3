using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DicomPS.Tests.Cmdlets;

/// <summary>A peer that does no more than its script says, to see what a cmdlet does about it. It takes one connection.</summary>
internal sealed class ScriptedPeer : IDisposable
{
    private const byte AssociateRq = 1;
    private const byte Abort = 7;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly PeerScript script;
    private readonly TaskCompletionSource reading = new();
    private readonly ConcurrentQueue<byte> seen = new();
    private readonly TaskCompletionSource connected = new();

    public ScriptedPeer(PeerScript script)
    {
        this.script = script;
        if (script == PeerScript.AcceptsAndReadsNothing)
        {
            listener.Server.ReceiveBufferSize = 8192;
        }

        listener.Start();
        Closed = Task.Run(ServeAsync);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Ends when the other side has closed the connection.</summary>
    public Task Closed { get; }

    /// <summary>The types of the PDUs that came.</summary>
    public IReadOnlyCollection<byte> Seen => seen;

    public bool SawAbort => seen.Contains(Abort);

    /// <summary>Waits for the connection, and for so many PDUs.</summary>
    public void WaitFor(int pdus)
    {
        Assert(connected.Task.Wait(TimeSpan.FromSeconds(30)), "nobody connected");
        Assert(SpinWait.SpinUntil(() => seen.Count >= pdus, TimeSpan.FromSeconds(30)), $"{seen.Count} PDUs came instead of {pdus}");
    }

    /// <summary>Reads what is left, and waits for the end of the connection.</summary>
    public void WaitForClose()
    {
        reading.TrySetResult();
        Assert(Closed.Wait(TimeSpan.FromSeconds(10)), "the connection is still open");
    }

    public void Dispose() => listener.Dispose();

    private static void Assert(bool condition, string message)
    {
        if (!condition)
        {
            throw new TimeoutException(message);
        }
    }

    private async Task ServeAsync()
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        connected.TrySetResult();
        NetworkStream stream = client.GetStream();
        try
        {
            while (true)
            {
                byte[] header = new byte[6];
                await stream.ReadExactlyAsync(header);
                byte[] body = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(2))];
                await stream.ReadExactlyAsync(body);
                seen.Enqueue(header[0]);
                if (header[0] == AssociateRq && script != PeerScript.SaysNothing)
                {
                    await stream.WriteAsync(Accept(body));
                    if (script == PeerScript.AcceptsAndReadsNothing)
                    {
                        await reading.Task;
                    }
                }
            }
        }
        catch (IOException)
        {
            // Closed or reset by the other side, which is what is waited for.
        }
    }

    // An A-ASSOCIATE-AC that accepts every context with Implicit VR Little Endian (PS3.8 section 9.3.3).
    private static byte[] Accept(byte[] request)
    {
        List<byte> items = [.. Item(0x10, Encoding.ASCII.GetBytes("1.2.840.10008.3.1.1.1"))];
        for (int at = 68; at < request.Length; at += 4 + BinaryPrimitives.ReadUInt16BigEndian(request.AsSpan(at + 2)))
        {
            if (request[at] == 0x20)
            {
                items.AddRange(Item(0x21, [request[at + 4], 0, 0, 0, .. Item(0x40, Encoding.ASCII.GetBytes("1.2.840.10008.1.2"))]));
            }
        }

        items.AddRange(Item(0x50, [.. Item(0x51, [0, 0, 0x40, 0]), .. Item(0x52, Encoding.ASCII.GetBytes("1.2.3.4"))]));
        byte[] pdu = [2, 0, 0, 0, 0, 0, .. request[..68], .. items];
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(2), (uint)(pdu.Length - 6));
        return pdu;
    }

    private static byte[] Item(byte type, byte[] value) => [type, 0, (byte)(value.Length >> 8), (byte)value.Length, .. value];
}
