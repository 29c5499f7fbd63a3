namespace DicomPS.Engine;

/// <summary>
/// The events of a server or an association. They cost nothing while nobody listens; who listens gets what happens from then
/// on, and never makes the engine wait.
/// </summary>
public sealed class DicomEventSource
{
    /// <summary>The capacity of a queue that is given none.</summary>
    public const int DefaultCapacity = 10_000;

    private readonly object gate = new();
    private readonly object sender;
    private readonly DicomEventSource? parent;
    private volatile DicomEventQueue[] queues = [];
    private ulong listened;
    private EventHandler<DicomEvent>? handlers;
    private DicomEventQueue? handled;
    private bool isOver;

    internal DicomEventSource(object sender, DicomEventSource? parent = null)
    {
        this.sender = sender;
        this.parent = parent;
    }

    /// <summary>
    /// Tells of events, in order, on a thread of the pool, one after the other. A handler that takes its time is waited for by
    /// later events alone; what it throws is passed over.
    /// </summary>
    public event EventHandler<DicomEvent>? Occurred
    {
        add
        {
            lock (gate)
            {
                handlers += value;
                if (handled is null && handlers is not null)
                {
                    handled = Listen();
                    _ = PumpAsync(handled);
                }
            }
        }

        remove
        {
            lock (gate)
            {
                handlers -= value;
                if (handlers is null)
                {
                    handled?.Dispose();
                    handled = null;
                }
            }
        }
    }

    /// <summary>Listens to everything from now on.</summary>
    /// <param name="capacity">How many events are held before trace events are dropped; 1 or more.</param>
    /// <returns>The queue; dispose it to listen no longer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public DicomEventQueue Listen(int capacity = DefaultCapacity) => Listen([], capacity);

    /// <summary>Listens to some kinds of events from now on.</summary>
    /// <param name="kinds">The kinds; none for all. Others take no place in the queue, and are not made for its sake.</param>
    /// <param name="capacity">How many events are held before trace events are dropped; 1 or more.</param>
    /// <returns>The queue; dispose it to listen no longer.</returns>
    /// <exception cref="ArgumentNullException">Null for the kinds.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A capacity less than 1.</exception>
    public DicomEventQueue Listen(DicomEventKind[] kinds, int capacity = DefaultCapacity)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        DicomEventQueue queue = new(this, capacity, kinds.Length == 0 ? ulong.MaxValue : kinds.Aggregate(0UL, (bits, kind) => bits | BitOf(kind)));
        lock (gate)
        {
            SetQueues([.. queues, queue]);
            if (isOver)
            {
                queue.Complete();
            }
        }

        return queue;
    }

    internal static ulong BitOf(DicomEventKind kind) => 1UL << (int)kind;

    /// <summary>Whether anybody listens to a kind of events, here or at the server.</summary>
    internal bool IsListened(DicomEventKind kind) =>
        (Volatile.Read(ref listened) & BitOf(kind)) != 0 || (parent is not null && parent.IsListened(kind));

    internal void Raise(DicomEvent happened)
    {
        foreach (DicomEventQueue queue in queues)
        {
            queue.Add(happened);
        }

        parent?.Raise(happened);
    }

    /// <summary>Nothing more will happen.</summary>
    internal void Complete()
    {
        lock (gate)
        {
            isOver = true;
            foreach (DicomEventQueue queue in queues)
            {
                queue.Complete();
            }
        }
    }

    internal void Remove(DicomEventQueue queue)
    {
        lock (gate)
        {
            SetQueues([.. queues.Where(other => other != queue)]);
        }
    }

    private void SetQueues(DicomEventQueue[] listening)
    {
        queues = listening;
        Volatile.Write(ref listened, listening.Aggregate(0UL, (bits, queue) => bits | queue.Kinds));
    }

    private async Task PumpAsync(DicomEventQueue queue)
    {
        await Task.Yield();
        await foreach (DicomEvent happened in queue.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                handlers?.Invoke(sender, happened);
            }
            catch (Exception)
            {
                // The next event is told all the same, and there is nobody to tell of the fault.
            }
        }
    }
}
