using System.Globalization;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>Which elements of the top level of a data set are wanted: single tags, repeating groups, private elements by creator.</summary>
public sealed class TagSelection
{
    private const uint AnyBlock = 0xFFFF00FF;

    private readonly Choice[] choices;

    /// <summary>Chooses tags.</summary>
    /// <param name="tags">The tags.</param>
    public TagSelection(params DicomTag[] tags)
        : this((tags ?? throw new ArgumentNullException(nameof(tags))).Select(tag => new Choice(uint.MaxValue, tag.Value, null)))
    {
    }

    private TagSelection(IEnumerable<Choice> choices)
    {
        this.choices = [.. choices];
        Last = new DicomTag(this.choices.Select(choice => choice.Value | ~choice.Mask).DefaultIfEmpty().Max());
    }

    /// <summary>The highest tag that can be meant: nothing behind it is wanted.</summary>
    internal DicomTag Last { get; }

    /// <summary>Chooses what people write.</summary>
    /// <param name="texts">
    /// Tags as (gggg,eeee), gggg,eeee or ggggeeee, with x for digits that may be any; keywords or names; private elements
    /// with their creator as <see cref="ElementKey"/> has them.
    /// </param>
    /// <returns>The selection.</returns>
    /// <exception cref="DicomException">A text means no element (UnknownTag).</exception>
    public static TagSelection Parse(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new TagSelection(texts.SelectMany(ChoicesOf));
    }

    /// <summary>Whether an element is wanted, or is needed to understand one that is: the character set, a private creator.</summary>
    /// <param name="tag">The tag of the element.</param>
    /// <param name="before">The elements before it.</param>
    internal bool Contains(DicomTag tag, DicomDataset before)
    {
        if (tag == Tags.SpecificCharacterSet)
        {
            return true;
        }

        foreach (Choice choice in choices)
        {
            bool isMeant = (tag.Value & choice.Mask) == choice.Value
                && (choice.Creator is null || before.GetText(new DicomTag(tag.Group, (ushort)(tag.Element >> 8))) == choice.Creator);
            if (isMeant || (tag.IsPrivateCreator && tag.Group == choice.Value >> 16))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<Choice> ChoicesOf(string text)
    {
        if (text.Contains(ElementKey.CreatorMark, StringComparison.Ordinal))
        {
            ElementKey key = ElementKey.Parse(text);
            return [ChoiceOf(key.Tag, key.Creator!)];
        }

        return TagText.DigitsOf(text) is { } digits
            ? [ChoiceOf(digits)]
            : TagDictionary.FindAll(text).Select(entry =>
                entry.Creator.Length > 0 ? ChoiceOf(entry.Tag, entry.Creator) : ChoiceOf(TagText.DigitsOf(entry.Pattern)!));
    }

    // Which block is the creator's, the data set tells (PS3.5 section 7.8.1).
    private static Choice ChoiceOf(DicomTag tag, string creator) => new(AnyBlock, tag.Value & AnyBlock, creator);

    private static Choice ChoiceOf(string digits)
    {
        uint mask = uint.MaxValue;
        for (int i = 0; i < digits.Length; i++)
        {
            mask &= digits[i] == 'x' ? ~(0xF0000000u >> (4 * i)) : uint.MaxValue;
        }

        return new Choice(mask, uint.Parse(digits.Replace('x', '0'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), null);
    }

    private readonly record struct Choice(uint Mask, uint Value, string? Creator);
}
