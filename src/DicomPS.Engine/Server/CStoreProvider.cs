using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Server;

/// <summary>
/// C-STORE as provider (PS3.7 section 9.3.1): the data set goes to a file as it comes. Without a handler the answer follows
/// the file, beside the reader where that was agreed on; with one the handler decides.
/// </summary>
internal sealed class CStoreProvider : IDataSetReceiver
{
    private readonly Association association;
    private readonly AcceptedContext context;
    private readonly CommandSet request;
    private readonly IncomingInstance instance;
    private readonly Func<IncomingInstance, ValueTask>? handOn;
    private readonly FlushQueue? queue;

    private CStoreProvider(
        Association association,
        AcceptedContext context,
        CommandSet request,
        IncomingInstance instance,
        FlushQueue? queue,
        Func<IncomingInstance, ValueTask>? handOn)
    {
        this.association = association;
        this.context = context;
        this.request = request;
        this.instance = instance;
        this.queue = queue;
        this.handOn = handOn;
    }

    /// <summary>Begins to receive an instance.</summary>
    /// <param name="association">The association.</param>
    /// <param name="context">The presentation context.</param>
    /// <param name="request">The command set.</param>
    /// <param name="store">Where the file is made.</param>
    /// <param name="queue">Where it is stored and answered; null for the reader's thread.</param>
    /// <param name="handOn">Gets the instance when it is whole; null stores and answers it.</param>
    internal static CStoreProvider Begin(
        Association association,
        AcceptedContext context,
        CommandSet request,
        InstanceStore store,
        FlushQueue? queue = null,
        Func<IncomingInstance, ValueTask>? handOn = null)
    {
        InstanceOrigin origin = new(
            request.AffectedSopClassUid ?? string.Empty,
            request.AffectedSopInstanceUid ?? string.Empty,
            context.TransferSyntax,
            association.CallingAETitle,
            association.CalledAETitle)
        {
            MoveOriginatorTitle = request.MoveOriginatorTitle,
        };
        return new CStoreProvider(association, context, request, store.Begin(origin, isDecidedLater: handOn is not null), queue, handOn);
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        instance.Write(bytes.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask CompleteAsync() => handOn is not null && instance.Flush() ? handOn(instance)
        : queue is not null ? queue.AddAsync(this) : StoreAsync(isReader: true);

    public void Abandon() => instance.Abandon();

    /// <summary>The data set is whole: stores and answers it.</summary>
    /// <param name="isReader">Whether the reader does it, which may go on with what else has come.</param>
    internal async ValueTask StoreAsync(bool isReader = false)
    {
        (ushort status, string? comment) = instance.Complete();
        await association.AnswerAsync(context, request.RespondWith(status, comment), isReader).ConfigureAwait(false);
        if (association.WantsInstances)
        {
            await association.TellReceivedAsync(context, ReceivedInstanceOf(instance, status, comment)).ConfigureAwait(false);
        }
    }

    /// <summary>The instance and what became of it.</summary>
    internal static ReceivedInstance ReceivedInstanceOf(IncomingInstance instance, ushort status, string? comment) => new()
    {
        SopClassUid = instance.Origin.SopClassUid,
        SopInstanceUid = instance.Origin.SopInstanceUid,
        TransferSyntaxUid = instance.Origin.TransferSyntaxUid,
        CallingAETitle = instance.Origin.CallingAETitle,
        MoveOriginatorTitle = instance.Origin.MoveOriginatorTitle,
        Path = instance.FinalPath,
        Bytes = instance.Length,
        Status = DicomStatus.Of(status, DicomServiceClass.Storage, (ushort)CommandField.CStoreRq),
        ErrorComment = comment,
    };
}
