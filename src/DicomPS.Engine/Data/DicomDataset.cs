using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// A data set (PS3.5 section 7): elements in ascending order of their tags, each tag once. It is what a file holds, what
/// an item of a sequence is, and what identifiers and attribute lists are made of. It is one object, not a collection:
/// a pipeline passes it on whole. It is not safe for use from several threads at a time.
/// </summary>
public sealed partial class DicomDataset
{
    private readonly SortedList<DicomTag, DicomElement> elements = [];
    private SpecificCharacterSet? characterSet;

    /// <summary>The elements, in ascending order of their tags.</summary>
    public IReadOnlyCollection<DicomElement> Elements => elements.Values.AsReadOnly();

    /// <summary>
    /// The Specific Character Set that counts here: this data set's own (0008,0005), or that of the data set around it
    /// (PS3.3 section C.12.1.1.2).
    /// </summary>
    public SpecificCharacterSet CharacterSet =>
        characterSet ??= elements.TryGetValue(Tags.SpecificCharacterSet, out DicomElement? element) && element is DicomValueElement { } own
            ? SpecificCharacterSet.Parse(TextsOf(own))
            : Parent?.CharacterSet ?? SpecificCharacterSet.Default;

    /// <summary>Whether the item is written with a delimiter instead of a length (PS3.5 section 7.5.1).</summary>
    public bool HasUndefinedLength { get; set; } = true;

    /// <summary>The data set around this one; null where it is no item.</summary>
    public DicomDataset? Parent => Sequence?.Owner;

    /// <summary>The file that the data set was read from; null for items, and for data sets that were made.</summary>
    public DicomFile? File { get; internal set; }

    /// <summary>Whether only a part of it was read: chosen elements, all but the pixel data, or what stands before damage.</summary>
    public bool IsPartial { get; internal set; }

    /// <summary>Whether something of it, or of its items, was changed since it was read.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>The sequence this is an item of.</summary>
    internal DicomSequence? Sequence { get; set; }

    /// <summary>How many items it is within, itself among them.</summary>
    internal int Depth => Sequence is null ? 0 : Sequence.Depth + 1;

    /// <summary>How deep items are nested in it; 0 where there are none.</summary>
    internal int Height => elements.Values.OfType<DicomSequence>().Select(sequence => sequence.Height).DefaultIfEmpty().Max();

    /// <summary>An element.</summary>
    /// <param name="tag">Its tag.</param>
    /// <returns>The element; null where there is none.</returns>
    public DicomElement? this[DicomTag tag] => elements.GetValueOrDefault(tag);

    /// <summary>Puts an element in, in the place of one of the same tag.</summary>
    /// <param name="element">The element; it belongs to one data set alone.</param>
    /// <exception cref="ArgumentException">The element belongs to a data set already, or its items would be nested too deep.</exception>
    public void Set(DicomElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        if (element.Owner is not null)
        {
            throw new ArgumentException($"The element {element.Tag} belongs to a data set already.", nameof(element));
        }

        if (element is DicomSequence sequence)
        {
            if (sequence.Items.Any(IsWithin))
            {
                throw new ArgumentException("A data set cannot be an item of its own.", nameof(element));
            }

            DicomSequence.CheckDepth(Depth + sequence.Height);
        }

        Remove(element.Tag);
        Add(element);
        MarkChanged();
        ForgetCharacterSet(element);
    }

    /// <summary>Takes an element out.</summary>
    /// <param name="tag">Its tag.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(DicomTag tag)
    {
        if (!elements.Remove(tag, out DicomElement? removed))
        {
            return false;
        }

        removed.Owner = null;
        MarkChanged();
        ForgetCharacterSet(removed);
        return true;
    }

    /// <summary>The first value of an element as text.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>The text; null where the element is missing, empty or has no text.</returns>
    public string? GetText(DicomTag tag) => this[tag] is DicomValueElement element && element.GetTexts() is [string first, ..] ? first : null;

    /// <summary>The items of a sequence.</summary>
    /// <param name="tag">The tag of the sequence.</param>
    /// <returns>The items; none where there is no such sequence.</returns>
    public IReadOnlyList<DicomDataset> GetItems(DicomTag tag) => this[tag] is DicomSequence sequence ? (DicomDataset[])[.. sequence.Items] : [];

    /// <summary>
    /// A copy that shares nothing that can change: items are copied with it. It counts as not changed, knows no file and is
    /// no item, but is partial where this is; of an item, it has the Specific Character Set that counted around that.
    /// </summary>
    /// <returns>The copy.</returns>
    public DicomDataset Clone()
    {
        DicomDataset clone = Copy();
        if (this[Tags.SpecificCharacterSet] is null && CharacterSet.Terms.Count > 0)
        {
            clone.Add(CharacterSetElement(CharacterSet));
        }

        return clone;
    }

    /// <summary>How many elements there are, and no value of them.</summary>
    /// <returns>A line.</returns>
    public override string ToString() => $"{elements.Count} elements";

    /// <summary>Puts an element in that was read; of several with one tag the first counts.</summary>
    internal void Add(DicomElement element)
    {
        if (elements.TryAdd(element.Tag, element))
        {
            element.Owner = this;
        }
    }

    /// <summary>A copy that needs the character set around this data set.</summary>
    internal DicomDataset Copy()
    {
        DicomDataset copy = new() { HasUndefinedLength = HasUndefinedLength, IsPartial = IsPartial };
        foreach (DicomElement element in elements.Values)
        {
            copy.Add(element.Clone());
        }

        return copy;
    }

    /// <summary>Whether this is another data set, or an item somewhere in it.</summary>
    internal bool IsWithin(DicomDataset other)
    {
        DicomDataset? around = this;
        while (around is not null && around != other)
        {
            around = around.Parent;
        }

        return around is not null;
    }

    /// <summary>Remembers a change, here and in what is around.</summary>
    internal void MarkChanged()
    {
        for (DicomDataset? changed = this; changed is not null; changed = changed.Parent)
        {
            changed.IsChanged = true;
        }
    }

    /// <summary>The data set around has changed its character set, or become another.</summary>
    internal void ForgetCharacterSet()
    {
        // What items take from around them is remembered there too: where nothing is, none of them has taken it.
        if (characterSet is null)
        {
            return;
        }

        characterSet = null;
        foreach (DicomSequence sequence in elements.Values.OfType<DicomSequence>())
        {
            sequence.ForgetCharacterSet();
        }
    }

    // Specific Character Set is of VR CS, which no character set bears on.
    private static List<string> TextsOf(DicomValueElement element) =>
        [.. SpecificCharacterSet.Default.DecodeValues(element.GetBytes().Span, DicomVR.CS).Select(term => term.Trim(' ', '\0'))];

    private void ForgetCharacterSet(DicomElement changed)
    {
        if (changed.Tag == Tags.SpecificCharacterSet)
        {
            ForgetCharacterSet();
        }
        else if (changed is DicomSequence sequence)
        {
            sequence.ForgetCharacterSet();
        }
    }
}
