using System.Globalization;
using System.IO.Enumeration;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>A step of an <see cref="ElementPath"/>: the elements it means in a data set, and which of their items are gone into.</summary>
internal sealed class ElementStep
{
    private readonly ElementKey? key;
    private readonly string? pattern;
    private readonly string text;

    /// <summary>Makes a step.</summary>
    /// <param name="text">A key of an element, or a pattern of keywords or tags with * and ?.</param>
    /// <param name="item">The item to go into, from 0, or from the end where it is negative; null for all.</param>
    /// <exception cref="DicomException">The keyword is not known (UnknownTag).</exception>
    internal ElementStep(string text, int? item)
    {
        this.text = text;
        Item = item;

        // In a private creator any character is just itself.
        if (!text.Contains(ElementKey.CreatorMark, StringComparison.Ordinal))
        {
            pattern = text.AsSpan().ContainsAny('*', '?') ? text : TagText.DigitsOf(text) is { } digits && digits.Contains('x', StringComparison.Ordinal)
                ? digits.Replace('x', '?')
                : null;
        }

        if (pattern is null)
        {
            key = ElementKey.Parse(text);
        }
    }

    /// <summary>The item to go into; null for all.</summary>
    internal int? Item { get; }

    /// <summary>The key of the one element; null where the step is a pattern.</summary>
    internal ElementKey? Key => key;

    /// <summary>The elements of a data set that are meant, in its order; they stay the same while it changes.</summary>
    internal IReadOnlyList<DicomElement> ElementsOf(DicomDataset dataset)
    {
        if (key is null)
        {
            return [.. dataset.Elements.Where(IsLike)];
        }

        return key.Find(dataset) is { } element ? [element] : [];
    }

    /// <summary>The items of an element that are meant; none where it has none like that.</summary>
    internal IReadOnlyList<DicomDataset> ItemsOf(DicomElement element)
    {
        if (element is not DicomSequence { Items: { Count: > 0 } items })
        {
            return [];
        }

        if (Item is not { } number)
        {
            return [.. items];
        }

        int index = number < 0 ? items.Count + number : number;
        return index >= 0 && index < items.Count ? [items[index]] : [];
    }

    /// <summary>Whether an element is among those meant in its data set.</summary>
    internal bool Means(DicomElement element) => key?.Means(element) ?? IsLike(element);

    /// <summary>Whether an item is among those meant of its sequence.</summary>
    internal bool MeansItem(DicomDataset item) => Item is not { } number
        || (item.Sequence is { Items: var items } && (number < 0 ? items.Count + number : number) is var index
            && index >= 0 && index < items.Count && items[index] == item);

    /// <summary>By the tag, then the private creator, then the item: from the start, from the end, all.</summary>
    internal int CompareTo(ElementStep other) => Rank.CompareTo(other.Rank);

    /// <summary>The key or pattern as it was written.</summary>
    public override string ToString() => text;

    private (DicomTag Tag, string Creator, long Item) Rank =>
        (key?.Tag ?? default, key?.Creator ?? pattern ?? string.Empty, Item is { } item ? (uint)item : long.MaxValue);

    private bool IsLike(DicomElement element)
    {
        string tag = element.Tag.ToString();
        return Matches(tag) || Matches(tag[1..^1]) || Matches(element.Tag.Value.ToString("X8", CultureInfo.InvariantCulture))
            || Matches(element.Keyword);
    }

    private bool Matches(string text) => text.Length > 0 && FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
}
