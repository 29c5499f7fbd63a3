using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// A request whose responses are awaited. The connection's reader posts them, and waits where the one who asked is slow;
/// so memory does not grow with their number.
/// </summary>
/// <param name="isMany">Whether pending responses may come before the last one (PS3.7 section 9.1.2).</param>
/// <param name="timer">Watches how long the peer is silent.</param>
/// <param name="settled">Called once, when the last response has come or none will.</param>
/// <param name="lastHeard">When the peer was last heard, where that counts: a tick count; null where only a response counts.</param>
internal sealed class PendingRequest(bool isMany, ResponseTimer timer, Action settled, Func<long>? lastHeard = null) : IValueTaskSource
{
    // Responses that wait to be taken; more of them while somebody else needs the reader.
    private const int Capacity = 64;
    private const int HurriedCapacity = 100_000;

    private readonly object gate = new();

    // Most requests have one response: the queue is made for those that have more.
    private DimseMessage? first;
    private Queue<DimseMessage>? others;
    private ManualResetValueTaskSourceCore<bool> arrival = new() { RunContinuationsAsynchronously = true };
    private TaskCompletionSource? room;
    private TaskCompletionSource? over;
    private int capacity = Capacity;
    private long waitingBytes;
    private long waitsSince;
    private bool isAwaited;
    private bool isAbandoned;
    private bool isSettled;

    /// <summary>Ends when the last response has come or none will; it never fails.</summary>
    internal Task Over
    {
        get
        {
            lock (gate)
            {
                over ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (isSettled)
                {
                    over.TrySetResult();
                }

                return over.Task;
            }
        }
    }

    /// <summary>Whether the last response was posted, or none will come.</summary>
    internal bool IsOver
    {
        get
        {
            lock (gate)
            {
                return isSettled;
            }
        }
    }

    /// <summary>How many milliseconds the peer may still be silent.</summary>
    internal long TimeLeft(TimeSpan timeout) =>
        Math.Max(Volatile.Read(ref waitsSince), lastHeard?.Invoke() ?? 0) + (long)timeout.TotalMilliseconds - Environment.TickCount64;

    /// <summary>How long the data set of a response may be: one of many is an identifier.</summary>
    internal int MaximumDataSet => isMany ? MemoryReceiver.MaximumIdentifier : MemoryReceiver.MaximumLength;

    /// <summary>Takes what the reader received.</summary>
    internal async ValueTask PostAsync(DimseMessage message)
    {
        Task? noRoom;
        while (!TryPost(message, out noRoom))
        {
            await noRoom.ConfigureAwait(false);
        }

        if (!(isMany && message.IsPending))
        {
            End();
        }
    }

    /// <summary>From now on the reader hardly ever waits: somebody else needs what it reads next.</summary>
    internal void Hurry()
    {
        lock (gate)
        {
            capacity = HurriedCapacity;
            MakeRoom();
        }
    }

    /// <summary>Nobody takes the responses any more: they are dropped, and only the last one counts.</summary>
    internal void Abandon()
    {
        lock (gate)
        {
            isAbandoned = true;
            MakeRoom();
        }
    }

    /// <summary>No more responses come.</summary>
    internal void End()
    {
        lock (gate)
        {
            if (isSettled)
            {
                return;
            }

            isSettled = true;
            Arrived();
            MakeRoom();
            over?.TrySetResult();
        }

        settled();
    }

    /// <summary>The time for the next response is over, unless another wait has begun meanwhile.</summary>
    internal void Expire(TimeSpan timeout)
    {
        lock (gate)
        {
            if (TimeLeft(timeout) <= 0)
            {
                Fail(new TimeoutException());
            }
        }
    }

    /// <summary>The next response. One at a time may wait for it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The response; null where no more come.</returns>
    /// <exception cref="TimeoutException">None came in time.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<DimseMessage?> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            ValueTask wait;
            lock (gate)
            {
                if (TryDequeue(out DimseMessage? next))
                {
                    waitingBytes -= next.DataSet?.Length ?? 0;
                    MakeRoom();
                    return next;
                }

                if (isSettled)
                {
                    return null;
                }

                waitsSince = Environment.TickCount64;
                arrival.Reset();
                isAwaited = true;
                wait = new ValueTask(this, arrival.Version);
            }

            timer.Add(this);
            try
            {
                using (cancellationToken.UnsafeRegister(
                    static (request, token) => ((PendingRequest)request!).Fail(new OperationCanceledException(token)), this))
                {
                    await wait.ConfigureAwait(false);
                }
            }
            finally
            {
                timer.Remove(this);
            }
        }
    }

    void IValueTaskSource.GetResult(short token) => arrival.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => arrival.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        arrival.OnCompleted(continuation, state, token, flags);

    // True where it was put in, or is of no interest any more.
    private bool TryPost(DimseMessage message, [NotNullWhen(false)] out Task? noRoom)
    {
        lock (gate)
        {
            noRoom = null;
            if (isAbandoned || isSettled)
            {
                return true;
            }

            if (Count >= capacity || waitingBytes >= MemoryReceiver.MaximumLength)
            {
                room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                noRoom = room.Task;
                return false;
            }

            waitingBytes += message.DataSet?.Length ?? 0;
            if (first is null)
            {
                first = message;
            }
            else
            {
                (others ??= new Queue<DimseMessage>()).Enqueue(message);
            }

            Arrived();
            return true;
        }
    }

    private int Count => (first is null ? 0 : 1) + (others?.Count ?? 0);

    private bool TryDequeue([NotNullWhen(true)] out DimseMessage? message)
    {
        message = first;
        first = others is { Count: > 0 } ? others.Dequeue() : null;
        return message is not null;
    }

    private void Arrived()
    {
        if (isAwaited)
        {
            isAwaited = false;
            arrival.SetResult(true);
        }
    }

    private void Fail(Exception fault)
    {
        lock (gate)
        {
            if (isAwaited)
            {
                isAwaited = false;
                arrival.SetException(fault);
            }
        }
    }

    private void MakeRoom()
    {
        room?.TrySetResult();
        room = null;
    }
}
