namespace DicomPS.Engine.Pdu;

/// <summary>
/// One of the seven PDUs of the upper layer (PS3.8 section 9.3): a value, its bytes, and nothing else. The codec checks
/// structure; whether a value makes sense where it stands is for the negotiation and the state machine.
/// </summary>
/// <remarks>Lists and data compare by reference: to compare two PDUs by content, compare what they encode to.</remarks>
public abstract record ProtocolDataUnit
{
    /// <summary>The body of the PDUs that have a fixed one: A-ASSOCIATE-RJ, A-RELEASE-RQ and -RP, A-ABORT.</summary>
    private const uint FixedBodyLength = 4;

    private protected ProtocolDataUnit()
    {
    }

    /// <summary>Byte 1, PDU-type.</summary>
    public abstract PduType Type { get; }

    /// <summary>Writes the PDU.</summary>
    /// <returns>Its bytes, header included.</returns>
    /// <exception cref="ArgumentException">A value cannot be sent: too long, empty, or not ASCII.</exception>
    public byte[] Encode()
    {
        PduWriter writer = new();
        writer.Zeros(PduHeader.Size);
        WriteBody(writer);
        new PduHeader((byte)Type, (uint)(writer.Written.Length - PduHeader.Size)).Write(writer.Written);
        return writer.Written.ToArray();
    }

    /// <summary>Reads a PDU from the beginning of some bytes.</summary>
    /// <param name="bytes">What has come so far.</param>
    /// <param name="maximumLength">The longest body that the caller takes.</param>
    /// <param name="pdu">The PDU, if it is all there.</param>
    /// <param name="consumed">How many bytes it took; 0 if more are needed.</param>
    /// <returns>False if more bytes are needed.</returns>
    /// <exception cref="MalformedPduException">The bytes cannot become a PDU, whatever follows.</exception>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes, uint maximumLength, out ProtocolDataUnit? pdu, out int consumed)
    {
        pdu = null;
        consumed = 0;
        if (!PduHeader.TryRead(bytes, out PduHeader header))
        {
            return false;
        }

        // Before the body is there: a peer that speaks another protocol gets its answer at once.
        CheckHeader(header, maximumLength);
        if (header.Length > bytes.Length - PduHeader.Size)
        {
            return false;
        }

        int length = (int)header.Length;
        pdu = DecodeBody(header, bytes.Slice(PduHeader.Size, length));
        consumed = PduHeader.Size + length;
        return true;
    }

    /// <summary>Checks what a header alone can tell: a known type, and a length that the PDU may have.</summary>
    /// <param name="header">The header, straight from the wire.</param>
    /// <param name="maximumLength">The longest body that the caller takes.</param>
    /// <exception cref="MalformedPduException">The type is unknown, or the length is wrong or beyond the limit.</exception>
    public static void CheckHeader(PduHeader header, uint maximumLength)
    {
        string name = Name(header.Type);
        bool isFixed = (PduType)header.Type
            is PduType.AssociateRj or PduType.ReleaseRq or PduType.ReleaseRp or PduType.Abort;
        if (isFixed && header.Length != FixedBodyLength)
        {
            throw new MalformedPduException(
                $"{name}: PDU length", 2, $"is {header.Length}, where the standard fixes {FixedBodyLength}");
        }

        if (!isFixed && header.Length > maximumLength)
        {
            throw new MalformedPduException(
                $"{name}: PDU length", 2, $"is {header.Length}, beyond the limit of {maximumLength}");
        }
    }

    /// <summary>Reads a PDU whose header was read before.</summary>
    /// <param name="header">The header.</param>
    /// <param name="body">The body: as many bytes as the header says. Nothing of it is kept.</param>
    /// <returns>The PDU.</returns>
    /// <exception cref="MalformedPduException">The body breaks the structure of its PDU.</exception>
    /// <exception cref="ArgumentException">The body is not as long as the header says.</exception>
    public static ProtocolDataUnit DecodeBody(PduHeader header, ReadOnlySpan<byte> body)
    {
        if (body.Length != header.Length)
        {
            throw new ArgumentException($"The header says {header.Length} bytes, the body has {body.Length}.", nameof(body));
        }

        CheckHeader(header, uint.MaxValue);
        PduReader reader = new(body, PduHeader.Size, Name(header.Type));
        return (PduType)header.Type switch
        {
            PduType.AssociateRq => AssociateRq.ReadBody(ref reader),
            PduType.AssociateAc => AssociateAc.ReadBody(ref reader),
            PduType.AssociateRj => AssociateRj.ReadBody(ref reader),
            PduType.PDataTf => PDataTf.ReadBody(ref reader),
            PduType.ReleaseRq => ReleaseRq.ReadBody(ref reader),
            PduType.ReleaseRp => ReleaseRp.ReadBody(ref reader),
            _ => Abort.ReadBody(ref reader), // CheckHeader let no other pass
        };
    }

    internal abstract void WriteBody(PduWriter writer);

    // An unknown type is refused here, for all.
    private static string Name(byte type) => PduHeader.NameOf(type)
        ?? throw new MalformedPduException("PDU type", 0, $"is {type:X2}H, which DICOM does not know", AbortReason.UnrecognizedPdu);
}
