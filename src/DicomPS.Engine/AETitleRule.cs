namespace DicomPS.Engine;

/// <summary>The rules an AE title can break (PS3.5 section 6.2, value representation AE).</summary>
public enum AETitleRule
{
    /// <summary>The title is null.</summary>
    Null,

    /// <summary>The title has no character.</summary>
    Empty,

    /// <summary>The title consists of spaces alone.</summary>
    OnlySpaces,

    /// <summary>More than 16 characters remain without the leading and trailing spaces.</summary>
    TooLong,

    /// <summary>The title has a control character (0x00 to 0x1F, or 0x7F).</summary>
    ControlCharacter,

    /// <summary>The title has a backslash, which separates values.</summary>
    Backslash,

    /// <summary>The title has a character outside ISO 646 (0x20 to 0x7E).</summary>
    NotIso646,
}
