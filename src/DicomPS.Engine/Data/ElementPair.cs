using System.Globalization;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>An element of one data set beside that of another at the same place; one of them may be missing.</summary>
internal readonly record struct ElementPair(DicomElement? Reference, DicomElement? Difference, string Path, bool IsIncluded)
{
    // Longer text is compared as bytes: decoding it would take several times its length.
    private const int LongestText = 1024 * 1024;

    // Longer values are described.
    private const int LongestValue = 64 * 1024;
    private const int LongestBytes = 256;

    internal DicomElement Element => Reference ?? Difference!;

    /// <summary>
    /// Whether what is in the items remains to be compared: not of a sequence that stands in one data set alone and was told
    /// as such.
    /// </summary>
    internal bool HasItemsToCompare => IsIncluded
        ? Reference is DicomSequence && Difference is DicomSequence
        : Reference is DicomSequence || Difference is DicomSequence;

    /// <summary>The differences of the two elements themselves.</summary>
    internal IEnumerable<DatasetDifference> Compare(bool includeEqual)
    {
        if (Reference is null || Difference is null)
        {
            return [Tell(Difference is null ? DifferenceKind.OnlyInReference : DifferenceKind.OnlyInDifference)];
        }

        if (Reference is DicomSequence { Items.Count: var count } && Difference is DicomSequence { Items.Count: var otherCount })
        {
            return count != otherCount ? [Tell(DifferenceKind.ItemCount, count, otherCount)]
                : count == 0 && includeEqual ? [Tell(DifferenceKind.Equal)]
                : [];
        }

        bool hasSameVR = Reference.VR == Difference.VR;
        bool isComparable = Reference is not DicomSequence && Difference is not DicomSequence;
        List<DatasetDifference> found = [];
        if (!hasSameVR)
        {
            found.Add(Tell(DifferenceKind.VR));
        }

        if (isComparable && !HaveEqualValues(Reference, Difference))
        {
            found.Add(Tell(DifferenceKind.Value));
        }

        return found.Count == 0 && includeEqual ? [Tell(DifferenceKind.Equal)] : found;
    }

    private DatasetDifference Tell(DifferenceKind kind) => Tell(kind, ValueOf(Reference), ValueOf(Difference));

    private DatasetDifference Tell(DifferenceKind kind, object? reference, object? difference) =>
        new(Path, Element.Tag, Element.Keyword, kind, Reference?.VR, Difference?.VR, reference, difference);

    private static bool HaveEqualValues(DicomElement one, DicomElement other) => (one, other) switch
    {
        (DicomValueElement value, DicomValueElement otherValue) => HaveEqualValues(value, otherValue),
        (DicomFragments fragments, DicomFragments others) => fragments.Count == others.Count
            && fragments.Contents.Zip(others.Contents).Skip(1).All(pair => ContentComparer.AreEqual(pair.First, 1, pair.Second, 1)),
        _ => false,
    };

    private static bool HaveEqualValues(DicomValueElement one, DicomValueElement other)
    {
        bool areTexts = one.VR.IsText() && other.VR.IsText() && one.Length <= LongestText && other.Length <= LongestText;
        return areTexts ? TextsOf(one).SequenceEqual(TextsOf(other)) : one.HasSameBytes(other);
    }

    // One value that is empty is no value.
    private static IReadOnlyList<string> TextsOf(DicomValueElement element)
    {
        IReadOnlyList<string> texts = element.GetTexts();
        if (element.VR == DicomVR.PN)
        {
            texts = [.. texts.Select(text => PersonName.Parse(text).ToCanonicalString())];
        }

        return texts is [""] ? [] : texts;
    }

    private static object? ValueOf(DicomElement? element) => element switch
    {
        null => null,
        DicomFragments fragments => Describe($"{fragments.Count} fragments, {fragments.Length} bytes"),
        DicomValueElement { Length: var length } value when length > (value.VR.IsBytes() ? LongestBytes : LongestValue) =>
            Describe($"{length} bytes"),
        _ => element.Value,
    };

    private static string Describe(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
