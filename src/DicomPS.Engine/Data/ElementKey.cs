using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// Names an element as people write it: by keyword; by tag as (gggg,eeee), gggg,eeee or ggggeeee; or a private one by its
/// creator, in whatever block of a data set that has its elements (PS3.5 section 7.8.1), as (gggg,xxee:CREATOR),
/// ggggxxee:CREATOR or Keyword:CREATOR, with the keyword or the name that the element is registered under.
/// </summary>
public sealed class ElementKey
{
    /// <summary>Stands between a private element and its creator.</summary>
    internal const char CreatorMark = ':';

    private ElementKey(DicomTag tag, string? creator)
    {
        Tag = tag;
        Creator = creator;
    }

    /// <summary>The tag; with a creator, the one that the element has in the first block.</summary>
    public DicomTag Tag { get; }

    /// <summary>The private creator; null where the tag says all.</summary>
    public string? Creator { get; }

    /// <summary>Reads a key.</summary>
    /// <param name="text">The text, in any case, but for the creator.</param>
    /// <returns>The key.</returns>
    /// <exception cref="DicomException">UnknownTag: it is no tag, and no keyword that is known; near ones are named.</exception>
    public static ElementKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string wanted = text.Trim();
        int mark = wanted.IndexOf(CreatorMark, StringComparison.Ordinal);
        if (mark >= 0)
        {
            return ParsePrivate(wanted[..mark], wanted[(mark + 1)..]);
        }

        return DicomTag.TryParse(wanted, out DicomTag tag) ? new ElementKey(tag, null)
            : TagDictionary.FindKeyword(wanted) is { } entry ? new ElementKey(entry.Tag, null)
            : throw TagDictionary.Unknown(wanted, creator: null);
    }

    /// <summary>Reads a key. Never throws.</summary>
    /// <param name="text">The text, in any case, but for the creator.</param>
    /// <param name="key">The key; null where the text is none.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ElementKey? key)
    {
        try
        {
            key = text is null ? null : Parse(text);
        }
        catch (DicomException)
        {
            key = null;
        }

        return key is not null;
    }

    /// <summary>The tag that the element has, or would have, in a data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <returns>The tag; null where the data set has no block of the creator.</returns>
    public DicomTag? FindTag(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Creator is null ? Tag
            : dataset.FindBlock(Tag.Group, Creator) is { } block ? InBlock(block)
            : null;
    }

    /// <summary>The element.</summary>
    /// <param name="dataset">The data set.</param>
    /// <returns>The element; null where there is none.</returns>
    public DicomElement? Find(DicomDataset dataset) => FindTag(dataset) is { } tag ? dataset[tag] : null;

    /// <summary>Puts a value in, as <see cref="DicomDataset.SetValue"/> does. A private creator that has no block yet gets the next free one.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="value">The value.</param>
    /// <param name="vr">The VR; without it that of the dictionary.</param>
    /// <returns>The tag of the element.</returns>
    /// <exception cref="DicomException">UnknownTag: nothing tells the VR. InvalidValue: a value within an item does not fit.</exception>
    /// <exception cref="ArgumentException">The VR cannot hold the value, or there is no free block.</exception>
    public DicomTag SetValue(DicomDataset dataset, object? value, DicomVR vr = DicomVR.None)
    {
        bool isNewBlock = FindTag(dataset) is null;
        DicomTag tag = ReserveTag(dataset);
        try
        {
            dataset.SetValue(tag, value, vr);
        }
        catch (Exception e) when (isNewBlock && e is (ArgumentException or DicomException))
        {
            dataset.Remove(PrivateBlock.CreatorTagOf(tag)!.Value);
            throw;
        }

        return tag;
    }

    /// <summary>
    /// The tag that the element has in a data set that is to be written: where the creator has no block there, it gets the
    /// next free one, with the element that names the creator.
    /// </summary>
    /// <param name="dataset">The data set.</param>
    /// <returns>The tag.</returns>
    /// <exception cref="ArgumentException">All blocks of the group are in use.</exception>
    public DicomTag ReserveTag(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return FindTag(dataset) ?? InBlock(dataset.AddBlock(Tag.Group, Creator!));
    }

    /// <summary>Whether an element is the one that is meant.</summary>
    internal bool Means(DicomElement element) => Creator is null
        ? element.Tag == Tag
        : element.Tag.Group == Tag.Group && (byte)element.Tag.Element == (byte)Tag.Element && element.PrivateCreator == Creator;

    /// <summary>The key: its tag, or (gggg,xxee:CREATOR).</summary>
    public override string ToString() => Creator is null
        ? Tag.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"({Tag.Group:X4},xx{(byte)Tag.Element:X2}{CreatorMark}{Creator})");

    private static ElementKey ParsePrivate(string element, string creator)
    {
        // The parenthesis may be closed behind the tag or behind the creator.
        if (element.StartsWith('(') && !element.EndsWith(')') && creator.EndsWith(')'))
        {
            (element, creator) = (element[1..], creator[..^1]);
        }

        creator = creator.Trim(' ', '\0');
        element = element.Trim();
        DicomTag? tag = TagText.DigitsOf(element) is not null ? TagOf(element)
            : PrivateDictionary.Of(creator).FirstOrDefault(entry => element.Length > 0 && TagDictionary.IsNamed(entry, element))?.Tag;
        return tag is { } found && PrivateDictionary.IsCreator(creator)
            ? new ElementKey(found, creator)
            : throw TagDictionary.Unknown(element, creator);
    }

    // With a creator the block does not matter; elements of no block, and the creators themselves, are not its own.
    private static DicomTag? TagOf(string element)
    {
        try
        {
            DicomTag tag = PrivateDictionary.ParseTag(element);
            bool isOfCreator = PrivateDictionary.IsGroup(tag.Group) && tag.Element is <= byte.MaxValue or >= PrivateBlock.First << PrivateBlock.Shift;
            return isOfCreator ? PrivateBlock.TagOf(tag.Group, PrivateBlock.First, (byte)tag.Element) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private DicomTag InBlock(byte block) => PrivateBlock.TagOf(Tag.Group, block, (byte)Tag.Element);
}
