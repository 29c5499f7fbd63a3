namespace DicomPS.Benchmarks.Network.Report;

/// <summary>What pairs that took turns came to.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Peer">The pair of DCMTK that the others are held against.</param>
/// <param name="Pairs">The pairs.</param>
/// <param name="Goals">What became of the goals.</param>
internal sealed record GroupResult(string Name, string Peer, IReadOnlyList<PairResult> Pairs, IReadOnlyList<GoalResult> Goals);
