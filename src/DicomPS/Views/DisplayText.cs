using System.Globalization;
using System.Text;

namespace DicomPS.Views;

/// <summary>Text from files and peers on its way to a terminal: nothing in it acts on the terminal, and it fits.</summary>
public static class DisplayText
{
    private const char Ellipsis = '\u2026';

    // The pictures of the control characters 00 to 1F begin here; that of 7F is the last but some.
    private const char ControlPictures = '\u2400';
    private const char DeletePicture = '\u2421';

    /// <summary>
    /// Makes control characters visible, those that begin an escape sequence of a terminal among them, and takes from
    /// characters that change the order of others their effect.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The text with a character that can be seen for each that acts.</returns>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().All(IsHarmless) ? text : string.Concat(text.EnumerateRunes().Select(Visible));
    }

    /// <summary>Cuts a text to so many columns of a terminal; East Asian characters take two.</summary>
    /// <param name="text">The text, without control characters.</param>
    /// <param name="columns">The columns, 1 or more.</param>
    /// <returns>The text; where it was cut, it ends with an ellipsis.</returns>
    public static string Fit(string text, int columns)
    {
        ArgumentNullException.ThrowIfNull(text);
        int used = 0;
        int end = 0;
        int room = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            used += ColumnsOf(rune);
            if (used > columns)
            {
                return text[..room] + Ellipsis;
            }

            end += rune.Utf16SequenceLength;
            room = used < columns ? end : room;
        }

        return text;
    }

    /// <summary>How many columns of a terminal a text takes.</summary>
    /// <param name="text">The text, without control characters.</param>
    public static int Columns(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().Sum(ColumnsOf);
    }

    private static bool IsHarmless(Rune rune) => rune.IsAscii
        ? rune.Value is >= ' ' and < 0x7F
        : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);

    private static string Visible(Rune rune) => IsHarmless(rune) ? rune.ToString()
        : rune.Value < ' ' ? ((char)(ControlPictures + rune.Value)).ToString()
        : rune.Value == 0x7F ? DeletePicture.ToString()
        : Rune.ReplacementChar.ToString();

    // The blocks of Unicode standard annex 11 that are wide throughout.
    private static int ColumnsOf(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0 : 1,
    };
}
