using System.Buffers.Binary;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Tracing;

/// <summary>
/// Makes the secrets of a user identity unreadable in the bytes of an A-ASSOCIATE-RQ or -AC (PS3.7 annex D.3.3.7); their
/// lengths stay. Names of users are no secrets.
/// </summary>
internal static class IdentityMask
{
    private const byte Mask = (byte)'*';

    // The first variable item follows the PDU header and the fixed fields (PS3.8 tables 9-11 and 9-17).
    private const int FirstItem = 74;
    private const int ItemHeader = 4;

    /// <summary>Masks the secrets.</summary>
    /// <param name="pdu">The PDU, or its beginning.</param>
    /// <returns>How many bytes at the beginning are sure to hold no secret: all, unless the items are damaged.</returns>
    internal static int Apply(Span<byte> pdu) => Items(pdu, Math.Min(FirstItem, pdu.Length), isTopLevel: true);

    private static int Items(Span<byte> bytes, int offset, bool isTopLevel)
    {
        while (offset < bytes.Length)
        {
            if (bytes.Length - offset < ItemHeader)
            {
                return offset;
            }

            ItemType type = (ItemType)bytes[offset];
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(offset + 2)..]);
            if (length > bytes.Length - offset - ItemHeader)
            {
                return offset;
            }

            Span<byte> item = bytes.Slice(offset + ItemHeader, length);
            int sure = type switch
            {
                ItemType.UserInformation when isTopLevel => Items(item, 0, isTopLevel: false),
                ItemType.UserIdentityRq => Request(item),
                ItemType.UserIdentityAc => Field(item, 0, isSecret: true),
                _ => length,
            };
            if (sure < length)
            {
                return offset + ItemHeader + sure;
            }

            offset += ItemHeader + length;
        }

        return bytes.Length;
    }

    // Type, whether an answer is wanted, the primary and the secondary field.
    private static int Request(Span<byte> item)
    {
        if (item.Length < 2)
        {
            return item.Length;
        }

        bool isName = (UserIdentityType)item[0] is UserIdentityType.UserName or UserIdentityType.UserNameAndPasscode;
        return Field(item, Field(item, 2, !isName), isSecret: true);
    }

    // Returns where the next field begins. What follows the last one is nobody's, and not shown either.
    private static int Field(Span<byte> item, int offset, bool isSecret)
    {
        if (offset + 2 > item.Length)
        {
            return offset;
        }

        int length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(item[offset..]), item.Length - offset - 2);
        if (isSecret)
        {
            item.Slice(offset + 2, length).Fill(Mask);
        }

        return offset + 2 + length;
    }
}
