namespace DicomPS.Engine.Negotiation;

/// <summary>The extended negotiation of retrieve classes, C-MOVE and C-GET (PS3.4 sections C.5.2.1 and C.5.3.1).</summary>
/// <param name="RelationalRetrieval">Byte 1: a retrieval may leave out keys of the levels above.</param>
/// <param name="EnhancedMultiFrameConversion">Byte 2: the views of enhanced multi-frame images can be chosen.</param>
public sealed record RetrieveFields(bool RelationalRetrieval = false, bool EnhancedMultiFrameConversion = false) : IExtendedNegotiationFields
{
    /// <inheritdoc/>
    public byte[] Encode() => [QueryFields.Flag(RelationalRetrieval), QueryFields.Flag(EnhancedMultiFrameConversion)];

    /// <summary>Reads the fields. Those at the end that are missing are false, as are values that are not 1.</summary>
    /// <param name="information">The service class application information.</param>
    /// <returns>The fields.</returns>
    public static RetrieveFields Read(ReadOnlySpan<byte> information) => new(QueryFields.At(information, 0), QueryFields.At(information, 1));
}
