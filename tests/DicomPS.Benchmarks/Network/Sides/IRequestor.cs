namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>The side that asks.</summary>
internal interface IRequestor : IAsyncDisposable
{
    /// <summary>What its processes have used so far.</summary>
    Usage Usage { get; }

    /// <summary>One run.</summary>
    Task<SideRun> RunAsync(bool isWarmUp);
}
