using System.Globalization;
using DicomPS.Binding;
using DicomPS.Engine.Data;

namespace DicomPS.Views;

/// <summary>What the table of elements shows of a value, and what of it goes to another process.</summary>
public static class ElementRow
{
    private const int MostShown = 44;
    private const int LargestRead = 4 * 1024;
    private const int LargestStored = 64 * 1024;

    /// <summary>The beginning of a value, on one line and without characters that act on a terminal.</summary>
    /// <param name="element">The element.</param>
    /// <returns>The text; of a sequence the number of items, of bytes and of long values how many they are.</returns>
    public static string Value(DicomElement element) => element switch
    {
        DicomSequence sequence => Count(sequence.Items.Count, "item"),
        DicomFragments fragments => Count(fragments.Count, "fragment"),
        DicomValueElement { IsEmpty: false } value => Text(value),
        _ => string.Empty,
    };

    /// <summary>The value, but for fragments and values of more than 64 KB.</summary>
    /// <param name="element">The element.</param>
    /// <returns>The value; null where it is too large.</returns>
    public static object? StoredValue(DicomElement element) =>
        element is DicomFragments or DicomValueElement { Length: > LargestStored } ? null : element?.Value;

    private static string Text(DicomValueElement element)
    {
        try
        {
            string text = element.Length > LargestRead ? string.Empty : string.Join('\\', element.GetTexts());
            return text.Length == 0 ? Count(element.Length, "byte")
                : Visible(text.Length > MostShown ? string.Concat(text.AsSpan(0, MostShown - 3), "...") : text);
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            // The value stayed in a file that is not there any more.
            return Count(element.Length, "byte");
        }
    }

    private static string Visible(string text) => string.Concat(text.Select(c =>
        char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            ? '?'
            : c));

    private static string Count(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? string.Empty : "s")}");
}
