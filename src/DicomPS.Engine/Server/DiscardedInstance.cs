using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Server;

/// <summary>
/// C-STORE as provider (PS3.7 section 9.3.1) on a server that keeps nothing: the data set is counted as it comes, and what
/// it holds is not looked at.
/// </summary>
internal sealed class DiscardedInstance(Association association, AcceptedContext context, CommandSet request, ServerCounters counters)
    : IDataSetReceiver
{
    private long length;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        length += bytes.Length;
        return ValueTask.CompletedTask;
    }

    public async ValueTask CompleteAsync()
    {
        (ushort status, string? comment) = Judge();
        if (status == StatusCodes.Success)
        {
            counters.Stored(length);
        }
        else
        {
            counters.Failed($"An instance was refused: {comment}.");
        }

        await association.AnswerAsync(context, request.RespondWith(status, comment)).ConfigureAwait(false);
        if (!association.WantsInstances)
        {
            return;
        }

        await association.TellReceivedAsync(context, new ReceivedInstance
        {
            SopClassUid = request.AffectedSopClassUid ?? string.Empty,
            SopInstanceUid = request.AffectedSopInstanceUid ?? string.Empty,
            TransferSyntaxUid = context.TransferSyntax,
            CallingAETitle = association.CallingAETitle,
            MoveOriginatorTitle = request.MoveOriginatorTitle,
            Bytes = length,
            Status = DicomStatus.Of(status, DicomServiceClass.Storage, (ushort)CommandField.CStoreRq),
            ErrorComment = comment,
        }).ConfigureAwait(false);
    }

    public void Abandon() => counters.Failed($"An instance from {association.CallingAETitle} was broken off.");

    private (ushort Status, string? Comment) Judge() =>
        string.IsNullOrEmpty(request.AffectedSopInstanceUid) ? (StatusCodes.InvalidObjectInstance, "The request names no SOP instance")
        : length == 0 ? (StatusCodes.CannotUnderstand, "The data set is empty")
        : (StatusCodes.Success, null);
}
