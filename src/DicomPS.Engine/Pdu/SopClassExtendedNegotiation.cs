using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Pdu;

/// <summary>The SOP class extended negotiation sub-item (PS3.7 section D.3.3.5).</summary>
/// <param name="SopClassUid">Bytes 7-, SOP-class-uid, behind its length in bytes 5-6.</param>
/// <param name="ServiceClassApplicationInformation">The rest: what it says is for the service class (PS3.4).</param>
public sealed record SopClassExtendedNegotiation(
    string SopClassUid, ReadOnlyMemory<byte> ServiceClassApplicationInformation)
{
    /// <summary>Makes the item of fields.</summary>
    /// <param name="sopClassUid">The SOP class.</param>
    /// <param name="fields">Those of its service class.</param>
    /// <returns>The item.</returns>
    public static SopClassExtendedNegotiation Of(string sopClassUid, IExtendedNegotiationFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new SopClassExtendedNegotiation(sopClassUid, fields.Encode());
    }

    /// <summary>
    /// The fields by their names: of storage, and of query and retrieve; null for other classes, whose information is
    /// their own.
    /// </summary>
    public IExtendedNegotiationFields? Fields => UidDictionary.Find(SopClassUid) switch
    {
        { ServiceClass: DicomServiceClass.Storage } => StorageFields.Read(ServiceClassApplicationInformation.Span),
        { ServiceClass: DicomServiceClass.QueryRetrieve } query when query.Keyword.EndsWith("Find", StringComparison.Ordinal) =>
            QueryFields.Read(ServiceClassApplicationInformation.Span),
        { ServiceClass: DicomServiceClass.QueryRetrieve } retrieve
            when retrieve.Keyword.EndsWith("Move", StringComparison.Ordinal) || retrieve.Keyword.EndsWith("Get", StringComparison.Ordinal) =>
            RetrieveFields.Read(ServiceClassApplicationInformation.Span),
        _ => null,
    };

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
