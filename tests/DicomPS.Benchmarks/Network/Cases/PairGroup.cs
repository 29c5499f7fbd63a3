namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>Pairs that take turns, so that a slow machine slows them alike, and can be compared.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Pairs">The pairs.</param>
/// <param name="Goals">What is to be reached among them.</param>
internal sealed record PairGroup(string Name, IReadOnlyList<Pair> Pairs, IReadOnlyList<Goal> Goals)
{
    /// <summary>The pair of DCMTK that the others are held against.</summary>
    internal string Peer { get; init; } = Names.Peers;
}
