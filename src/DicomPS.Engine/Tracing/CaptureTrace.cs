using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace DicomPS.Engine.Tracing;

/// <summary>
/// A trace that Wireshark opens: pcapng (draft-ietf-opsawg-pcapng) with a packet for each PDU. The packets are of the link
/// type for PDUs of upper layers: each names its dissector, so that it is DICOM on every port, and has the addresses and
/// ports of its connection. Bytes that are not kept count in the original length of the packet, as in a capture with a limit.
/// </summary>
internal sealed class CaptureTrace : ITraceFormat
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const uint InterfaceDescription = 1;
    private const uint EnhancedPacket = 6;
    private const ushort LinkTypeUpperPdu = 252;
    private const uint SnapLength = 256 * 1024;

    // The tags before the PDU, each with type and length, numbers most significant byte first.
    private const ushort DissectorName = 12;
    private const ushort IPv4Source = 20;
    private const ushort IPv6Source = 22;
    private const ushort PortType = 24;
    private const ushort SourcePort = 25;
    private const ushort DestinationPort = 26;
    private const uint Tcp = 2;

    private readonly Stream file;

    internal CaptureTrace(Stream file)
    {
        this.file = file;
        byte[] section = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(section, ByteOrderMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(section.AsSpan(4), 1);
        BinaryPrimitives.WriteInt64LittleEndian(section.AsSpan(8), -1);
        WriteBlock(SectionHeader, section, []);
        byte[] description = new byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(description, LinkTypeUpperPdu);
        BinaryPrimitives.WriteUInt32LittleEndian(description.AsSpan(4), SnapLength);
        WriteBlock(InterfaceDescription, description, []);
    }

    public void Write(TraceEntry entry)
    {
        if (entry.Pdu is not { } pdu)
        {
            return;
        }

        byte[] tags = TagsOf(entry.Connection, pdu.IsSent);
        byte[] head = new byte[20];

        // Microseconds since 1970, the higher half first; interface 0.
        ulong time = (ulong)((entry.Time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), (uint)(time >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), (uint)time);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(12), (uint)(tags.Length + pdu.Beginning));
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(16), (uint)Math.Min(tags.Length + pdu.Size, uint.MaxValue));
        WriteBlock(EnhancedPacket, [.. head, .. tags], pdu.Kept.Span[..pdu.Beginning]);
    }

    public void Flush() => file.Flush();

    public void Dispose() => file.Dispose();

    private static byte[] TagsOf(ConnectionTrace connection, bool isSent)
    {
        (IPEndPoint source, IPEndPoint destination) = isSent ? (connection.Local, connection.Remote) : (connection.Remote, connection.Local);
        ushort address = source.AddressFamily == AddressFamily.InterNetwork ? IPv4Source : IPv6Source;
        using MemoryStream tags = new();
        WriteTag(tags, DissectorName, "dicom\0\0\0"u8);
        WriteTag(tags, address, source.Address.GetAddressBytes());
        WriteTag(tags, (ushort)(address + 1), destination.Address.GetAddressBytes());
        WriteTag(tags, PortType, Tcp);
        WriteTag(tags, SourcePort, (uint)source.Port);
        WriteTag(tags, DestinationPort, (uint)destination.Port);
        WriteTag(tags, 0, []);
        return tags.ToArray();
    }

    private static void WriteTag(MemoryStream tags, ushort tag, uint number)
    {
        Span<byte> value = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(value, number);
        WriteTag(tags, tag, value);
    }

    // Every value here fills whole words of 32 bits.
    private static void WriteTag(MemoryStream tags, ushort tag, ReadOnlySpan<byte> value)
    {
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(head, tag);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)value.Length);
        tags.Write(head);
        tags.Write(value);
    }

    private void WriteBlock(uint type, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        int length = head.Length + body.Length;
        int padding = -length & 3;
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(number, type);
        file.Write(number);
        BinaryPrimitives.WriteInt32LittleEndian(number, 12 + length + padding);
        file.Write(number);
        file.Write(head);
        file.Write(body);
        file.Write([0, 0, 0], 0, padding);
        file.Write(number);
    }
}
