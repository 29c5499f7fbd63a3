using System.Threading.Channels;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// A running handler and what it gives, item by item. The handler runs on a thread of the pool and may block there; what
/// takes its items waits for it no longer than its limit, and leaves it behind then.
/// </summary>
internal sealed class HandlerStream<T>
{
    private readonly Channel<T> items;
    private readonly HandlerLimits limits;
    private readonly CancellationToken cancellationToken;
    private Exception? fault;

    private HandlerStream(int readAhead, HandlerLimits limits, CancellationToken cancellationToken)
    {
        items = Channel.CreateBounded<T>(new BoundedChannelOptions(readAhead) { SingleReader = true, SingleWriter = true });
        this.limits = limits;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>Items that the handler gave and nobody took yet.</summary>
    internal int Waiting => items.Reader.Count;

    /// <summary>Starts a handler.</summary>
    /// <param name="handler">The handler; it is called on another thread.</param>
    /// <param name="readAhead">How many items it may be ahead.</param>
    /// <param name="limits">Where its place is, and how long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static HandlerStream<T> Start(
        Func<IAsyncEnumerable<T>> handler, int readAhead, HandlerLimits limits, CancellationToken cancellationToken)
    {
        HandlerStream<T> stream = new(readAhead, limits, cancellationToken);
        _ = Task.Run(() => stream.RunAsync(handler), CancellationToken.None);
        return stream;
    }

    /// <summary>Starts a handler that gives one item.</summary>
    internal static HandlerStream<T> Start(Func<ValueTask<T>> handler, HandlerLimits limits, CancellationToken cancellationToken)
    {
        return Start(Single, 1, limits, cancellationToken);

        async IAsyncEnumerable<T> Single()
        {
            yield return await handler().ConfigureAwait(false);
        }
    }

    /// <summary>The next item.</summary>
    /// <returns>Whether there is one, and it.</returns>
    /// <exception cref="TimeoutException">The handler took too long.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled, or the association is over.</exception>
    /// <exception cref="HandlerException">The handler threw.</exception>
    internal async ValueTask<(bool HasItem, T? Item)> NextAsync()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (items.Reader.TryRead(out T? item))
        {
            return (true, item);
        }

        bool hasMore = await items.Reader.WaitToReadAsync(CancellationToken.None).AsTask()
            .WaitAsync(limits.Timeout, cancellationToken).ConfigureAwait(false);
        if (hasMore && items.Reader.TryRead(out item))
        {
            return (true, item);
        }

        return fault is null ? (false, default(T)) : throw new HandlerException(fault);
    }

    private async Task RunAsync(Func<IAsyncEnumerable<T>> handler)
    {
        bool hasPlace = false;
        try
        {
            await TakePlaceAsync().ConfigureAwait(false);
            hasPlace = true;
            await foreach (T item in handler().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (!items.Writer.TryWrite(item))
                {
                    // What waits for the peer takes nobody's place: a handler that the wait depends on may need it.
                    limits.Places.Release();
                    hasPlace = false;
                    await items.Writer.WriteAsync(item, cancellationToken).ConfigureAwait(false);
                    await TakePlaceAsync().ConfigureAwait(false);
                    hasPlace = true;
                }
            }
        }
        catch (Exception e)
        {
            fault = e;
        }
        finally
        {
            if (hasPlace)
            {
                limits.Places.Release();
            }

            items.Writer.TryComplete();
        }
    }

    private Task TakePlaceAsync() => limits.Places.WaitAsync(cancellationToken);
}
