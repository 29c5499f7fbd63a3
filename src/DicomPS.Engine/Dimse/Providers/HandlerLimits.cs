namespace DicomPS.Engine.Dimse;

/// <summary>How many handlers run at a time, and how long one may take.</summary>
internal sealed class HandlerLimits(int maximumHandlers, TimeSpan timeout)
{
    internal const int DefaultMaximum = 16;

    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(2);

    /// <summary>A place for each handler that may run.</summary>
    internal SemaphoreSlim Places { get; } = new(maximumHandlers, maximumHandlers);

    /// <summary>How long a handler may take for one answer, the wait for its place included.</summary>
    internal TimeSpan Timeout { get; } = timeout;
}
