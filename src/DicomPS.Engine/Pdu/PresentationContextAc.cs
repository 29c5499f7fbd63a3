namespace DicomPS.Engine.Pdu;

/// <summary>A presentation context item of an A-ASSOCIATE-AC (PS3.8 section 9.3.3.2, table 9-18).</summary>
/// <param name="Id">Byte 5, presentation-context-ID: that of the request.</param>
/// <param name="Result">Byte 7, result/reason.</param>
/// <param name="TransferSyntax">
/// The transfer syntax sub-item's name (table 9-19). Not significant in a refused context, and empty where there is
/// none; written as a sub-item of length 0 then.
/// </param>
/// <remarks>Where a peer sent several transfer syntax sub-items, the last one counts.</remarks>
public sealed record PresentationContextAc(byte Id, PresentationContextResult Result, string TransferSyntax)
{
    internal static PresentationContextAc Read(ref PduReader reader)
    {
        byte id = reader.Byte("presentation context ID"); // byte 5
        reader.Skip(1, "reserved byte"); // byte 6
        long resultOffset = reader.Offset;
        var result = (PresentationContextResult)reader.Byte("result"); // byte 7
        if (result > PresentationContextResult.TransferSyntaxesNotSupported)
        {
            throw reader.Malformed("result", $"is {(byte)result}, not one of 0 to 4", resultOffset);
        }

        reader.Skip(1, "reserved byte"); // byte 8
        string transferSyntax = string.Empty;
        while (!reader.AtEnd) // bytes 9-
        {
            PduReader subItem = reader.Item(out ItemType type);
            if (type == ItemType.TransferSyntax) // what is unrecognized is skipped
            {
                transferSyntax = PduText.Uid(subItem.Rest());
            }
        }

        return new PresentationContextAc(id, result, transferSyntax);
    }

    internal void Write(PduWriter writer)
    {
        int item = writer.BeginItem(ItemType.PresentationContextAc);
        writer.Byte(Id);
        writer.Zeros(1);
        writer.Byte((byte)Result);
        writer.Zeros(1);
        if (Result != PresentationContextResult.Acceptance && TransferSyntax.Length == 0)
        {
            writer.EndItem(writer.BeginItem(ItemType.TransferSyntax));
        }
        else
        {
            writer.UidItem(ItemType.TransferSyntax, TransferSyntax, "transfer syntax");
        }

        writer.EndItem(item);
    }
}
