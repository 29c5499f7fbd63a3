using System.Buffers;
using System.Buffers.Binary;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Tracing;

/// <summary>
/// Finds the PDUs in the bytes of one direction, and keeps of them what a trace may have: of a P-DATA-TF the headers of its
/// values and the command sets, and the data sets only where they are asked for. It believes no length: where bytes are no
/// PDUs, it shows what they claim to be.
/// </summary>
internal sealed class PduTap(bool isSent, bool keepsData)
{
    /// <summary>The most that is kept of a PDU. Wireshark takes packets of 256 KB, with what is said about them.</summary>
    internal const int MaximumKept = 255 * 1024;

    private readonly ArrayBufferWriter<byte> kept = new();
    private readonly List<(PdvHeader Header, int Start, int End)> values = [];
    private readonly byte[] valueHeader = new byte[PdvHeader.Size];
    private PduHeader header;
    private PdvHeader value;
    private int headerCount;
    private int valueHeaderCount;
    private long left;
    private long valueLeft;
    private int? beginning;

    /// <summary>How many bytes came of a PDU that is not whole yet.</summary>
    internal long Unfinished => headerCount < PduHeader.Size ? headerCount : PduHeader.Size + header.Length - left;

    /// <summary>Takes bytes, up to the end of a PDU.</summary>
    /// <param name="bytes">What comes next, at least one byte.</param>
    /// <param name="pdu">The PDU that they complete; null where none is complete.</param>
    /// <returns>How many bytes were taken, at least one.</returns>
    internal int Take(ReadOnlySpan<byte> bytes, out TracedPdu? pdu)
    {
        int taken;
        if (headerCount < PduHeader.Size)
        {
            taken = TakeHeader(bytes);
        }
        else
        {
            taken = (int)Math.Min(bytes.Length, left);
            taken = header.Type == (byte)PduType.PDataTf ? TakeValue(bytes[..taken]) : Keep(bytes[..taken], isWanted: IsKnown(header.Type));
            left -= taken;
        }

        pdu = headerCount == PduHeader.Size && left == 0 ? Finish() : null;
        return taken;
    }

    private static bool IsKnown(byte type) => Enum.IsDefined((PduType)type);

    private int TakeHeader(ReadOnlySpan<byte> bytes)
    {
        int taken = Keep(bytes[..Math.Min(bytes.Length, PduHeader.Size - headerCount)], isWanted: true);
        headerCount += taken;
        if (headerCount == PduHeader.Size)
        {
            PduHeader.TryRead(kept.WrittenSpan, out header);
            left = header.Length;
        }

        return taken;
    }

    private int TakeValue(ReadOnlySpan<byte> bytes)
    {
        if (valueHeaderCount < PdvHeader.Size)
        {
            int taken = Math.Min(bytes.Length, PdvHeader.Size - valueHeaderCount);
            bytes[..taken].CopyTo(valueHeader.AsSpan(valueHeaderCount));
            Keep(bytes[..taken], isWanted: true);
            valueHeaderCount += taken;
            if (valueHeaderCount == PdvHeader.Size)
            {
                BeginValue(left - taken);
            }

            return taken;
        }

        int count = Keep(bytes[..(int)Math.Min(bytes.Length, valueLeft)], value.IsCommand || keepsData);
        valueLeft -= count;
        EndValue();
        return count;
    }

    private void BeginValue(long leftOfPdu)
    {
        // One that does not count its own two bytes is answered with an A-ABORT; here it is one without data.
        if (BinaryPrimitives.ReadUInt32BigEndian(valueHeader) < PdvHeader.CountedSize)
        {
            BinaryPrimitives.WriteUInt32BigEndian(valueHeader, PdvHeader.CountedSize);
        }

        PdvHeader.TryRead(valueHeader, out value);
        valueLeft = Math.Min(value.DataLength, leftOfPdu);
        values.Add((value, kept.WrittenCount, 0));
        EndValue();
    }

    private void EndValue()
    {
        if (valueLeft == 0)
        {
            valueHeaderCount = 0;
            values[^1] = values[^1] with { End = kept.WrittenCount };
        }
    }

    private int Keep(ReadOnlySpan<byte> bytes, bool isWanted)
    {
        int count = isWanted ? Math.Min(bytes.Length, MaximumKept - kept.WrittenCount) : 0;
        kept.Write(bytes[..count]);
        if (count < bytes.Length)
        {
            beginning ??= kept.WrittenCount;
        }

        return bytes.Length;
    }

    private TracedPdu Finish()
    {
        byte[] bytes = kept.WrittenSpan.ToArray();
        int unbroken = beginning ?? bytes.Length;
        if ((PduType)header.Type is PduType.AssociateRq or PduType.AssociateAc)
        {
            // What cannot be told apart from a secret is not kept.
            unbroken = Math.Min(unbroken, IdentityMask.Apply(bytes));
            bytes = bytes[..unbroken];
        }

        TracedPdu pdu = new(
            isSent,
            header.Type,
            PduHeader.Size + (long)header.Length,
            bytes,
            unbroken,
            [.. values.Select(traced => new TracedValue(traced.Header, bytes.AsMemory(traced.Start..traced.End)))]);
        kept.Clear();
        values.Clear();
        headerCount = valueHeaderCount = 0;
        beginning = null;
        return pdu;
    }
}
