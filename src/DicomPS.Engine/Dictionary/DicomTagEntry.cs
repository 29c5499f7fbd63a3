namespace DicomPS.Engine.Dictionary;

/// <summary>What the standard says of a data element (PS3.6), or a creator of a private one.</summary>
/// <param name="Tag">The tag that was asked for; the lowest of a repeating group that was found otherwise, and the one
/// in the first block of a private element.</param>
/// <param name="VR">The VR as the standard writes it: one, or several as in "US or SS"; "NONE" for items and delimiters.</param>
/// <param name="VM">The value multiplicity as the standard writes it (PS3.5 section 6.4).</param>
/// <param name="Keyword">The name as one word; empty where the standard gives none.</param>
/// <param name="Name">The name in the standard.</param>
/// <param name="IsRetired">Whether the standard has retired it.</param>
public sealed record DicomTagEntry(DicomTag Tag, string VR, string VM, string Keyword, string Name, bool IsRetired)
{
    private readonly string? pattern;

    /// <summary>The tag, or the tags, with an x for each digit that may be any: (60xx,3000), (0009,xx01).</summary>
    public string Pattern
    {
        get => pattern ?? Tag.ToString();
        init => pattern = value;
    }

    /// <summary>The private creator (PS3.5 section 7.8.1); empty for an element of the standard.</summary>
    public string Creator { get; init; } = string.Empty;

    /// <summary>The tag and the name.</summary>
    public override string ToString() => $"{Pattern} {Name}";

    // The entry of one tag out of those of the pattern.
    internal DicomTagEntry At(DicomTag tag) => new(tag, VR, VM, Keyword, Name, IsRetired) { Creator = Creator };
}
