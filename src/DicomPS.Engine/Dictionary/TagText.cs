namespace DicomPS.Engine.Dictionary;

/// <summary>Tags as people write them, also with an x for each digit that may be any.</summary>
internal static class TagText
{
    /// <summary>The number of digits of a tag.</summary>
    internal const int Digits = 8;

    /// <summary>The eight digits of a tag written as (gggg,eeee), gggg,eeee or ggggeeee: upper case, x in lower case.</summary>
    /// <returns>The digits; null where the text is no tag.</returns>
    internal static string? DigitsOf(string? text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.Length > 2 && rest[0] == '(' && rest[^1] == ')')
        {
            rest = rest[1..^1].Trim();
        }

        int comma = rest.IndexOf(',');
        ReadOnlySpan<char> group = comma < 0 ? rest[..Math.Min(Digits / 2, rest.Length)] : rest[..comma].TrimEnd();
        ReadOnlySpan<char> element = comma < 0 ? rest[group.Length..] : rest[(comma + 1)..].TrimStart();
        string digits = string.Concat(group, element);
        return group.Length == Digits / 2
            && element.Length == Digits / 2
            && digits.All(digit => char.IsAsciiHexDigit(digit) || digit is 'x' or 'X')
            ? digits.ToUpperInvariant().Replace('X', 'x')
            : null;
    }

    /// <summary>Eight digits as the standard writes a tag: (gggg,eeee).</summary>
    internal static string Format(string digits) => $"({digits[..(Digits / 2)]},{digits[(Digits / 2)..]})";
}
