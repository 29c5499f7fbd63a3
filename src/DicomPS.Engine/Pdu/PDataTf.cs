namespace DicomPS.Engine.Pdu;

/// <summary>The P-DATA-TF PDU (PS3.8 section 9.3.5, table 9-22).</summary>
/// <param name="Values">Bytes 7-: one or more presentation data values.</param>
/// <remarks>
/// The whole PDU in memory: right for tests and small messages. A connection that streams reads and writes
/// <see cref="PduHeader"/> and <see cref="PdvHeader"/> around buffers of its own.
/// </remarks>
public sealed record PDataTf(IReadOnlyList<PresentationDataValue> Values) : ProtocolDataUnit
{
    /// <inheritdoc/>
    public override PduType Type => PduType.PDataTf;

    internal static PDataTf ReadBody(ref PduReader reader)
    {
        // One copy for all values: the caller's buffer is the caller's again when this returns.
        long offset = reader.Offset;
        ReadOnlyMemory<byte> body = reader.Rest().ToArray();
        if (body.IsEmpty)
        {
            throw reader.Malformed("presentation data values", "hold none, where one at least must be");
        }

        List<PresentationDataValue> values = [];
        for (int at = 0; at < body.Length;)
        {
            if (!PdvHeader.TryRead(body.Span[at..], out PdvHeader header, offset + at))
            {
                throw reader.Malformed(
                    $"presentation data value {values.Count + 1}",
                    $"has only {body.Length - at} of its header's {PdvHeader.Size} bytes",
                    offset + at);
            }

            int start = at + PdvHeader.Size;
            if (header.DataLength > body.Length - start)
            {
                throw reader.Malformed(
                    $"presentation data value {values.Count + 1}: item length",
                    $"is {header.Length}, beyond the end of the PDU",
                    offset + at);
            }

            int length = (int)header.DataLength;
            values.Add(new PresentationDataValue(
                header.ContextId, header.IsCommand, header.IsLast, body.Slice(start, length)));
            at = start + length;
        }

        return new PDataTf(values);
    }

    internal override void WriteBody(PduWriter writer)
    {
        if (Values.Count == 0)
        {
            throw new ArgumentException("A P-DATA-TF PDU holds one presentation data value at least.");
        }

        Span<byte> header = stackalloc byte[PdvHeader.Size];
        foreach (PresentationDataValue value in Values)
        {
            uint length = checked((uint)value.Data.Length + PdvHeader.CountedSize);
            new PdvHeader(length, value.ContextId, value.IsCommand, value.IsLast).Write(header);
            writer.Bytes(header);
            writer.Bytes(value.Data.Span);
        }
    }
}
