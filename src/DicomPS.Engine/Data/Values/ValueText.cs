using System.Globalization;

namespace DicomPS.Engine.Data;

/// <summary>What reading the text of values has in common: ASCII alone, whatever the culture.</summary>
internal static class ValueText
{
    /// <summary>Takes off the padding: spaces at both ends, and NULs at the end, which some devices write (PS3.5 section 6.2).</summary>
    internal static string TrimPadding(string text) => text.TrimEnd('\0', ' ').TrimStart(' ');

    /// <summary>Reads decimal digits and nothing else.</summary>
    /// <param name="digits">1 to 9 digits.</param>
    /// <param name="number">The number; 0 where the text is none.</param>
    internal static bool TryReadDigits(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        if (digits.Length is 0 or > 9)
        {
            return false;
        }

        foreach (char c in digits)
        {
            if (!char.IsAsciiDigit(c))
            {
                number = 0;
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        return true;
    }

    /// <summary>A number with leading zeros.</summary>
    internal static string Digits(int number, int count) => number.ToString("D" + count.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The characters of a text as DICOM counts them: code points (PS3.5 section 6.2, note on lengths).</summary>
    internal static int CountCharacters(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>A character for a message: hostile text is not repeated in it.</summary>
    internal static string CodeOf(char character) => "U+" + ((int)character).ToString("X4", CultureInfo.InvariantCulture);

    /// <summary>The fault of a text that is not of a form; the text is cut, it may be long.</summary>
    internal static FormatException NotA(string what, string text) =>
        new($"'{(text.Length > 64 ? string.Concat(text.AsSpan(0, 64), "...") : text)}' is not {what}.");
}
