using System.Management.Automation;

namespace DicomPS.Commands;

/// <summary>How the cmdlets of the dictionaries read wildcards.</summary>
internal static class TermMatch
{
    /// <summary>The pattern of a text; null where it has no wildcards and means one thing.</summary>
    internal static WildcardPattern? PatternOf(string? text) =>
        text is not null && WildcardPattern.ContainsWildcardCharacters(text)
            ? new WildcardPattern(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)
            : null;

    /// <summary>Whether one of the texts of an entry is like the pattern.</summary>
    internal static bool IsLike(this WildcardPattern pattern, params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
        {
            if (text.Length > 0 && pattern.IsMatch(text))
            {
                return true;
            }
        }

        return false;
    }
}
