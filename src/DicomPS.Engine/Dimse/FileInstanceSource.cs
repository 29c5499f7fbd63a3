using System.Runtime.CompilerServices;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.UpperLayer;
using Microsoft.Win32.SafeHandles;

namespace DicomPS.Engine.Dimse;

/// <summary>A file that is to be sent: it streams from the disk into P-DATA.</summary>
internal sealed class FileInstanceSource(InstanceFile file)
    : InstanceSource(file.SopClassUid, file.SopInstanceUid, file.TransferSyntaxUid, file.CanConvert)
{
    public override string Path => file.Path;

    internal override long? Length => file.DataSetLength;

    internal override ValueTask WriteAsync(
        PDataWriter writer, string transferSyntaxUid, TransferMeter meter, CancellationToken cancellationToken) =>
        transferSyntaxUid == TransferSyntaxUid
            ? CopyAsync(writer, meter)
            : ConvertAsync(writer, transferSyntaxUid, meter, cancellationToken);

    // The bytes of the file, straight into the PDU that takes them away.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask CopyAsync(PDataWriter writer, TransferMeter meter)
    {
        (SafeFileHandle handle, InstanceFile now) = file.OpenDataSet();
        using (handle)
        {
            for (long sent = 0; sent < now.DataSetLength;)
            {
                Memory<byte> room = await writer.GetMemoryAsync().ConfigureAwait(false);
                int wanted = (int)Math.Min(room.Length, now.DataSetLength - sent);
                int read = RandomAccess.Read(handle, room.Span[..wanted], now.DataSetOffset + sent);
                if (read == 0)
                {
                    throw new DicomException(DicomErrorId.NotDicom, $"'{Path}' became shorter while it was sent.");
                }

                writer.Advance(read);
                meter.Add(read);
                sent += read;
            }
        }

        if (now.DataSetLength % 2 != 0)
        {
            // Only deflated data sets are odd in a file; they are padded with a NUL (PS3.5 section A.5).
            await writer.WriteAsync(new byte[1]).ConfigureAwait(false);
        }
    }

    private async ValueTask ConvertAsync(
        PDataWriter writer, string transferSyntaxUid, TransferMeter meter, CancellationToken cancellationToken)
    {
        (SafeFileHandle handle, InstanceFile now) = file.OpenDataSet();
        using FileStream source = new(handle, FileAccess.Read, bufferSize: 0);
        source.Position = now.DataSetOffset;
        await DataSetTranscoder.ConvertAsync(
            source,
            TransferSyntax.Find(TransferSyntaxUid)!,
            new PDataStream(writer, meter.Add),
            TransferSyntax.Find(transferSyntaxUid)!,
            cancellationToken,
            $"'{Path}'").ConfigureAwait(false);
    }
}
