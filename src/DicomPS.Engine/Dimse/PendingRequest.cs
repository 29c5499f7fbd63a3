using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// A request whose responses are awaited. The connection's reader posts them, and waits where the one who asked is slow;
/// so memory does not grow with their number.
/// </summary>
/// <param name="isMany">Whether pending responses may come before the last one (PS3.7 section 9.1.2).</param>
/// <param name="settled">Called once, when the last response has come or none will.</param>
internal sealed class PendingRequest(bool isMany, Action settled)
{
    // Responses that wait to be taken; more of them while somebody else needs the reader.
    private const int Capacity = 64;
    private const int HurriedCapacity = 100_000;

    private readonly object gate = new();
    private readonly Channel<DimseMessage> messages = Channel.CreateUnbounded<DimseMessage>(new() { SingleReader = true });
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? room;
    private int capacity = Capacity;
    private int waiting;
    private long waitingBytes;
    private bool isAbandoned;
    private bool isSettled;

    /// <summary>Ends when the last response has come or none will; it never fails.</summary>
    internal Task Over => over.Task;

    /// <summary>Whether the last response was posted.</summary>
    internal bool IsOver => over.Task.IsCompleted;

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
            messages.Writer.TryComplete();
            MakeRoom();
        }

        over.TrySetResult();
        settled();
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
            Taken(next);
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
                Taken(next!);
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

            if (waiting >= capacity || waitingBytes >= MemoryReceiver.MaximumLength)
            {
                room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                noRoom = room.Task;
                return false;
            }

            waiting++;
            waitingBytes += message.DataSet?.Length ?? 0;
            return messages.Writer.TryWrite(message);
        }
    }

    private void Taken(DimseMessage message)
    {
        lock (gate)
        {
            waiting--;
            waitingBytes -= message.DataSet?.Length ?? 0;
            MakeRoom();
        }
    }

    private void MakeRoom()
    {
        room?.TrySetResult();
        room = null;
    }
}
