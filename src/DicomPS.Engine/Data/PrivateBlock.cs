using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>The numbers of private elements (PS3.5 section 7.8.1): (gggg,00bb) names the creator of (gggg,bb00) to (gggg,bbFF).</summary>
internal static class PrivateBlock
{
    internal const byte First = 0x10;
    internal const byte Last = 0xFF;
    internal const int Shift = 8;

    /// <summary>The tag of an element in a block.</summary>
    internal static DicomTag TagOf(ushort group, byte block, byte element) => new(group, (ushort)((block << Shift) | element));

    /// <summary>The tag of the element that names the creator of an element; null for what lies in no block.</summary>
    internal static DicomTag? CreatorTagOf(DicomTag tag) =>
        tag.IsPrivate && tag.Element >> Shift >= First ? new DicomTag(tag.Group, (ushort)(tag.Element >> Shift)) : null;
}
