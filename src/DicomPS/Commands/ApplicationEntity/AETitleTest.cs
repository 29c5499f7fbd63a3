using DicomPS.Engine;

namespace DicomPS.Commands;

/// <summary>The outcome of checking an AE title.</summary>
/// <param name="Title">The title as it was given.</param>
/// <param name="IsValid">Whether it breaks no rule.</param>
/// <param name="Rule">The rule it breaks; null where it breaks none.</param>
/// <param name="Message">The broken rule in words; null where there is none.</param>
public sealed record AETitleTest(string? Title, bool IsValid, AETitleRule? Rule, string? Message);
