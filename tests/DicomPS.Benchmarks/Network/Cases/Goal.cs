namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>A speed to reach: so many times that of another pair, or a time not to exceed.</summary>
/// <param name="Pair">Whose speed.</param>
/// <param name="Times">How many times the reference's; without a reference, the most seconds.</param>
/// <param name="Reference">The other pair; null for a time.</param>
internal sealed record Goal(string Pair, double Times, string? Reference);
