namespace DicomPS.Engine.Pdu;

/// <summary>The SOP class common extended negotiation sub-item (PS3.7 section D.3.3.6).</summary>
/// <param name="SopClassUid">SOP-class-uid, behind its length of two bytes.</param>
/// <param name="ServiceClassUid">Service-class-uid, behind its length of two bytes.</param>
/// <param name="RelatedGeneralSopClassUids">
/// Related-general-sop-class-identification, behind its length of two bytes: UIDs, each behind its own.
/// </param>
/// <remarks>Byte 2 is this sub-item's version, 0. Fields that a later version adds at the end are skipped.</remarks>
public sealed record SopClassCommonExtendedNegotiation(
    string SopClassUid, string ServiceClassUid, IReadOnlyList<string> RelatedGeneralSopClassUids)
{
    internal static SopClassCommonExtendedNegotiation Read(ref PduReader reader)
    {
        string sopClassUid = PduText.Uid(reader.LengthPrefixed("SOP class UID"));
        string serviceClassUid = PduText.Uid(reader.LengthPrefixed("service class UID"));
        PduReader related = reader.LengthPrefixedList("related general SOP class identification");
        List<string> relatedUids = [];
        while (!related.AtEnd)
        {
            relatedUids.Add(PduText.Uid(related.LengthPrefixed("related general SOP class UID")));
        }

        return new SopClassCommonExtendedNegotiation(sopClassUid, serviceClassUid, relatedUids);
    }

    internal void Write(PduWriter writer)
    {
        int item = writer.BeginItem(ItemType.SopClassCommonExtendedNegotiation);
        writer.LengthPrefixedUid(SopClassUid, "SOP class UID");
        writer.LengthPrefixedUid(ServiceClassUid, "service class UID");
        PduWriter related = new();
        foreach (string uid in RelatedGeneralSopClassUids)
        {
            related.LengthPrefixedUid(uid, "related general SOP class UID");
        }

        writer.LengthPrefixed(related.Written, "list of related general SOP class UIDs");
        writer.EndItem(item);
    }
}
