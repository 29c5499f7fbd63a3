namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>What the process of a role tells the benchmark: one line of JSON for each line it reads, and one when it is ready.</summary>
/// <param name="Port">Where it listens; 0 where it does not.</param>
/// <param name="Seconds">How long the run took; 0 for who only receives.</param>
/// <param name="Items">What was done since the last answer.</param>
/// <param name="Bytes">The bytes of the data sets of that.</param>
/// <param name="AllocatedBytes">What the process allocated since the last answer.</param>
/// <param name="Failure">Why nothing was done; null where it was.</param>
internal sealed record Answer(int Port, double Seconds, long Items, long Bytes, long AllocatedBytes, string? Failure = null);
