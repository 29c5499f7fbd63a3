namespace DicomPS.Benchmarks.Network.Report;

/// <summary>What a case came to.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">What was done.</param>
/// <param name="Unit">What was counted.</param>
/// <param name="Groups">Its groups.</param>
/// <param name="Failure">Why it was given up; null where it was not.</param>
internal sealed record CaseResult(int Number, string Title, string Unit, IReadOnlyList<GroupResult> Groups, string? Failure);
