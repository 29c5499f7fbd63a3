namespace DicomPS.Engine.Pdu;

/// <summary>Bytes 7-74 of an A-ASSOCIATE-RQ or -AC (PS3.8 tables 9-11 and 9-17): all that stands before the items.</summary>
internal readonly record struct AssociateTitles(ushort ProtocolVersion, string Called, string Calling)
{
    public static AssociateTitles Read(ref PduReader reader)
    {
        ushort protocolVersion = reader.UInt16("protocol version"); // bytes 7-8
        reader.Skip(2, "reserved bytes"); // bytes 9-10
        string called = PduText.Title(reader.Take(PduWriter.AETitleLength, "called AE title")); // bytes 11-26
        string calling = PduText.Title(reader.Take(PduWriter.AETitleLength, "calling AE title")); // bytes 27-42
        reader.Skip(32, "reserved bytes"); // bytes 43-74
        return new AssociateTitles(protocolVersion, called, calling);
    }

    /// <summary>Writes the fields.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="areEchoes">An acceptance echoes what came, spaces alone included; a request names both ends.</param>
    public void Write(PduWriter writer, bool areEchoes)
    {
        writer.UInt16(ProtocolVersion);
        writer.Zeros(2);
        writer.AETitle(Called, "called AE title", areEchoes);
        writer.AETitle(Calling, "calling AE title", areEchoes);
        writer.Zeros(32);
    }
}
