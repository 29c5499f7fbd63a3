namespace DicomPS.Engine.Tracing;

/// <summary>Something that a trace tells, in the order in which it happened.</summary>
/// <param name="Time">When.</param>
/// <param name="Connection">On which connection.</param>
internal sealed record TraceEntry(DateTimeOffset Time, ConnectionTrace Connection)
{
    /// <summary>The PDU; null where something else is told.</summary>
    internal TracedPdu? Pdu { get; init; }

    /// <summary>What is told in words; null for a PDU.</summary>
    internal string? Note { get; init; }

    /// <summary>Is set when the last entry of a connection is in the file; null for the others.</summary>
    internal TaskCompletionSource? Written { get; init; }
}
