using System.Diagnostics.CodeAnalysis;

namespace DicomPS.Engine.Server;

/// <summary>
/// Instances of one association that are whole and wait for the disk, where several operations may be under way (PS3.7 annex
/// D.3.3.3): they are flushed beside the reader, and several at once, of which a disk does many in the time of one after the
/// other. In threads of its own, since waiting is not what the thread pool is for; they end with the association.
/// </summary>
/// <param name="failed">Is told of a fault that is not the disk's nor the connection's.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "Nothing is left of it when the threads have ended.")]
internal sealed class FlushQueue(Action<Exception> failed)
{
    private const int MaximumThreads = 4;

    // Each holds a buffer; a peer that sends more without waiting for answers waits for its turn.
    private const int MaximumInstances = 16;

    // Also the lock of what follows; a framework's collection would allocate for each wait.
    private readonly Queue<CStoreProvider> whole = [];
    private readonly SemaphoreSlim room = new(MaximumInstances);
    private readonly List<Task> threads = [];
    private bool isComplete;
    private int underWay;

    /// <summary>Whether an instance is not answered yet.</summary>
    internal bool IsBusy => Volatile.Read(ref underWay) > 0;

    /// <summary>Hands an instance over. To be called by the reader.</summary>
    internal async ValueTask AddAsync(CStoreProvider instance)
    {
        await room.WaitAsync().ConfigureAwait(false);
        lock (whole)
        {
            underWay++;
            whole.Enqueue(instance);
            Monitor.Pulse(whole);
            if (underWay > threads.Count && threads.Count < MaximumThreads)
            {
                threads.Add(Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
            }
        }
    }

    /// <summary>Waits until all are stored and answered, or cannot be answered any more. Nothing is added after it.</summary>
    internal Task CompleteAsync()
    {
        lock (whole)
        {
            isComplete = true;
            Monitor.PulseAll(whole);
            return Task.WhenAll(threads);
        }
    }

    private void Work()
    {
        while (Take() is { } instance)
        {
            try
            {
                // This thread is there to wait, for the disk and for the peer, which has no longer than the network timeout.
                instance.StoreAsync().AsTask().GetAwaiter().GetResult();
            }
            catch (DicomException)
            {
                // The association is over: nobody waits for the answer.
            }
            catch (Exception e)
            {
                failed(e);
            }

            lock (whole)
            {
                underWay--;
            }

            room.Release();
        }
    }

    // Null where none will come any more.
    private CStoreProvider? Take()
    {
        lock (whole)
        {
            while (whole.Count == 0 && !isComplete)
            {
                Monitor.Wait(whole);
            }

            return whole.TryDequeue(out CStoreProvider? next) ? next : null;
        }
    }
}
