using System.Diagnostics.CodeAnalysis;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;

namespace DicomPS.Engine.Dimse;

/// <summary>One request that a handler answers, from its data set to its last answer.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source without a timer holds nothing, and a handler that was left behind may still look at its token.")]
internal sealed class DimseOperation(
    Association association,
    AcceptedContext context,
    CommandSet command,
    ProvidedServices provided,
    byte[]? dataSet,
    IncomingInstance? instance)
{
    private readonly CancellationTokenSource cancellation = new();

    /// <summary>Bytes of the request's data set that are held in memory.</summary>
    internal long DataSetLength => dataSet?.Length ?? 0;

    internal bool IsCancellable => ServiceStatus.IsCancellable(command.CommandField);

    internal void Cancel() => cancellation.Cancel();

    private IDimseServiceProvider Provider => provided.Provider!;

    private CancellationToken Token => cancellation.Token;

    /// <summary>Runs the handler and answers. Does not throw.</summary>
    /// <param name="answering">Called before the last answer goes out.</param>
    internal async Task RunAsync(Action answering)
    {
        DimseAnswer answer;
        DimseRequest? request = null;
        SuboperationCounts counts = new();
        try
        {
            request = ReadRequest();
            answer = request is null
                ? DimseAnswer.Of(ServiceStatus.CannotUnderstand(command.CommandField), "The data set cannot be read")
                : await AnswerAsync(request, counts).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            answer = DimseAnswer.Of(StatusCodes.Cancel);
        }
        catch (Exception e)
        {
            answer = Failed(e);
        }

        // Whatever the handler still does, it does for nobody.
        await cancellation.CancelAsync().ConfigureAwait(false);
        answer = Decide(answer);
        answering();
        try
        {
            await SendAsync(answer, counts, request?.SopInstanceUid).ConfigureAwait(false);
        }
        catch (DicomException)
        {
            // The association is over: nobody waits for the answer.
        }
    }

    private DimseRequest? ReadRequest()
    {
        if (instance is not null)
        {
            return new StoreRequest(association, context, command, instance, Token);
        }

        try
        {
            DicomDataset? dataset = dataSet is null
                ? null
                : DataSetBytes.Decode(dataSet, context.TransferSyntax, "The data set of the request");
            return new DimseRequest(association, context, command, () => dataset, Token);
        }
        catch (DicomException)
        {
            return null;
        }
    }

    private async ValueTask<DimseAnswer> AnswerAsync(DimseRequest request, SuboperationCounts counts)
    {
        switch (command.CommandField)
        {
            case CommandField.CFindRq:
                return await FindAsync(request).ConfigureAwait(false);

            case CommandField.CGetRq:
                AssociationSender back = new(association, new StoreOptions());
                return await new RetrieveOperation(back, counts, SendPendingAsync, ReportUnsent)
                    .RunAsync(Start(() => Provider.GetAsync(request, Token), RetrieveOperation.ReadAhead)).ConfigureAwait(false);

            case CommandField.CMoveRq:
                return await MoveAsync(request, counts).ConfigureAwait(false);

            default:
                HandlerStream<DimseAnswer> handler = HandlerStream<DimseAnswer>.Start(() => CallAsync(request), provided.Limits, Token);
                (_, DimseAnswer? answer) = await handler.NextAsync().ConfigureAwait(false);
                return answer is null or { IsPending: true }
                    ? throw new HandlerException("The handler gave no answer that ends the request.")
                    : answer;
        }
    }

    private ValueTask<DimseAnswer> CallAsync(DimseRequest request) => request.Service switch
    {
        CommandField.CEchoRq => Provider.EchoAsync(request, Token),
        CommandField.CStoreRq => Provider.StoreAsync((StoreRequest)request, Token),
        CommandField.NCreateRq => Provider.CreateAsync(request, Token),
        CommandField.NGetRq => Provider.GetAttributesAsync(request, Token),
        CommandField.NSetRq => Provider.SetAsync(request, Token),
        CommandField.NDeleteRq => Provider.DeleteAsync(request, Token),
        CommandField.NActionRq => Provider.ActionAsync(request, Token),
        _ => Provider.ReportEventAsync(request, Token),
    };

    private async ValueTask<DimseAnswer> FindAsync(DimseRequest request)
    {
        HandlerStream<DimseAnswer> handler = Start(() => Provider.FindAsync(request, Token), readAhead: 1);
        while (true)
        {
            (bool hasMatch, DimseAnswer? match) = await handler.NextAsync().ConfigureAwait(false);
            if (!hasMatch)
            {
                return DimseAnswer.Success;
            }

            if (match is not { IsPending: true })
            {
                return match ?? throw new HandlerException("The handler gave a match that is null.");
            }

            DicomDataset dataset = match.Dataset ?? throw new HandlerException("The handler gave a match without a data set.");
            byte[] bytes = DataSetBytes.Encode(dataset, context.TransferSyntax);
            await association.SendAsync(context, command.RespondWith(match.Status) with { HasDataSet = true }, bytes).ConfigureAwait(false);
        }
    }

    private async ValueTask<DimseAnswer> MoveAsync(DimseRequest request, SuboperationCounts counts)
    {
        AssociationOptions? destination = null;
        if (!string.IsNullOrEmpty(request.MoveDestination))
        {
            HandlerStream<AssociationOptions?> lookUp = HandlerStream<AssociationOptions?>.Start(
                () => Provider.FindMoveDestinationAsync(request, Token), provided.Limits, Token);
            (_, destination) = await lookUp.NextAsync().ConfigureAwait(false);
        }

        if (destination is null)
        {
            return DimseAnswer.Of(StatusCodes.MoveDestinationUnknown, "The move destination is not known");
        }

        StoreOptions options = new()
        {
            Priority = request.Priority ?? Priority.Medium,
            MoveOriginatorTitle = association.CallingAETitle,
            MoveOriginatorMessageId = command.MessageId,
        };
        DestinationSender sender = new(provided.Entity, association.CalledAETitle, destination, options, Token);
        await using (sender.ConfigureAwait(false))
        {
            return await new RetrieveOperation(sender, counts, SendPendingAsync, ReportUnsent)
                .RunAsync(Start(() => Provider.MoveAsync(request, Token), RetrieveOperation.ReadAhead)).ConfigureAwait(false);
        }
    }

    private HandlerStream<T> Start<T>(Func<IAsyncEnumerable<T>> handler, int readAhead) =>
        HandlerStream<T>.Start(handler, readAhead, provided.Limits, Token);

    private ValueTask SendPendingAsync(SuboperationCounts counts) =>
        association.SendAsync(context, counts.PutInto(command.RespondWith(StatusCodes.Pending), withRemaining: true));

    private void ReportUnsent(StoreResult result) => association.Tell(
        DicomEventKind.HandlerMessage,
        $"{command.CommandField}: {result.Reason ?? $"the instance {result.SopInstanceUid} was answered with {result.Status}"}",
        result.Error);

    // A handler of C-STORE takes or refuses; where there is a store besides, what was taken goes into it.
    private DimseAnswer Decide(DimseAnswer answer)
    {
        if (instance is null)
        {
            return answer;
        }

        bool isTaken = DicomStatus.CategoryOf(answer.Status) is DicomStatusCategory.Success or DicomStatusCategory.Warning;
        if (isTaken && provided.Store is not null)
        {
            (ushort status, string? comment) = instance.Complete();
            return status == StatusCodes.Success ? answer : DimseAnswer.Of(status, comment);
        }

        if (isTaken)
        {
            provided.Counters.Stored(instance.Length);
        }
        else
        {
            provided.Counters.Failed($"An instance was refused with status {answer.Status:X4}.");
        }

        instance.Dispose();
        return answer;
    }

    private async ValueTask SendAsync(DimseAnswer answer, SuboperationCounts counts, string? sopInstanceUid)
    {
        bool isRetrieve = command.CommandField is CommandField.CGetRq or CommandField.CMoveRq;
        DicomDataset? dataset = isRetrieve ? answer.Dataset ?? counts.FailedList() : answer.Dataset;
        byte[]? bytes = null;
        try
        {
            bytes = dataset is null ? null : DataSetBytes.Encode(dataset, context.TransferSyntax);
        }
        catch (Exception e)
        {
            answer = Failed(e);
        }

        CommandSet response = command.RespondWith(answer.Status, Comment(answer.ErrorComment)) with
        {
            AffectedSopInstanceUid = IsCancellable ? null : answer.SopInstanceUid ?? sopInstanceUid,
            ErrorId = answer.ErrorId,
            OffendingElement = answer.OffendingElements is { Count: > 0 } tags ? tags : null,
            EventTypeId = command.EventTypeId,
            ActionTypeId = command.ActionTypeId,
            HasDataSet = bytes is not null,
        };
        response = isRetrieve ? counts.PutInto(response, withRemaining: answer.Status == StatusCodes.Cancel) : response;

        // Before the answer goes out: what the peer sends next, the end of a C-GET even, comes behind the instance.
        if (instance is not null)
        {
            await association.TellReceivedAsync(
                context, CStoreProvider.ReceivedInstanceOf(instance, answer.Status, response.ErrorComment)).ConfigureAwait(false);
        }

        await association.SendAsync(context, response, bytes).ConfigureAwait(false);
    }

    private DimseAnswer Failed(Exception fault)
    {
        Exception cause = fault is HandlerException { InnerException: { } inner } ? inner : fault;
        provided.Counters.HandlerFailed($"{command.CommandField} of {association.CallingAETitle}: {cause.Message}");
        association.Tell(DicomEventKind.HandlerFailed, $"{command.CommandField}: the handler failed", cause);
        string words = fault is TimeoutException ? "The handler did not answer in time" : "The handler failed";
        return DimseAnswer.Of(ServiceStatus.HandlerFailed(command.CommandField), words);
    }

    // VR LO: at most 64 characters, and no backslash or control character (PS3.5 section 6.2).
    private static string? Comment(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        string clean = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character == '\\' ? '/' : character)).Trim();
        return clean.Length > DimseAnswer.MaximumCommentLength ? clean[..DimseAnswer.MaximumCommentLength] : clean;
    }
}
