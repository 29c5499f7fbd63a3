using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// Encapsulated pixel data as the bytes of one Value Field: the offset table and the fragments as items, and the
/// delimiter behind them (PS3.5 section A.4).
/// </summary>
internal static class JsonFragments
{
    private const int HeaderLength = 8;

    internal static long LengthOf(DicomFragments fragments) =>
        fragments.Contents.Sum(content => HeaderLength + content.Length) + HeaderLength;

    internal static byte[] Write(DicomFragments fragments)
    {
        using MemoryStream target = new((int)LengthOf(fragments));
        foreach (ElementContent content in fragments.Contents)
        {
            WriteHeader(target, Tags.Item, (uint)content.Length);
            content.CopyTo(target, swapUnit: 1, CancellationToken.None);
        }

        WriteHeader(target, Tags.SequenceDelimitationItem, 0);
        return target.GetBuffer();
    }

    /// <summary>Takes bytes for fragments if they are items from the first byte to a delimiter at the very end.</summary>
    internal static bool TryRead(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out DicomFragments? fragments)
    {
        fragments = null;
        if (tag != Tags.PixelData || vr is not (DicomVR.OB or DicomVR.OW))
        {
            return false;
        }

        List<ElementContent> contents = [];
        while (TryReadHeader(bytes.Span, out DicomTag item, out uint length))
        {
            bytes = bytes[HeaderLength..];
            if (item == Tags.SequenceDelimitationItem && length == 0 && bytes.IsEmpty && contents.Count > 0)
            {
                fragments = new DicomFragments(tag, vr, contents);
                return true;
            }

            if (item != Tags.Item || length > bytes.Length)
            {
                return false;
            }

            contents.Add(new MemoryContent(bytes[..(int)length]));
            bytes = bytes[(int)length..];
        }

        return false;
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> bytes, out DicomTag tag, out uint length)
    {
        bool isThere = bytes.Length >= HeaderLength;
        tag = isThere ? new(BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..])) : default;
        length = isThere ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) : 0;
        return isThere;
    }

    private static void WriteHeader(MemoryStream target, DicomTag tag, uint length)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteUInt16LittleEndian(header, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], tag.Element);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], length);
        target.Write(header);
    }
}
