using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Tracing;

/// <summary>A presentation data value within a traced PDU.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Data">What is kept of its data.</param>
internal readonly record struct TracedValue(PdvHeader Header, ReadOnlyMemory<byte> Data);
