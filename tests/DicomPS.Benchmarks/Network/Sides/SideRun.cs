namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>What one side says of a run.</summary>
/// <param name="Seconds">How long it took; 0 for who receives.</param>
/// <param name="Tally">What was done; null where it cannot be known.</param>
/// <param name="AllocatedBytes">What was allocated; null for programs of others.</param>
/// <param name="Spread">Of several senders at once: how many times longer the slowest took than the fastest.</param>
internal sealed record SideRun(double Seconds, Tally? Tally, long? AllocatedBytes = null, double? Spread = null);
