using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>How much of a data set is read, and what of it is held in memory.</summary>
public sealed class DatasetReadOptions
{
    /// <summary>Reading stops before the first element of the top level with this tag or a higher one; null reads all.</summary>
    public DicomTag? StopBefore { get; init; }

    /// <summary>Values of more bytes than this stay in their file until they are asked for; 64 KB at first.</summary>
    public int LargeValue { get; init; } = 64 * 1024;

    /// <summary>
    /// The most bytes of values that are held in memory for one data set; more is damage, or a deflate bomb. 1 GB at first.
    /// </summary>
    public long MaximumMemory { get; init; } = 1024 * 1024 * 1024;
}
