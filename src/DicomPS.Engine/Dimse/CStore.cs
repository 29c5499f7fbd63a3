using System.Diagnostics;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Dimse;

/// <summary>C-STORE as service user (PS3.7 section 9.1.1, PS3.4 annex B).</summary>
internal static class CStore
{
    internal static async Task<StoreResult> SendAsync(
        Association association, InstanceSource source, StoreOptions options, CancellationToken cancellationToken)
    {
        AcceptedContext context = StorageProposal.Choose(source, association.AcceptedContexts) ?? throw NoContext(association, source);
        TransferMeter meter = new(options.Progress);
        long start = Stopwatch.GetTimestamp();
        DimseMessage response = await association.RequestAsync(
            context,
            messageId => new CommandSet
            {
                AffectedSopClassUid = source.SopClassUid,
                CommandField = CommandField.CStoreRq,
                MessageId = messageId,
                Priority = options.Priority,
                HasDataSet = true,
                AffectedSopInstanceUid = source.SopInstanceUid,
                MoveOriginatorTitle = options.MoveOriginatorTitle,
                MoveOriginatorMessageId = options.MoveOriginatorMessageId,
            },
            writer => source.WriteAsync(writer, context.TransferSyntax, meter, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return new StoreResult
        {
            Path = source.Path,
            SopClassUid = source.SopClassUid,
            SopInstanceUid = source.SopInstanceUid,
            TransferSyntaxUid = context.TransferSyntax,
            Status = response.Command.RequireStatus(DicomServiceClass.Storage),
            ErrorComment = response.Command.ErrorComment,
            Bytes = source.Length ?? meter.Total,
            Duration = Stopwatch.GetElapsedTime(start),
        };
    }

    private static DicomException NoContext(Association association, InstanceSource source)
    {
        string name = UidDictionary.NameOf(source.SopClassUid);
        string transferSyntax = UidDictionary.NameOf(source.TransferSyntaxUid);
        string[] others =
        [
            .. association.AcceptedContexts.Where(context => context.AbstractSyntax == source.SopClassUid && context.AsScu).Select(context => context.TransferSyntaxName),
        ];
        return others.Length == 0
            ? association.NoAcceptedContext(source.SopClassUid)
            : new DicomException(
                DicomErrorId.NoAcceptedContext,
                $"{source} was not sent: {association.CalledAETitle} accepts {name} in {string.Join(", ", others.Distinct())}, it is in {transferSyntax}.",
                "Have the peer accept the file's transfer syntax, or convert the file's pixel data with another tool.");
    }
}
