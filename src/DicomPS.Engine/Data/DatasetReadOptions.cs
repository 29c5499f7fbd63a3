using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>How much of a data set is read, and what of it is held in memory.</summary>
public sealed class DatasetReadOptions
{
    /// <summary>Reading stops before the first element of the top level with this tag or a higher one; null reads all.</summary>
    public DicomTag? StopBefore { get; init; }

    /// <summary>
    /// The elements of the top level that are wanted; reading stops behind the last of them. Specific Character Set and
    /// the creators of wanted private elements come with them. Null reads all.
    /// </summary>
    public TagSelection? Only { get; init; }

    /// <summary>
    /// Whether Pixel Data (7FE0,0010), Float Pixel Data (7FE0,0008) and Double Float Pixel Data (7FE0,0009) of the top level
    /// are passed over (PS3.3 section C.7.6.3); what follows them is read.
    /// </summary>
    public bool SkipsPixelData { get; init; }

    /// <summary>Values of more bytes than this stay in their file until they are asked for; 64 KB at first.</summary>
    public int LargeValue { get; init; } = 64 * 1024;

    /// <summary>
    /// The most bytes of values that are held in memory for one data set; more is damage, or a deflate bomb. 1 GB at first.
    /// </summary>
    public long MaximumMemory { get; init; } = 1024 * 1024 * 1024;

    /// <summary>Ends the reading.</summary>
    public CancellationToken CancellationToken { get; init; }
}
