namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>A case of the benchmark.</summary>
/// <param name="Number">Its number, 1 to 8.</param>
/// <param name="Title">What is done.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="DiskBytes">What it takes of the disk, inputs and what is received.</param>
/// <param name="Groups">Makes the inputs and gives the groups, which are run one after the other.</param>
internal sealed record NetworkCase(int Number, string Title, string Unit, long DiskBytes, Func<IEnumerable<PairGroup>> Groups);
