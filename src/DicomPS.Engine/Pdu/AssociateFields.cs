namespace DicomPS.Engine.Pdu;

/// <summary>
/// The body of an A-ASSOCIATE-RQ or -AC (PS3.8 tables 9-11 and 9-17): the two have the same layout but for their
/// presentation context items.
/// </summary>
/// <typeparam name="TContext">The presentation context item.</typeparam>
internal readonly record struct AssociateFields<TContext>(
    ushort ProtocolVersion,
    string Called,
    string Calling,
    string ApplicationContextName,
    IReadOnlyList<TContext> PresentationContexts,
    UserInformation UserInformation)
{
    internal delegate TContext ContextReader(ref PduReader item);

    internal static AssociateFields<TContext> Read(ref PduReader reader, ItemType contextType, ContextReader readContext)
    {
        ushort protocolVersion = reader.UInt16("protocol version"); // bytes 7-8
        reader.Skip(2, "reserved bytes"); // bytes 9-10
        string called = PduText.Title(reader.Take(PduWriter.AETitleLength, "called AE title")); // bytes 11-26
        string calling = PduText.Title(reader.Take(PduWriter.AETitleLength, "calling AE title")); // bytes 27-42
        reader.Skip(32, "reserved bytes"); // bytes 43-74
        string applicationContextName = string.Empty;
        List<TContext> presentationContexts = [];
        UserInformation userInformation = new();
        while (!reader.AtEnd) // bytes 75-
        {
            PduReader item = reader.Item(out ItemType type);
            if (type == ItemType.ApplicationContext)
            {
                applicationContextName = PduText.Uid(item.Rest());
            }
            else if (type == contextType)
            {
                presentationContexts.Add(readContext(ref item));
            }
            else if (type == ItemType.UserInformation)
            {
                userInformation = UserInformation.Read(ref item);
            }

            // What is unrecognized is skipped.
        }

        return new AssociateFields<TContext>(
            protocolVersion, called, calling, applicationContextName, presentationContexts, userInformation);
    }

    /// <summary>Writes the body.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="areEchoes">An acceptance echoes the titles that came, spaces alone included; a request names both ends.</param>
    /// <param name="writeContext">Writes a presentation context item.</param>
    internal void Write(PduWriter writer, bool areEchoes, Action<TContext, PduWriter> writeContext)
    {
        writer.UInt16(ProtocolVersion);
        writer.Zeros(2);
        writer.AETitle(Called, "called AE title", areEchoes);
        writer.AETitle(Calling, "calling AE title", areEchoes);
        writer.Zeros(32);
        writer.UidItem(ItemType.ApplicationContext, ApplicationContextName, "application context name");
        foreach (TContext context in PresentationContexts)
        {
            writeContext(context, writer);
        }

        UserInformation.Write(writer);
    }
}
