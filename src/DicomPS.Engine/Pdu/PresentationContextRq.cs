namespace DicomPS.Engine.Pdu;

/// <summary>A presentation context item of an A-ASSOCIATE-RQ (PS3.8 section 9.3.2.2, table 9-13).</summary>
/// <param name="Id">Byte 5, presentation-context-ID: odd, 1 to 255; the codec leaves that to the negotiation.</param>
/// <param name="AbstractSyntax">The abstract syntax sub-item's name (table 9-14); empty where a peer sent none.</param>
/// <param name="TransferSyntaxes">The transfer syntax sub-items' names (table 9-15), in the order of the PDU.</param>
/// <remarks>Where a peer sent several abstract syntax sub-items, the last one counts.</remarks>
public sealed record PresentationContextRq(byte Id, string AbstractSyntax, IReadOnlyList<string> TransferSyntaxes)
{
    internal static PresentationContextRq Read(ref PduReader reader)
    {
        byte id = reader.Byte("presentation context ID"); // byte 5
        reader.Skip(3, "reserved bytes"); // bytes 6-8
        string abstractSyntax = string.Empty;
        List<string> transferSyntaxes = [];
        while (!reader.AtEnd) // bytes 9-
        {
            PduReader subItem = reader.Item(out ItemType type);
            switch (type)
            {
                case ItemType.AbstractSyntax:
                    abstractSyntax = PduText.Uid(subItem.Rest());
                    break;
                case ItemType.TransferSyntax:
                    transferSyntaxes.Add(PduText.Uid(subItem.Rest()));
                    break;
                default: // unrecognized: skipped
                    break;
            }
        }

        return new PresentationContextRq(id, abstractSyntax, transferSyntaxes);
    }

    internal void Write(PduWriter writer)
    {
        int item = writer.BeginItem(ItemType.PresentationContextRq);
        writer.Byte(Id);
        writer.Zeros(3);
        writer.UidItem(ItemType.AbstractSyntax, AbstractSyntax, "abstract syntax");
        foreach (string transferSyntax in TransferSyntaxes)
        {
            writer.UidItem(ItemType.TransferSyntax, transferSyntax, "transfer syntax");
        }

        writer.EndItem(item);
    }
}
