using System.Runtime.CompilerServices;

namespace DicomPS.Engine.UpperLayer;

/// <summary>
/// A thread that a connection is read on: what awaits it goes on in it. There the reader waits for the peer in the kernel, which
/// costs a server half of the processor time that it takes to be told of a socket: a thread that is woken for all sockets, another one
/// that it wakes, and that one's search for more to do. Threads are used again; those that nobody needs for a while end.
/// </summary>
internal sealed class ReaderThread : ICriticalNotifyCompletion
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(2);

    // Also its own lock.
    private static readonly List<ReaderThread> Idle = [];

    private readonly object gate = new();
    private volatile Thread? thread;
    private Action? next;

    private ReaderThread()
    {
    }

    /// <summary>Whether it is the current thread, so that there is nothing to wait for.</summary>
    public bool IsCompleted => Thread.CurrentThread == thread;

    /// <summary>Gives a thread to one reader, until it gives it back.</summary>
    internal static ReaderThread Rent()
    {
        lock (Idle)
        {
            if (Idle.Count > 0)
            {
                ReaderThread rented = Idle[^1];
                Idle.RemoveAt(Idle.Count - 1);
                return rented;
            }
        }

        // Not started by who accepts connections: that takes as long as to accept several.
        ReaderThread made = new();
        ThreadPool.UnsafeQueueUserWorkItem(static made => made.Start(), made, preferLocal: false);
        return made;
    }

    /// <summary>Gives the thread back; it is idle when what it just runs is over.</summary>
    internal void Return() => UnsafeOnCompleted(() =>
    {
        lock (Idle)
        {
            Idle.Add(this);
        }
    });

    public ReaderThread GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    // One reader awaits at a time, so there is never more than one.
    public void UnsafeOnCompleted(Action continuation)
    {
        lock (gate)
        {
            next = continuation;
            Monitor.Pulse(gate);
        }
    }

    private void Start()
    {
        try
        {
            new Thread(Work) { IsBackground = true, Name = "DICOM reader" }.Start();
        }
        catch (OutOfMemoryException)
        {
            // The system gives no more threads: this one, of the pool, has to do.
            Work();
        }
    }

    private void Work()
    {
        thread = Thread.CurrentThread;
        while (Take() is { } continuation)
        {
            continuation();
        }
    }

    // Null where the thread is to end.
    private Action? Take()
    {
        lock (gate)
        {
            while (next is null)
            {
                if (!Monitor.Wait(gate, LongestIdle) && next is null && TryLeave())
                {
                    return null;
                }
            }

            Action taken = next;
            next = null;
            return taken;
        }
    }

    private bool TryLeave()
    {
        lock (Idle)
        {
            return Idle.Remove(this);
        }
    }
}
