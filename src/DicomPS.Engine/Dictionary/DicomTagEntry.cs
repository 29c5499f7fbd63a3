namespace DicomPS.Engine.Dictionary;

/// <summary>What the standard says of a data element (PS3.6).</summary>
/// <param name="Tag">The tag that was asked for.</param>
/// <param name="VR">The VR as the standard writes it: one, or several as in "US or SS"; "NONE" for items and delimiters.</param>
/// <param name="VM">The value multiplicity as the standard writes it (PS3.5 section 6.4).</param>
/// <param name="Keyword">The name as one word; empty where the standard gives none.</param>
/// <param name="Name">The name in the standard.</param>
/// <param name="IsRetired">Whether the standard has retired it.</param>
public sealed record DicomTagEntry(DicomTag Tag, string VR, string VM, string Keyword, string Name, bool IsRetired)
{
    /// <summary>The tag and the name.</summary>
    public override string ToString() => $"{Tag} {Name}";
}
