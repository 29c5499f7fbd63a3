namespace DicomPS.Engine.Pdu;

/// <summary>One presentation data value item of a P-DATA-TF PDU (PS3.8 section 9.3.5.1 and annex E).</summary>
/// <param name="ContextId">Byte 5, presentation-context-ID.</param>
/// <param name="IsCommand">Bit 0 of the message control header: a fragment of a command set, not of a data set.</param>
/// <param name="IsLast">Bit 1 of the message control header: the last fragment of its set.</param>
/// <param name="Data">The fragment itself.</param>
public readonly record struct PresentationDataValue(
    byte ContextId, bool IsCommand, bool IsLast, ReadOnlyMemory<byte> Data);
