namespace DicomPS.Engine.Server;

/// <summary>What a server has done so far. The numbers go on while they are read.</summary>
public sealed class ServerCounters
{
    private int openAssociations;
    private long totalAssociations;
    private long rejectedAssociations;
    private long instances;
    private long bytes;
    private long failures;
    private long tlsFailures;
    private long handlerFailures;

    /// <summary>Associations that are open now.</summary>
    public int OpenAssociations => Volatile.Read(ref openAssociations);

    /// <summary>Associations that were accepted, open or over.</summary>
    public long TotalAssociations => Interlocked.Read(ref totalAssociations);

    /// <summary>Association requests that were rejected.</summary>
    public long RejectedAssociations => Interlocked.Read(ref rejectedAssociations);

    /// <summary>Instances received and stored.</summary>
    public long Instances => Interlocked.Read(ref instances);

    /// <summary>Bytes of the data sets of those instances.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Instances that were not stored: answered with a failure, or broken off.</summary>
    public long Failures => Interlocked.Read(ref failures);

    /// <summary>The last failure in words, without a value of a data set; null where there was none.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>The last rejection in words: who asked, why it was refused, and the codes; null where there was none.</summary>
    public string? LastRejection { get; private set; }

    /// <summary>Requests that a handler failed to answer: it threw, was late or gave nonsense.</summary>
    public long HandlerFailures => Interlocked.Read(ref handlerFailures);

    /// <summary>The request and what the handler failed with, in the handler's own words; null where there was none.</summary>
    public string? LastHandlerFailure { get; private set; }

    /// <summary>Connections that TLS could not secure.</summary>
    public long TlsFailures => Interlocked.Read(ref tlsFailures);

    /// <summary>Why TLS could not secure the last of them, in words; null where there was none.</summary>
    public string? LastTlsFailure { get; private set; }

    internal void AssociationOpened()
    {
        Interlocked.Increment(ref openAssociations);
        Interlocked.Increment(ref totalAssociations);
    }

    internal void AssociationEnded() => Interlocked.Decrement(ref openAssociations);

    internal void AssociationRejected(string reason)
    {
        LastRejection = reason;
        Interlocked.Increment(ref rejectedAssociations);
    }

    internal void Stored(long length)
    {
        Interlocked.Increment(ref instances);
        Interlocked.Add(ref bytes, length);
    }

    internal void TlsFailed(string reason)
    {
        LastTlsFailure = reason;
        Interlocked.Increment(ref tlsFailures);
    }

    internal void HandlerFailed(string reason)
    {
        LastHandlerFailure = reason;
        Interlocked.Increment(ref handlerFailures);
    }

    internal void Failed(string reason)
    {
        LastFailure = reason;
        Interlocked.Increment(ref failures);
    }

    /// <summary>The counts in a line.</summary>
    /// <returns>Associations, instances, bytes and failures.</returns>
    public override string ToString() =>
        $"{OpenAssociations} of {TotalAssociations} association(s) open, {Instances} instance(s), {Bytes} bytes, {Failures} failure(s)";
}
