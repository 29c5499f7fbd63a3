using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Engine;

/// <content>Requests with their responses, and what a peer asks for.</content>
public sealed partial class Association : IMessageHandler
{
    private readonly Dictionary<ushort, TaskCompletionSource<CommandSet>> pending = [];
    private ushort lastMessageId;

    bool IUpperLayerUser.AwaitsAnswer
    {
        get
        {
            lock (pending)
            {
                return pending.Count > 0 && channel is { IsReceiving: false };
            }
        }
    }

    bool IUpperLayerUser.IsReceiving => channel is { IsReceiving: true };

    async ValueTask<IDataSetReceiver?> IMessageHandler.OnCommandAsync(AcceptedContext context, CommandSet command)
    {
        if (command.IsResponse)
        {
            Complete(command);
            return null;
        }

        if (acceptor is not null)
        {
            return await acceptor.OnRequestAsync(this, context, command).ConfigureAwait(false);
        }

        // A C-CANCEL has no response; any other request of the peer finds no provider on the requestor's side.
        if (command.CommandField != CommandField.CCancelRq)
        {
            await SendAsync(context, command.RespondWith(Dictionary.StatusCodes.SopClassNotSupported)).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>
    /// Sends a request and waits for its one response. Where as many are under way as was negotiated it waits for its turn
    /// first.
    /// </summary>
    /// <param name="context">The presentation context.</param>
    /// <param name="request">Makes the command set for a message ID.</param>
    /// <param name="dataSet">Writes the data set; null for none.</param>
    /// <param name="cancellationToken">Aborts the association.</param>
    internal async Task<CommandSet> RequestAsync(
        AcceptedContext context,
        Func<ushort, CommandSet> request,
        Func<PDataWriter, ValueTask>? dataSet,
        CancellationToken cancellationToken)
    {
        MessageChannel open = channel ?? throw connection.NotEstablished();
        cancellationToken.ThrowIfCancellationRequested();
        await using (AbortOnCancellation(cancellationToken).ConfigureAwait(false))
        {
            // When the association ends, those that have their turn fail and hand it on.
            await (turns?.WaitAsync(CancellationToken.None) ?? Task.CompletedTask).ConfigureAwait(false);
            try
            {
                return await RequestInTurnAsync(open, context, request, dataSet).ConfigureAwait(false);
            }
            catch (DicomException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            finally
            {
                turns?.Release();
            }
        }
    }

    private async Task<CommandSet> RequestInTurnAsync(
        MessageChannel open, AcceptedContext context, Func<ushort, CommandSet> request, Func<PDataWriter, ValueTask>? dataSet)
    {
        TaskCompletionSource<CommandSet> response = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ushort messageId = AddPending(response);
        try
        {
            await open.SendAsync(context, request(messageId), dataSet).ConfigureAwait(false);
            return await response.Task.WaitAsync(dimseTimeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw await AbortAsync(DicomErrorId.DimseTimeout, "did not answer the request", dimseTimeout).ConfigureAwait(false);
        }
        finally
        {
            RemovePending(messageId);
        }
    }

    private ushort AddPending(TaskCompletionSource<CommandSet> response)
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
            while (lastMessageId == 0 || !pending.TryAdd(lastMessageId, response));

            return lastMessageId;
        }
    }

    private void RemovePending(ushort messageId)
    {
        lock (pending)
        {
            pending.Remove(messageId);
        }
    }

    // A response that nobody waits for, or for no message, changes nothing.
    private void Complete(CommandSet response)
    {
        TaskCompletionSource<CommandSet>? waiting;
        lock (pending)
        {
            pending.TryGetValue(response.MessageIdBeingRespondedTo ?? 0, out waiting);
        }

        waiting?.TrySetResult(response);
    }

    private void FailPending(DicomException cause)
    {
        TaskCompletionSource<CommandSet>[] waiting;
        lock (pending)
        {
            waiting = [.. pending.Values];
        }

        foreach (TaskCompletionSource<CommandSet> response in waiting)
        {
            response.TrySetException(cause);

            // Observed here: the sender may still be writing, and end with the same cause.
            _ = response.Task.Exception;
        }
    }
}
