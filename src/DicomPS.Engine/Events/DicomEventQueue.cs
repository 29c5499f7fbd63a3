using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace DicomPS.Engine;

/// <summary>
/// Events in the order in which they happened, for one reader. Putting one in never waits: a full queue drops its oldest
/// trace events, and counts them; all others stay.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue.")]
public sealed class DicomEventQueue : IDisposable
{
    private readonly object gate = new();
    private readonly Queue<(long Order, DicomEvent Event)> lasting = new();
    private readonly Queue<(long Order, DicomEvent Event)> traces = new();
    private readonly Channel<bool> arrivals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly DicomEventSource source;
    private long lastOrder;
    private long dropped;

    internal DicomEventQueue(DicomEventSource source, int capacity, ulong kinds)
    {
        this.source = source;
        Capacity = capacity;
        Kinds = kinds;
    }

    /// <summary>How many events are held before trace events are dropped.</summary>
    public int Capacity { get; }

    /// <summary>How many events wait to be read.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return lasting.Count + traces.Count;
            }
        }
    }

    /// <summary>How many trace events were dropped so far.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Takes the oldest event, without waiting.</summary>
    /// <param name="oldest">The event.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryRead([NotNullWhen(true)] out DicomEvent? oldest)
    {
        lock (gate)
        {
            bool hasLasting = lasting.TryPeek(out (long Order, DicomEvent Event) first);
            bool hasTrace = traces.TryPeek(out (long Order, DicomEvent Event) trace);
            oldest = !hasLasting && !hasTrace ? null
                : !hasTrace || (hasLasting && first.Order < trace.Order) ? lasting.Dequeue().Event
                : traces.Dequeue().Event;
            return oldest is not null;
        }
    }

    /// <summary>Takes the events as they come, until the server has stopped or the association's connection is closed, and the last is taken.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The events.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async IAsyncEnumerable<DicomEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        bool isOpen = true;
        while (isOpen)
        {
            while (TryRead(out DicomEvent? oldest))
            {
                yield return oldest;
            }

            isOpen = await arrivals.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
            arrivals.Reader.TryRead(out _);
        }

        while (TryRead(out DicomEvent? oldest))
        {
            yield return oldest;
        }
    }

    /// <summary>Listens no longer. What was not read stays readable.</summary>
    public void Dispose()
    {
        source.Remove(this);
        Complete();
    }

    /// <summary>The kinds that it takes, a bit for each (<see cref="DicomEventSource.BitOf"/>).</summary>
    internal ulong Kinds { get; }

    internal void Add(DicomEvent happened)
    {
        if ((Kinds & DicomEventSource.BitOf(happened.Kind)) == 0)
        {
            return;
        }

        lock (gate)
        {
            if (lasting.Count + traces.Count >= Capacity)
            {
                if (traces.Count > 0)
                {
                    traces.Dequeue();
                    Interlocked.Increment(ref dropped);
                }
                else if (happened.IsTrace)
                {
                    Interlocked.Increment(ref dropped);
                    return;
                }
            }

            (happened.IsTrace ? traces : lasting).Enqueue((++lastOrder, happened));
        }

        arrivals.Writer.TryWrite(true);
    }

    internal void Complete() => arrivals.Writer.TryComplete();
}
