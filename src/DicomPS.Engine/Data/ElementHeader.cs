using System.Buffers.Binary;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>Writes the header of a data element, an item or a delimiter (PS3.5 sections 7.1.2, 7.1.3 and 7.5).</summary>
internal static class ElementHeader
{
    /// <summary>The most bytes that a header has.</summary>
    internal const int MaxSize = 12;

    /// <summary>The greatest even length that 16 bits hold.</summary>
    internal const int MaxShortLength = 0xFFFE;

    /// <summary>Writes a header in a transfer syntax; None as VR for items and delimiters, which have none.</summary>
    /// <returns>The number of bytes written.</returns>
    internal static int Write(Span<byte> target, DicomTag tag, DicomVR vr, uint length, TransferSyntax syntax)
    {
        bool isBigEndian = syntax.IsBigEndian;
        WriteUInt16(target, tag.Group, isBigEndian);
        WriteUInt16(target[2..], tag.Element, isBigEndian);
        if (vr == DicomVR.None || !syntax.IsExplicitVr)
        {
            WriteUInt32(target[4..], length, isBigEndian);
            return 8;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(target[4..], (ushort)vr);
        if (!vr.HasLongLength())
        {
            WriteUInt16(target[6..], (ushort)length, isBigEndian);
            return 8;
        }

        WriteUInt16(target[6..], 0, isBigEndian);
        WriteUInt32(target[8..], length, isBigEndian);
        return 12;
    }

    private static void WriteUInt16(Span<byte> target, ushort value, bool isBigEndian)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(target, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target, value);
        }
    }

    private static void WriteUInt32(Span<byte> target, uint value, bool isBigEndian)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target, value);
        }
    }
}
