using System.Diagnostics.CodeAnalysis;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// What the peer of one association asks for: refused, stored, or handed to a handler. Handlers run beside the reader, so
/// that a C-CANCEL is heard; as many at a time as the asynchronous operations window allows, one without it.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore without a wait handle holds nothing.")]
internal sealed class RequestDispatcher(Association association, ProvidedServices provided)
{
    // A peer that sends on without waiting for its answers is answered up to here; what is beyond is refused.
    private const int MaximumOperations = 8;

    // A window without a limit is held to this one.
    private const int LargestWindow = 64;

    private readonly Dictionary<ushort, DimseOperation> operations = [];
    private readonly SemaphoreSlim turn = new(WindowOf(association));

    // Null where one operation is under way at a time, as with most peers.
    private readonly FlushQueue? flushes =
        association.MaximumOperationsPerformed == 1 ? null : new(fault => _ = association.AbortAsync(fault));

    private bool isOver;

    /// <summary>Whether the peer waits for an answer of a handler, or of the disk.</summary>
    internal bool IsBusy
    {
        get
        {
            lock (operations)
            {
                return operations.Count > 0 || flushes is { IsBusy: true };
            }
        }
    }

    /// <summary>A request has come. To be called by the reader.</summary>
    /// <returns>Who takes its data set; null where nobody does.</returns>
    internal async ValueTask<IDataSetReceiver?> OnRequestAsync(AcceptedContext context, CommandSet request)
    {
        if (request.CommandField == CommandField.CCancelRq)
        {
            Cancel(request.MessageIdBeingRespondedTo ?? 0);
            return null;
        }

        DimseServices service = ServiceStatus.ServiceOf(request.CommandField);
        bool isVerification = context.AbstractSyntax == Uids.Verification;
        if (service == DimseServices.Store && request.HasDataSet && !isVerification && context.MayReceive(request.CommandField)
            && (association.RetrieveStore is not null || !provided.Has(service)))
        {
            if ((association.RetrieveStore ?? provided.Store) is { } folder)
            {
                return CStoreProvider.Begin(association, context, request, folder, MayFlushLater(folder) ? flushes : null);
            }

            if (provided.Discard)
            {
                return new DiscardedInstance(association, context, request, provided.Counters);
            }
        }

        ushort refusal = Refusal(context, request, service, isVerification);
        if (refusal != StatusCodes.Success || (service == DimseServices.Echo && !provided.Has(service)))
        {
            await association.AnswerAsync(context, request.RespondWith(refusal)).ConfigureAwait(false);
            return null;
        }

        if (service == DimseServices.Store)
        {
            InstanceStore store = provided.Store ?? InstanceStore.Temporary(provided.Entity, provided.Counters);
            return CStoreProvider.Begin(association, context, request, store, handOn: instance => StartAsync(context, request, null, instance));
        }

        if (request.HasDataSet)
        {
            int maximum = ServiceStatus.IsCancellable(request.CommandField) ? MemoryReceiver.MaximumIdentifier : MemoryReceiver.MaximumLength;
            return new MemoryReceiver(maximum, bytes => bytes is null
                ? association.SendAsync(context, request.RespondWith(ServiceStatus.OutOfResources(request.CommandField), "The data set is too long"))
                : StartAsync(context, request, bytes, null));
        }

        await StartAsync(context, request, null, null).ConfigureAwait(false);
        return null;
    }

    /// <summary>The association is over: nobody waits for answers any more.</summary>
    internal void AssociationEnded()
    {
        DimseOperation[] running;
        lock (operations)
        {
            isOver = true;
            running = [.. operations.Values];
        }

        foreach (DimseOperation operation in running)
        {
            operation.Cancel();
        }
    }

    /// <summary>What was received whole is stored and, while the association lasts, answered. Nothing is received after it.</summary>
    internal Task FlushAsync() => flushes?.CompleteAsync() ?? Task.CompletedTask;

    // A C-GET counts its instances as they come, and what is not flushed is stored sooner than handed over.
    private bool MayFlushLater(InstanceStore store) => store.Durability == Durability.Flush && association.RetrieveStore is null;

    // Success where the request can be handed on.
    private ushort Refusal(AcceptedContext context, CommandSet request, DimseServices service, bool isVerification)
    {
        if (service == DimseServices.None)
        {
            return StatusCodes.UnrecognizedOperation;
        }

        if (isVerification != (service == DimseServices.Echo) || !context.MayReceive(request.CommandField)
            || !(service == DimseServices.Echo || provided.Has(service)))
        {
            return StatusCodes.SopClassNotSupported;
        }

        // PS3.7 sections 10.3.2 to 10.3.6: these are about an instance that is there.
        if (service is DimseServices.GetAttributes or DimseServices.Set or DimseServices.Delete or DimseServices.Action
            && string.IsNullOrEmpty(request.RequestedSopInstanceUid))
        {
            return StatusCodes.InvalidObjectInstance;
        }

        return ServiceStatus.IsCancellable(request.CommandField) && !request.HasDataSet
            ? StatusCodes.IdentifierDoesNotMatchSopClass
            : service == DimseServices.Store && !request.HasDataSet ? StatusCodes.CannotUnderstand : StatusCodes.Success;
    }

    private ValueTask StartAsync(AcceptedContext context, CommandSet request, byte[]? dataSet, IncomingInstance? instance)
    {
        DimseOperation operation = new(association, context, request, provided, dataSet, instance);
        ushort refusal = StatusCodes.Success;
        lock (operations)
        {
            if (isOver)
            {
                operation.Cancel();
            }

            if (operations.Count >= Math.Max(MaximumOperations, WindowOf(association))
                || operations.Values.Sum(other => other.DataSetLength) + operation.DataSetLength > MemoryReceiver.MaximumLength)
            {
                refusal = ServiceStatus.OutOfResources(request.CommandField);
            }
            else if (!operations.TryAdd(request.MessageId ?? 0, operation))
            {
                refusal = StatusCodes.DuplicateInvocation;
            }
        }

        if (refusal != StatusCodes.Success)
        {
            instance?.Dispose();
            return association.SendAsync(context, request.RespondWith(refusal));
        }

        _ = Task.Run(() => RunAsync(request.MessageId ?? 0, operation), CancellationToken.None);
        return ValueTask.CompletedTask;
    }

    private static int WindowOf(Association association) =>
        association.MaximumOperationsPerformed is > 0 and < LargestWindow and int negotiated ? negotiated : LargestWindow;

    private async Task RunAsync(ushort messageId, DimseOperation operation)
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            // The peer may use the message ID again as soon as it has the last answer.
            await operation.RunAsync(() => Remove(messageId, operation)).ConfigureAwait(false);
        }
        finally
        {
            Remove(messageId, operation);
            turn.Release();
        }
    }

    private void Remove(ushort messageId, DimseOperation operation)
    {
        lock (operations)
        {
            if (operations.GetValueOrDefault(messageId) == operation)
            {
                operations.Remove(messageId);
            }
        }
    }

    // A C-CANCEL that comes too late, or for what cannot be cancelled, changes nothing.
    private void Cancel(ushort messageId)
    {
        DimseOperation? operation;
        lock (operations)
        {
            operations.TryGetValue(messageId, out operation);
        }

        if (operation is { IsCancellable: true })
        {
            operation.Cancel();
        }
    }
}
