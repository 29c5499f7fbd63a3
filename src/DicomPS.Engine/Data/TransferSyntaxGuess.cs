using System.Buffers.Binary;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>Tells the encoding of a data set that comes without a transfer syntax, by its first element.</summary>
internal static class TransferSyntaxGuess
{
    /// <summary>The bytes that a guess needs.</summary>
    internal const int HeadLength = 8;

    /// <summary>The transfer syntax that the first element makes plausible; null where none is.</summary>
    /// <param name="head">The first bytes of the data set.</param>
    /// <param name="length">The length of the data set.</param>
    internal static TransferSyntax? Of(ReadOnlySpan<byte> head, long length)
    {
        if (head.Length < HeadLength)
        {
            return null;
        }

        // Data sets begin in a low group, nearly always 0008: the byte that is not zero tells the byte order.
        bool isBigEndian = head[0] == 0;
        ushort group = isBigEndian ? head[1] : BinaryPrimitives.ReadUInt16LittleEndian(head);
        if (group is 0 or > 0x7FE0)
        {
            return null;
        }

        DicomVR vr = (DicomVR)BinaryPrimitives.ReadUInt16LittleEndian(head[4..]);
        if (vr.IsKnown())
        {
            return isBigEndian ? TransferSyntax.ExplicitVRBigEndian : TransferSyntax.ExplicitVRLittleEndian;
        }

        uint valueLength = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        bool fits = valueLength <= length - HeadLength || valueLength == DataSetReader.UndefinedLength;
        return fits && !isBigEndian ? TransferSyntax.ImplicitVRLittleEndian : null;
    }
}
