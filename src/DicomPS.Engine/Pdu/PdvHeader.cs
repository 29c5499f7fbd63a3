using System.Buffers.Binary;

namespace DicomPS.Engine.Pdu;

/// <summary>
/// The six bytes before the data of every presentation data value: item length, context ID and the message control
/// header (PS3.8 section 9.3.5.1 and annex E.2).
/// </summary>
/// <param name="Length">Bytes 1-4, item-length: the context ID, the control header and the data, so never below 2.</param>
/// <param name="ContextId">Byte 5, presentation-context-ID.</param>
/// <param name="IsCommand">Bit 0 of the control header: the data belong to a command set, not to a data set.</param>
/// <param name="IsLast">Bit 1 of the control header: no further fragment of this set follows.</param>
public readonly record struct PdvHeader(uint Length, byte ContextId, bool IsCommand, bool IsLast)
{
    /// <summary>How many bytes the header takes.</summary>
    public const int Size = 6;

    /// <summary>What <see cref="Length"/> counts before the data: context ID and control header.</summary>
    internal const int CountedSize = 2;

    private const byte CommandBit = 0x01;
    private const byte LastBit = 0x02;

    /// <summary>How many bytes of data follow the header.</summary>
    public uint DataLength => Length - CountedSize;

    /// <summary>Reads a header. The caller checks <see cref="DataLength"/> against what is left of the PDU.</summary>
    /// <param name="bytes">Bytes that begin with a presentation data value.</param>
    /// <param name="header">The header, if it is all there.</param>
    /// <param name="offset">Where in the PDU the bytes stand, for the error.</param>
    /// <returns>False if fewer than <see cref="Size"/> bytes are there.</returns>
    /// <exception cref="MalformedPduException">The length does not cover the header's own last two bytes.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PdvHeader header, long offset = PduHeader.Size)
    {
        if (bytes.Length < Size)
        {
            header = default;
            return false;
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (length < CountedSize)
        {
            throw new MalformedPduException(
                "P-DATA-TF presentation data value: item length", offset, $"is {length}, below the least of 2");
        }

        // Bits 2 to 7 of the control header are not checked (PS3.8 annex E.2).
        header = new PdvHeader(length, bytes[4], (bytes[5] & CommandBit) != 0, (bytes[5] & LastBit) != 0);
        return true;
    }

    /// <summary>Writes the header.</summary>
    /// <param name="destination">Where to; at least <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> destination)
    {
        destination[5] = (byte)((IsCommand ? CommandBit : 0) | (IsLast ? LastBit : 0));
        destination[4] = ContextId;
        BinaryPrimitives.WriteUInt32BigEndian(destination, Length);
    }
}
