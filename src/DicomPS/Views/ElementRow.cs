using System.Globalization;
using DicomPS.Binding;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Views;

/// <summary>What tables and trees show of an element's value, and what of it goes to another process.</summary>
public static class ElementRow
{
    private const int MostShown = 52;
    private const int LongestUid = 64;
    private const int MostBytesShown = 32;
    private const int LargestStored = 64 * 1024;

    /// <summary>The beginning of a value, on one line and without characters that act on a terminal.</summary>
    /// <param name="element">The element.</param>
    /// <returns>
    /// The text, of a UID with its name where that is known; of a sequence the number of items, of more than 32 bytes how
    /// many they are.
    /// </returns>
    public static string Value(DicomElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return Value(element, element.VR == DicomVR.UI ? LongestUid : MostShown);
    }

    /// <summary>The value, but for fragments and values of more than 64 KB.</summary>
    /// <param name="element">The element.</param>
    /// <returns>The value; null where it is too large.</returns>
    public static object? StoredValue(DicomElement element) =>
        element is DicomFragments or DicomValueElement { Length: > LargestStored } ? null : element?.Value;

    /// <summary>The beginning of a value.</summary>
    /// <param name="element">The element.</param>
    /// <param name="columns">The most columns it takes; one at the least.</param>
    /// <param name="tellsSize">Whether its size stands behind a value that was cut.</param>
    internal static string Value(DicomElement element, int columns, bool tellsSize = false) => element switch
    {
        DicomSequence sequence => Count(sequence.Items.Count, "item"),
        DicomFragments fragments => $"{Count(fragments.Count, "fragment")}, {Count(fragments.Length, "byte")}",
        DicomValueElement { IsEmpty: false } value => Text(value, Math.Max(columns, 1), tellsSize),
        _ => string.Empty,
    };

    private static string Text(DicomValueElement element, int columns, bool tellsSize)
    {
        string size = Count(element.Length, "byte");
        if (element.VR.IsBytes() && element.Length > MostBytesShown)
        {
            return size;
        }

        string text;
        try
        {
            text = DisplayText.Clean(element.GetPreview(columns));
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            // The values that stayed in a file cannot be had once it is gone; the others can.
            return $"({size}, cannot be read any more)";
        }

        if (element.VR == DicomVR.UI && UidDictionary.Find(text) is { } uid)
        {
            // A name may be cut, the UID not.
            return $"{text} {DisplayText.Fit($"({uid.Name})", Math.Max(columns - text.Length - 1, 1))}";
        }

        string rest = tellsSize ? $" ({size})" : string.Empty;
        return DisplayText.Columns(text) <= columns ? text : DisplayText.Fit(text, Math.Max(columns - rest.Length, 1)) + rest;
    }

    private static string Count(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? string.Empty : "s")}");
}
