using System.Runtime.CompilerServices;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Engine;

/// <content>Requests with their responses, and what a peer asks for.</content>
public sealed partial class Association : IMessageHandler
{
    // How long a peer may take to end an operation after a C-CANCEL, before the association is aborted.
    private static readonly TimeSpan LongestCancelPatience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<ushort, PendingRequest> pending = [];
    private readonly ResponseTimer responseTimer;
    private readonly Action releaseTurn;

    // Without an asynchronous operations window one request is outstanding at a time (PS3.7 annex D.3.3.3).
    private SemaphoreSlim requestTurn = new(1);
    private ushort lastMessageId;
    private long lastHeard;
    private bool holdsAnswers;

    bool IUpperLayerUser.AwaitsAnswer
    {
        get
        {
            lock (pending)
            {
                return (pending.Count > 0 || dispatcher is { IsBusy: true }) && channel is { IsReceiving: false };
            }
        }
    }

    bool IUpperLayerUser.IsReceiving => channel is { IsReceiving: true };

    async ValueTask<IDataSetReceiver?> IMessageHandler.OnCommandAsync(AcceptedContext context, CommandSet command)
    {
        if (Events.IsListened(DicomEventKind.MessageReceived))
        {
            Events.Raise(Event(DicomEventKind.MessageReceived) with { Command = command });
        }

        if (!command.IsResponse)
        {
            return await dispatcher!.OnRequestAsync(context, command).ConfigureAwait(false);
        }

        // A response that nobody waits for, or for no message, changes nothing.
        PendingRequest? waiting;
        lock (pending)
        {
            pending.TryGetValue(command.MessageIdBeingRespondedTo ?? 0, out waiting);
        }

        if (waiting is not null && command.HasDataSet)
        {
            return new MemoryReceiver(
                waiting.MaximumDataSet, bytes => waiting.PostAsync(new DimseMessage(context, command, bytes ?? throw TooLong(waiting))));
        }

        if (waiting is not null)
        {
            await waiting.PostAsync(new DimseMessage(context, command)).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>
    /// Sends a request and waits for its one response, with its data set. Where as many are under way as was negotiated it
    /// waits for its turn first.
    /// </summary>
    /// <param name="context">The presentation context.</param>
    /// <param name="request">Makes the command set for a message ID.</param>
    /// <param name="dataSet">Writes the data set; null for none.</param>
    /// <param name="cancellationToken">Aborts the association.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<DimseMessage> RequestAsync(
        AcceptedContext context,
        Func<ushort, CommandSet> request,
        Func<PDataWriter, ValueTask>? dataSet,
        CancellationToken cancellationToken)
    {
        (ushort messageId, PendingRequest waiting) = await BeginRequestAsync(isMany: false, null, cancellationToken).ConfigureAwait(false);
        CancellationTokenRegistration abort = AbortOnCancellation(cancellationToken);
        try
        {
            await channel!.SendAsync(context, request(messageId), dataSet).ConfigureAwait(false);
            return await ResponseAsync(waiting, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DicomException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            await abort.DisposeAsync().ConfigureAwait(false);
            EndRequest(messageId, waiting);
        }
    }

    /// <summary>
    /// Sends a request and gives its responses as they come, up to the last. Who leaves before it, or cancels, has a C-CANCEL
    /// sent (PS3.7 section 9.3.2.3); a peer that does not end the operation soon after loses the association.
    /// </summary>
    /// <param name="context">The presentation context.</param>
    /// <param name="request">Makes the command set for a message ID.</param>
    /// <param name="dataSet">The bytes of the identifier.</param>
    /// <param name="begun">Is told of the request before it is sent: sub-operations post to it. Then any message counts as a sign of life.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    internal async IAsyncEnumerable<DimseMessage> RequestManyAsync(
        AcceptedContext context,
        Func<ushort, CommandSet> request,
        byte[] dataSet,
        Action<PendingRequest>? begun,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Func<long>? heard = begun is null ? null : () => Volatile.Read(ref lastHeard);
        (ushort messageId, PendingRequest waiting) = await BeginRequestAsync(isMany: true, heard, cancellationToken).ConfigureAwait(false);
        try
        {
            begun?.Invoke(waiting);
            await SendOrAbortAsync(context, request(messageId), dataSet, cancellationToken).ConfigureAwait(false);
            DimseMessage response;
            do
            {
                response = await ResponseAsync(waiting, cancellationToken).ConfigureAwait(false);
                yield return response;
            }
            while (response.IsPending);
        }
        finally
        {
            await CancelAsync(context, messageId, waiting).ConfigureAwait(false);
            EndRequest(messageId, waiting);
        }
    }

    /// <summary>Sends an answer; the reader's go out together with those to what came with the request, before it waits for more.</summary>
    internal ValueTask AnswerAsync(AcceptedContext context, CommandSet answer, bool isReader = true)
    {
        holdsAnswers |= isReader;
        return channel!.SendAsync(context, answer, isFollowed: isReader);
    }

    /// <summary>From now on what is sent waits for what is sent behind it, until <see cref="SendHeldAsync"/>.</summary>
    internal void Hold() => channel!.Hold();

    /// <summary>Sends what was held back, and holds nothing back any more. What becomes of it, those who wait for the answers are told.</summary>
    internal async ValueTask SendHeldAsync()
    {
        if (!channel!.Holds)
        {
            return;
        }

        try
        {
            await channel.SendHeldAsync().ConfigureAwait(false);
        }
        catch (DicomException) when (connection.End is not null)
        {
        }
    }

    // A message that is on its way cannot be broken off in order: cancelling it aborts the association.
    private async ValueTask SendOrAbortAsync(AcceptedContext context, CommandSet command, byte[] dataSet, CancellationToken cancellationToken)
    {
        await using (AbortOnCancellation(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await SendAsync(context, command, dataSet).ConfigureAwait(false);
            }
            catch (DicomException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }

    private async ValueTask CancelAsync(AcceptedContext context, ushort messageId, PendingRequest waiting)
    {
        waiting.Abandon();
        if (waiting.IsOver || connection.End is not null)
        {
            return;
        }

        TimeSpan patience = dimseTimeout < LongestCancelPatience ? dimseTimeout : LongestCancelPatience;
        CommandSet cancel = new() { CommandField = CommandField.CCancelRq, MessageIdBeingRespondedTo = messageId };
        try
        {
            Task over = Task.WhenAll(channel!.SendAsync(context, cancel).AsTask(), waiting.Over);

            // Left behind when the patience is over, it fails with the abort that follows: nobody is left to care.
            _ = over.ContinueWith(static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            await over.WaitAsync(patience, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await AbortAsync(DicomErrorId.DimseTimeout, "did not end a cancelled operation", patience).ConfigureAwait(false);
        }
        catch (DicomException)
        {
            // The association ended at the same moment, and the operation with it.
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DimseMessage> ResponseAsync(PendingRequest waiting, CancellationToken cancellationToken)
    {
        try
        {
            return await waiting.NextAsync(cancellationToken).ConfigureAwait(false) ?? throw connection.NotEstablished();
        }
        catch (TimeoutException)
        {
            throw await AbortAsync(DicomErrorId.DimseTimeout, "did not answer the request", dimseTimeout).ConfigureAwait(false);
        }
    }

    private async ValueTask<(ushort MessageId, PendingRequest Request)> BeginRequestAsync(
        bool isMany, Func<long>? heard, CancellationToken cancellationToken)
    {
        if (channel is null)
        {
            throw connection.NotEstablished();
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (!requestTurn.Wait(0, CancellationToken.None))
        {
            // The one before may be read to its end although who asked for it takes its time.
            lock (pending)
            {
                foreach (PendingRequest before in pending.Values)
                {
                    before.Hurry();
                }
            }

            await requestTurn.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        PendingRequest request = new(isMany, responseTimer, releaseTurn, heard);
        try
        {
            return (AddPending(request), request);
        }
        catch
        {
            request.End();
            throw;
        }
    }

    private ushort AddPending(PendingRequest request)
    {
        lock (pending)
        {
            if (connection.End is not null)
            {
                throw connection.NotEstablished();
            }

            do
            {
                lastMessageId++;
            }
            while (lastMessageId == 0 || !pending.TryAdd(lastMessageId, request));

            Volatile.Write(ref lastHeard, Environment.TickCount64);
            return lastMessageId;
        }
    }

    private void EndRequest(ushort messageId, PendingRequest request)
    {
        lock (pending)
        {
            pending.Remove(messageId);
        }

        request.End();
    }

    private void EndPending()
    {
        PendingRequest[] waiting;
        lock (pending)
        {
            waiting = [.. pending.Values];
        }

        foreach (PendingRequest request in waiting)
        {
            request.End();
        }
    }

    private static DicomException TooLong(PendingRequest request) => new(
        DicomErrorId.ProtocolViolation,
        $"The peer sent a response with a data set of more than {request.MaximumDataSet} bytes. The association was aborted.",
        "Ask for fewer attributes; instances are retrieved with C-GET or C-MOVE.");
}
