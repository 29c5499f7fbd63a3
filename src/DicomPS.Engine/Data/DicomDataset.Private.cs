using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <content>Blocks of private elements (PS3.5 section 7.8.1).</content>
public sealed partial class DicomDataset
{
    /// <summary>The creator of the block that a private element lies in; null where there is none.</summary>
    internal string? CreatorOf(DicomTag tag) =>
        PrivateBlock.CreatorTagOf(tag) is { } creatorTag && this[creatorTag] is DicomValueElement creator ? CreatorIn(creator) : null;

    /// <summary>The block of a creator in a group; null where it has none.</summary>
    internal byte? FindBlock(ushort group, string creator) => Blocks()
        .Where(block => this[new DicomTag(group, block)] is DicomValueElement element && CreatorIn(element) == creator)
        .Cast<byte?>()
        .FirstOrDefault();

    /// <summary>Gives a creator the next free block of a group.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal byte AddBlock(ushort group, string creator)
    {
        HashSet<byte> used = [.. elements.Keys
            .Where(tag => tag.Group == group)
            .Select(tag => (byte)(tag.IsPrivateCreator ? tag.Element : tag.Element >> PrivateBlock.Shift))];
        byte block = Blocks().Where(free => !used.Contains(free)).Cast<byte?>().FirstOrDefault()
            ?? throw new ArgumentException($"All blocks of private elements in group {group:X4} are in use.");
        SetValues(new DicomTag(group, block), DicomVR.LO, creator);
        return block;
    }

    private static IEnumerable<byte> Blocks() =>
        Enumerable.Range(PrivateBlock.First, PrivateBlock.Last - PrivateBlock.First + 1).Select(block => (byte)block);

    // Some devices write it as UN; it is LO all the same.
    private string? CreatorIn(DicomValueElement element)
    {
        IReadOnlyList<string> texts = element.VR == DicomVR.UN
            ? CharacterSet.DecodeValues(element.GetBytes().Span, DicomVR.LO)
            : element.GetTexts();
        return texts is [string first, ..] && first.Trim(' ', '\0') is { Length: > 0 } creator ? creator : null;
    }
}
