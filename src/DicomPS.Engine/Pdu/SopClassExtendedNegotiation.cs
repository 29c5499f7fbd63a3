namespace DicomPS.Engine.Pdu;

/// <summary>The SOP class extended negotiation sub-item (PS3.7 section D.3.3.5).</summary>
/// <param name="SopClassUid">Bytes 7-, SOP-class-uid, behind its length in bytes 5-6.</param>
/// <param name="ServiceClassApplicationInformation">The rest: what it says is for the service class (PS3.4).</param>
public sealed record SopClassExtendedNegotiation(
    string SopClassUid, ReadOnlyMemory<byte> ServiceClassApplicationInformation)
{
    internal static SopClassExtendedNegotiation Read(ref PduReader reader) => new(
        PduText.Uid(reader.LengthPrefixed("SOP class UID")),
        reader.Rest().ToArray());

    internal void Write(PduWriter writer)
    {
        int item = writer.BeginItem(ItemType.SopClassExtendedNegotiation);
        writer.LengthPrefixedUid(SopClassUid, "SOP class UID");
        writer.Bytes(ServiceClassApplicationInformation.Span);
        writer.EndItem(item);
    }
}
