namespace DicomPS.Benchmarks.Network.Report;

/// <summary>What a pair came to.</summary>
internal sealed record PairResult
{
    /// <summary>Who asked whom.</summary>
    public required string Name { get; init; }

    /// <summary>What is to be known with it; empty for nothing.</summary>
    public required string Note { get; init; }

    /// <summary>What each run did.</summary>
    public required long Items { get; init; }

    /// <summary>The bytes of the data sets of a run.</summary>
    public required long Bytes { get; init; }

    /// <summary>Why it has no numbers; null where it has.</summary>
    public string? Failure { get; init; }

    /// <summary>Seconds of a run.</summary>
    public Spread? Seconds { get; init; }

    /// <summary>Items a second.</summary>
    public Spread? Rate { get; init; }

    /// <summary>Millions of bytes a second, the median; null where there are no data sets.</summary>
    public double? MegabytesPerSecond => Rate is null || Bytes == 0 ? null : Rate.Median * Bytes / Items / 1e6;

    /// <summary>CPU seconds of a run, of the side that asks, the median.</summary>
    public double RequestorCpuSeconds { get; init; }

    /// <summary>CPU seconds of a run, of the side that listens, the median.</summary>
    public double AcceptorCpuSeconds { get; init; }

    /// <summary>Peak memory of the side that asks, over all runs.</summary>
    public long RequestorPeakBytes { get; init; }

    /// <summary>Peak memory of the side that listens, over all runs.</summary>
    public long AcceptorPeakBytes { get; init; }

    /// <summary>Bytes allocated for an item by the side that asks, the median; null for programs of others.</summary>
    public double? RequestorAllocatedPerItem { get; init; }

    /// <summary>Bytes allocated for an item by the side that listens, the median; null for programs of others.</summary>
    public double? AcceptorAllocatedPerItem { get; init; }

    /// <summary>Of several senders: how many times longer the slowest took than the fastest, the median; null for one.</summary>
    public double? SlowestToFastest { get; init; }
}
