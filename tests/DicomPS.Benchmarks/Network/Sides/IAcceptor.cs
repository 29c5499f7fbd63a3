namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>The side that listens.</summary>
internal interface IAcceptor : IAsyncDisposable
{
    /// <summary>Its port on loopback.</summary>
    int Port { get; }

    /// <summary>What its process has used so far.</summary>
    Usage Usage { get; }

    /// <summary>What came since the last call; received files are taken away.</summary>
    Task<SideRun> TakeAsync();
}
