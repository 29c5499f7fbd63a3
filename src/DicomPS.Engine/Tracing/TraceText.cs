using System.Globalization;
using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Tracing;

/// <summary>Text of peers on its way into a trace: one line, and nothing in it acts on a terminal.</summary>
internal static class TraceText
{
    private const int MostCharacters = 256;

    /// <summary>Makes characters that act visible as U+FFFD, and cuts what is long.</summary>
    internal static string Clean(string text)
    {
        string cut = text.Length > MostCharacters ? text[..MostCharacters] + '\u2026' : text;
        return string.Concat(cut.EnumerateRunes().Select(rune => IsHarmless(rune) ? rune : Rune.ReplacementChar));
    }

    /// <summary>A UID with its name, where it has one.</summary>
    internal static string Uid(string uid) => UidDictionary.Find(uid) is { } known ? $"{known.Name} ({uid})" : Clean(uid);

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
