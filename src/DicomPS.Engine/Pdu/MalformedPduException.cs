namespace DicomPS.Engine.Pdu;

/// <summary>A PDU that breaks the structure of PS3.8 section 9.3 or annex D, or of PS3.7 annex D.3.3.</summary>
public sealed class MalformedPduException : DicomException
{
    /// <summary>Makes an error.</summary>
    /// <param name="field">The PDU, item and field at fault.</param>
    /// <param name="offset">Where in the PDU, header included, the field begins.</param>
    /// <param name="problem">What is wrong with the field: the rest of a sentence that begins with it.</param>
    /// <param name="reason">The reason for the A-ABORT that answers it.</param>
    public MalformedPduException(
        string field, long offset, string problem, AbortReason reason = AbortReason.InvalidPduParameterValue)
        : base(DicomErrorId.ProtocolViolation, $"Malformed PDU: {field} {problem} (offset {offset}).", Advice(reason))
    {
        Field = field;
        Offset = offset;
        Reason = reason;
    }

    /// <summary>Where in the PDU the field at fault begins; the PDU's first byte is 0.</summary>
    public long Offset { get; }

    /// <summary>The PDU, item and field at fault, as in "A-ASSOCIATE-AC presentation context item 2: result".</summary>
    public string Field { get; }

    /// <summary>The reason for the A-ABORT that answers it (PS3.8 section 9.3.8).</summary>
    public AbortReason Reason { get; }

    private static string Advice(AbortReason reason) => reason == AbortReason.UnrecognizedPdu
        ? "Check that the peer speaks DICOM on this port, and that both sides agree on using TLS or not."
        : "Check the peer's DICOM software: what it sent does not follow PS3.8.";
}
