using System.Diagnostics;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Engine.Dimse;

/// <summary>C-STORE as service user (PS3.7 section 9.1.1, PS3.4 annex B): a file streams from the disk into P-DATA.</summary>
internal static class CStore
{
    internal static async Task<StoreResult> SendAsync(
        Association association, InstanceFile file, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        AcceptedContext context = StorageProposal.Choose(file, association.AcceptedContexts) ?? throw NoContext(association, file);
        TransferMeter meter = new(progress);
        using Part10File opened = Part10File.Open(file.Path);
        long start = Stopwatch.GetTimestamp();
        CommandSet response = await association.RequestAsync(
            context,
            messageId => new CommandSet
            {
                AffectedSopClassUid = file.SopClassUid,
                CommandField = CommandField.CStoreRq,
                MessageId = messageId,
                Priority = Priority.Medium,
                HasDataSet = true,
                AffectedSopInstanceUid = file.SopInstanceUid,
            },
            writer => context.TransferSyntax == opened.TransferSyntaxUid
                ? CopyAsync(opened, writer, meter)
                : ConvertAsync(opened, context.TransferSyntax, writer, meter, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return new StoreResult
        {
            Path = file.Path,
            SopClassUid = file.SopClassUid,
            SopInstanceUid = file.SopInstanceUid,
            TransferSyntaxUid = context.TransferSyntax,
            Status = response.RequireStatus(DicomServiceClass.Storage),
            ErrorComment = response.ErrorComment,
            Bytes = opened.DataSetLength,
            Duration = Stopwatch.GetElapsedTime(start),
        };
    }

    // The bytes of the file, straight into the PDU that takes them away.
    private static async ValueTask CopyAsync(Part10File file, PDataWriter writer, TransferMeter meter)
    {
        Stream source = file.SeekDataSet();
        long left = file.DataSetLength;
        while (left > 0)
        {
            Memory<byte> room = await writer.GetMemoryAsync().ConfigureAwait(false);
            int read = source.Read(room.Span[..(int)Math.Min(room.Length, left)]);
            if (read == 0)
            {
                throw new DicomException(DicomErrorId.NotDicom, $"'{file.Name}' became shorter while it was sent.");
            }

            writer.Advance(read);
            meter.Add(read);
            left -= read;
        }

        if (file.DataSetLength % 2 != 0)
        {
            // Only deflated data sets are odd in a file; they are padded with a NUL (PS3.5 section A.5).
            await writer.WriteAsync(new byte[1]).ConfigureAwait(false);
        }
    }

    private static async ValueTask ConvertAsync(
        Part10File file, string transferSyntax, PDataWriter writer, TransferMeter meter, CancellationToken cancellationToken)
    {
        PDataStream sink = new(writer, meter.Add);
        await DataSetTranscoder.ConvertAsync(
            file.SeekDataSet(),
            file.TransferSyntax!,
            sink,
            TransferSyntax.Find(transferSyntax)!,
            cancellationToken,
            $"'{file.Name}'").ConfigureAwait(false);
    }

    private static DicomException NoContext(Association association, InstanceFile file)
    {
        string name = UidDictionary.NameOf(file.SopClassUid);
        string transferSyntax = UidDictionary.NameOf(file.TransferSyntaxUid);
        string[] others =
        [
            .. association.AcceptedContexts.Where(context => context.AbstractSyntax == file.SopClassUid && context.AsScu).Select(context => context.TransferSyntaxName),
        ];
        return others.Length == 0
            ? association.NoAcceptedContext(file.SopClassUid)
            : new DicomException(
                DicomErrorId.NoAcceptedContext,
                $"'{file.Path}' was not sent: {association.CalledAETitle} accepts {name} in {string.Join(", ", others.Distinct())}, the file is in {transferSyntax}.",
                "Have the peer accept the file's transfer syntax, or convert the file's pixel data with another tool.");
    }
}
