namespace DicomPS.Engine.Tracing;

/// <summary>A PDU as a trace keeps it: without secrets, and without values of data sets where these were not asked for.</summary>
/// <param name="IsSent">Whether this side sent it.</param>
/// <param name="Type">The PDU-type, known or not.</param>
/// <param name="Size">Its size on the wire, header included.</param>
/// <param name="Kept">The bytes that are kept, in order.</param>
/// <param name="Beginning">How many of these are the unbroken beginning of the PDU.</param>
/// <param name="Values">The presentation data values of a P-DATA-TF.</param>
internal sealed record TracedPdu(
    bool IsSent, byte Type, long Size, ReadOnlyMemory<byte> Kept, int Beginning, IReadOnlyList<TracedValue> Values)
{
    /// <summary>Whether every byte is kept.</summary>
    internal bool IsWhole => Beginning == Size;
}
