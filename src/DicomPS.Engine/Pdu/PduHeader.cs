using System.Buffers.Binary;

namespace DicomPS.Engine.Pdu;

/// <summary>The six bytes before every PDU's body (PS3.8 section 9.3.1).</summary>
/// <param name="Type">Byte 1, PDU-type: kept as it came, known or not; see <see cref="PduType"/>.</param>
/// <param name="Length">Bytes 3-6, PDU-length: how many bytes follow this header.</param>
public readonly record struct PduHeader(byte Type, uint Length)
{
    /// <summary>How many bytes the header takes.</summary>
    public const int Size = 6;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">Bytes that begin with a PDU.</param>
    /// <param name="header">The header, if it is all there.</param>
    /// <returns>False if fewer than <see cref="Size"/> bytes are there.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PduHeader header)
    {
        if (bytes.Length < Size)
        {
            header = default;
            return false;
        }

        // Byte 2 is reserved: not tested.
        header = new PduHeader(bytes[0], BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]));
        return true;
    }

    /// <summary>Writes the header.</summary>
    /// <param name="destination">Where to; at least <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], Length);
        destination[1] = 0;
        destination[0] = Type;
    }

    /// <summary>The name of a PDU-type as the standard writes it (PS3.8 section 9.3); null for one it does not know.</summary>
    internal static string? NameOf(byte type) => (PduType)type switch
    {
        PduType.AssociateRq => "A-ASSOCIATE-RQ",
        PduType.AssociateAc => "A-ASSOCIATE-AC",
        PduType.AssociateRj => "A-ASSOCIATE-RJ",
        PduType.PDataTf => "P-DATA-TF",
        PduType.ReleaseRq => "A-RELEASE-RQ",
        PduType.ReleaseRp => "A-RELEASE-RP",
        PduType.Abort => "A-ABORT",
        _ => null,
    };
}
