using System.Buffers;
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
    private (SafeFileHandle Handle, InstanceFile Now)? opened;
    private byte[] head = [];
    private int headLength;

    public override string Path => file.Path;

    internal override long? Length => file.DataSetLength;

    internal override ValueTask WriteAsync(
        PDataWriter writer, string transferSyntaxUid, TransferMeter meter, CancellationToken cancellationToken) =>
        transferSyntaxUid == TransferSyntaxUid
            ? CopyAsync(writer, meter)
            : ConvertAsync(writer, transferSyntaxUid, meter, cancellationToken);

    /// <summary>Opens the file and reads its beginning: what is to be done while the peer works on the one before.</summary>
    internal void ReadAhead()
    {
        try
        {
            opened = file.OpenDataSet();
            head = ArrayPool<byte>.Shared.Rent((int)Math.Min(PDataWriter.Beginning, opened.Value.Now.DataSetLength));
            int wanted = (int)Math.Min(head.Length, opened.Value.Now.DataSetLength);
            headLength = RandomAccess.Read(opened.Value.Handle, head.AsSpan(0, wanted), opened.Value.Now.DataSetOffset);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DicomException)
        {
            // It is told, if it still is so, when it is the file's turn.
            Close();
        }
    }

    internal override void Close()
    {
        opened?.Handle.Dispose();
        opened = null;
        Forget();
    }

    private void Forget()
    {
        headLength = 0;
        if (head.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(head);
            head = [];
        }
    }

    private (SafeFileHandle Handle, InstanceFile Now) Open()
    {
        (SafeFileHandle Handle, InstanceFile Now) open = opened ?? file.OpenDataSet();
        opened = null;
        return open;
    }

    // The bytes of the file, straight to the peer or into the PDU that takes them away, but for those that were read ahead.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask CopyAsync(PDataWriter writer, TransferMeter meter)
    {
        (SafeFileHandle handle, InstanceFile now) = Open();
        using (handle)
        {
            long sent = headLength;
            try
            {
                await writer.WriteAsync(head.AsMemory(0, headLength)).ConfigureAwait(false);
            }
            finally
            {
                Forget();
            }

            meter.Add((int)sent);
            try
            {
                while (sent < now.DataSetLength)
                {
                    int taken = await writer.WriteAsync(handle, now.DataSetOffset + sent, now.DataSetLength - sent).ConfigureAwait(false);
                    meter.Add(taken);
                    sent += taken;
                }
            }
            catch (EndOfStreamException e)
            {
                throw new DicomException(DicomErrorId.NotDicom, $"'{Path}' became shorter while it was sent.", null, e);
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
        Forget();
        (SafeFileHandle handle, InstanceFile now) = Open();
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
