using System.Globalization;

namespace DicomPS.Engine;

/// <summary>
/// The rules of an Application Entity title (PS3.5 section 6.2, value representation AE): 1 to 16 characters of
/// ISO 646 without backslash and control characters; leading and trailing spaces do not count.
/// </summary>
public static class AETitle
{
    /// <summary>The most characters a title has, spaces at its ends not counted.</summary>
    public const int MaximumLength = 16;

    /// <summary>Tells which rule a title breaks.</summary>
    /// <param name="title">The title, spaces at its ends allowed.</param>
    /// <returns>The first broken rule, or null where the title is valid.</returns>
    public static AETitleRule? FindBrokenRule(string? title) => Inspect(title).Rule;

    /// <summary>Says in words which rule a title breaks.</summary>
    /// <param name="title">The title, spaces at its ends allowed.</param>
    /// <returns>A sentence, or null where the title is valid.</returns>
    public static string? DescribeBrokenRule(string? title)
    {
        (AETitleRule? rule, int position) = Inspect(title);
        return rule switch
        {
            null => null,
            AETitleRule.Null => "An AE title must not be null.",
            AETitleRule.Empty => "An AE title must not be empty.",
            AETitleRule.OnlySpaces => "An AE title must not consist of spaces alone.",
            AETitleRule.TooLong =>
                $"An AE title has at most {MaximumLength} characters; this one has {title!.Trim(' ').Length} without the spaces at its ends.",
            AETitleRule.ControlCharacter =>
                $"An AE title must not have control characters; there is {CodeOf(title![position])} at position {position + 1}.",
            AETitleRule.Backslash =>
                $"An AE title must not have a backslash; there is one at position {position + 1}.",
            _ => $"An AE title has only characters of ISO 646 (0x20 to 0x7E); there is {CodeOf(title![position])} at position {position + 1}.",
        };
    }

    /// <summary>Checks a title and takes the spaces off its ends, which are not significant.</summary>
    /// <param name="title">The title.</param>
    /// <returns>The title without leading and trailing spaces, 1 to 16 characters.</returns>
    /// <exception cref="DicomException"><see cref="DicomErrorId.InvalidAETitle"/>: the message names the broken rule.</exception>
    public static string Normalize(string? title)
    {
        if (DescribeBrokenRule(title) is { } broken)
        {
            throw new DicomException(
                DicomErrorId.InvalidAETitle,
                broken,
                "Give a title of 1 to 16 characters from space to tilde, without backslash.");
        }

        return title!.Trim(' ');
    }

    private static (AETitleRule? Rule, int Position) Inspect(string? title)
    {
        if (title is null)
        {
            return (AETitleRule.Null, 0);
        }

        if (title.Length == 0)
        {
            return (AETitleRule.Empty, 0);
        }

        for (int i = 0; i < title.Length; i++)
        {
            switch (title[i])
            {
                case < ' ' or '\x7F':
                    return (AETitleRule.ControlCharacter, i);
                case '\\':
                    return (AETitleRule.Backslash, i);
                case > '~':
                    return (AETitleRule.NotIso646, i);
            }
        }

        int length = title.AsSpan().Trim(' ').Length;
        return length switch
        {
            0 => (AETitleRule.OnlySpaces, 0),
            > MaximumLength => (AETitleRule.TooLong, 0),
            _ => (null, 0),
        };
    }

    private static string CodeOf(char character) =>
        "U+" + ((int)character).ToString("X4", CultureInfo.InvariantCulture);
}
