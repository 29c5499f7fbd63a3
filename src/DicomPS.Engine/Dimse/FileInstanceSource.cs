using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Engine.Dimse;

/// <summary>A file that is to be sent: it streams from the disk into P-DATA.</summary>
internal sealed class FileInstanceSource(InstanceFile file)
    : InstanceSource(file.SopClassUid, file.SopInstanceUid, file.TransferSyntaxUid, file.CanConvert)
{
    public override string Path => file.Path;

    internal override long? Length => file.DataSetLength;

    internal override async ValueTask WriteAsync(
        PDataWriter writer, string transferSyntaxUid, TransferMeter meter, CancellationToken cancellationToken)
    {
        using Part10File opened = Part10File.Open(file.Path);
        if (transferSyntaxUid == opened.TransferSyntaxUid)
        {
            await CopyAsync(opened, writer, meter).ConfigureAwait(false);
        }
        else
        {
            await DataSetTranscoder.ConvertAsync(
                opened.SeekDataSet(),
                opened.TransferSyntax!,
                new PDataStream(writer, meter.Add),
                TransferSyntax.Find(transferSyntaxUid)!,
                cancellationToken,
                $"'{opened.Name}'").ConfigureAwait(false);
        }
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
}
