namespace DicomPS.Benchmarks.Network;

/// <summary>What was done: instances, echoes, associations or answers, and the bytes of the data sets.</summary>
internal readonly record struct Tally(long Items, long Bytes);
