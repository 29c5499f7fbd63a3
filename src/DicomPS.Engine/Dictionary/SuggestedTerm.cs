namespace DicomPS.Engine.Dictionary;

/// <summary>An entry of a dictionary as <see cref="Suggestions"/> sees it.</summary>
/// <param name="Keyword">The keyword, which is what is suggested; empty where there is none.</param>
/// <param name="Name">The name.</param>
/// <param name="IsRetired">Whether the standard has retired it.</param>
internal readonly record struct SuggestedTerm(string Keyword, string Name, bool IsRetired);
