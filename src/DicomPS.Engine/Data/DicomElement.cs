using System.Globalization;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// A data element of a <see cref="DicomDataset"/> (PS3.5 section 7.1): one with a value, a sequence of items, or
/// encapsulated pixel data. Values do not change once made; a data set changes by taking another element.
/// </summary>
public abstract class DicomElement
{
    private protected DicomElement(DicomTag tag, DicomVR vr)
    {
        Tag = tag;
        VR = vr;
    }

    /// <summary>The tag.</summary>
    public DicomTag Tag { get; }

    /// <summary>The value representation.</summary>
    public DicomVR VR { get; }

    /// <summary>The name in the standard or, of a private element, in the private dictionary; empty where neither has one.</summary>
    public string Name => Tag.IsPrivateCreator ? "Private Creator" : Entry?.Name ?? string.Empty;

    /// <summary>The name as one word; empty where there is none.</summary>
    public string Keyword => Entry?.Keyword ?? string.Empty;

    /// <summary>
    /// The value as .NET has it: null where there is none; one value as itself; several as an array of their type. A
    /// sequence is always an array of its items, which are the data sets themselves and no copies; encapsulated pixel data
    /// are an array of fragments, each of bytes.
    /// </summary>
    /// <exception cref="DicomException">NotDicom: the file the value stayed in was changed.</exception>
    public abstract object? Value { get; }

    /// <summary>The private creator of the block that the element lies in (PS3.5 section 7.8.1); null where there is none.</summary>
    public string? PrivateCreator => Owner?.CreatorOf(Tag);

    /// <summary>
    /// Where the element stands, from the outermost data set on: ReferencedSeriesSequence[0].SeriesInstanceUID. An element
    /// without a keyword of its own is (gggg,eeee), a private one with a creator (gggg,xxee:CREATOR).
    /// </summary>
    public string Path => Owner?.Sequence is { } sequence
        ? string.Create(CultureInfo.InvariantCulture, $"{sequence.Path}[{sequence.Items.IndexOf(Owner)}].{Key}")
        : Key;

    /// <summary>The number of items around the element; 0 in the outermost data set.</summary>
    public int Depth => Owner?.Depth ?? 0;

    /// <summary>The data set the element belongs to; null for none.</summary>
    internal DicomDataset? Owner { get; set; }

    /// <summary>Takes the element out of its data set.</summary>
    /// <returns>Whether it was in one.</returns>
    public bool Remove() => Owner?.Remove(Tag) == true;

    /// <summary>Tag, VR and what there is of the value, never the value itself.</summary>
    /// <returns>A line.</returns>
    public abstract override string ToString();

    /// <summary>The same element once more, in no data set. Values are shared, items are not.</summary>
    internal abstract DicomElement Clone();

    /// <summary>What the standard or the private dictionary says of it; null where they do not know it.</summary>
    internal DicomTagEntry? Entry =>
        !Tag.IsPrivate ? TagDictionary.Find(Tag) : PrivateCreator is { } creator ? PrivateDictionary.Find(creator, Tag) : null;

    /// <summary>The last step of the path.</summary>
    internal string Key =>
        PrivateCreator is { } creator ? string.Create(CultureInfo.InvariantCulture, $"({Tag.Group:X4},xx{(byte)Tag.Element:X2}:{creator})")
        : !Tag.IsPrivate && TagDictionary.FindOwnKeyword(Tag) is { Length: > 0 } keyword ? keyword
        : Tag.ToString();
}
