using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// A request whose responses are awaited. The connection's reader posts them, and waits where the one who asked is slow;
/// so memory does not grow with their number.
/// </summary>
/// <param name="isMany">Whether pending responses may come before the last one (PS3.7 section 9.1.2).</param>
/// <param name="settled">Called once, when the last response has come or none will.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore without a wait handle holds nothing.")]
internal sealed class PendingRequest(bool isMany, Action settled)
{
    // Responses that wait to be taken.
    private const int Capacity = 64;

    // More of them, while somebody else needs the reader; each is an identifier of some kilobytes at most.
    private const int HurriedCapacity = 100_000;

    private readonly Channel<DimseMessage> messages = Channel.CreateUnbounded<DimseMessage>(new() { SingleReader = true });
    private readonly SemaphoreSlim room = new(Capacity);
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int isUnbounded;
    private int isSettled;
    private volatile bool isAbandoned;

    /// <summary>Ends when the last response has come or none will; it never fails.</summary>
    internal Task Over => over.Task;

    /// <summary>Whether the last response was posted.</summary>
    internal bool IsOver => over.Task.IsCompleted;

    /// <summary>Takes what the reader received.</summary>
    internal async ValueTask PostAsync(DimseMessage message)
    {
        bool isLast = !(isMany && message.IsPending);
        if (!isAbandoned && !IsOver)
        {
            await room.WaitAsync().ConfigureAwait(false);
            messages.Writer.TryWrite(message);
        }

        if (isLast)
        {
            End();
        }
    }

    /// <summary>From now on the reader hardly ever waits: somebody else needs what it reads next.</summary>
    internal void Hurry()
    {
        if (Interlocked.Exchange(ref isUnbounded, 1) == 0)
        {
            room.Release(HurriedCapacity);
        }
    }

    /// <summary>Nobody takes the responses any more: they are dropped, and only the last one counts.</summary>
    internal void Abandon()
    {
        isAbandoned = true;
        Hurry();
    }

    /// <summary>No more responses come.</summary>
    internal void End()
    {
        messages.Writer.TryComplete();
        if (Interlocked.Exchange(ref isSettled, 1) == 0)
        {
            Hurry();
            over.TrySetResult();
            settled();
        }
    }

    /// <summary>The next response.</summary>
    /// <param name="timeout">How long the peer may be silent.</param>
    /// <param name="lastHeard">When the peer was last heard, where that counts: a tick count; null where only a response counts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The response; null where no more come.</returns>
    /// <exception cref="TimeoutException">None came in time.</exception>
    internal async ValueTask<DimseMessage?> NextAsync(TimeSpan timeout, Func<long>? lastHeard, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (messages.Reader.TryRead(out DimseMessage? next))
        {
            room.Release();
            return next;
        }

        Task<bool> wait = messages.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        for (TimeSpan left = timeout; ;)
        {
            try
            {
                if (!await wait.WaitAsync(left, cancellationToken).ConfigureAwait(false))
                {
                    return null;
                }

                messages.Reader.TryRead(out next);
                room.Release();
                return next;
            }
            catch (TimeoutException) when (lastHeard is not null && Left(lastHeard(), timeout) > TimeSpan.Zero)
            {
                left = Left(lastHeard(), timeout) + TimeSpan.FromMilliseconds(1);
            }
        }
    }

    private static TimeSpan Left(long lastHeard, TimeSpan timeout) =>
        timeout - TimeSpan.FromMilliseconds(Environment.TickCount64 - lastHeard);
}
