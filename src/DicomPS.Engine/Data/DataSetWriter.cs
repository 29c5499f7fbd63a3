using System.Buffers;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>Writes a data set of one transfer syntax through a pooled buffer, in one pass.</summary>
internal sealed class DataSetWriter(Stream sink, TransferSyntax syntax) : IDisposable
{
    private const int BufferSize = 1 << 16;

    // A multiple of every unit of byte ordering, so that no unit is parted by the end of a chunk.
    private const int LeastChunk = 1 << 12;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int count;

    /// <summary>Gives the buffer back, not what is in it: that is for <see cref="FlushAsync"/>.</summary>
    public void Dispose()
    {
        byte[] rented = Interlocked.Exchange(ref buffer, []);
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Writes the header of an element, an item or a delimiter.</summary>
    internal ValueTask WriteHeaderAsync(DicomTag tag, DicomVR vr, uint length, CancellationToken cancellationToken)
    {
        if (buffer.Length - count < ElementHeader.MaxSize)
        {
            return FlushThenWriteHeaderAsync(tag, vr, length, cancellationToken);
        }

        count += ElementHeader.Write(buffer.AsSpan(count), tag, vr, length, syntax);
        return ValueTask.CompletedTask;
    }

    /// <summary>Writes the element that a reader stands on.</summary>
    internal async ValueTask WriteElementAsync(DataSetReader reader, CancellationToken cancellationToken)
    {
        DicomVR vr = reader.VR;
        uint length = reader.Length + (reader.Length & 1);
        if (syntax.IsExplicitVr && !vr.HasLongLength() && length > ElementHeader.MaxShortLength)
        {
            // PS3.5 section 6.2.2: too long for its VR, so it goes as UN.
            vr = DicomVR.UN;
        }

        await WriteHeaderAsync(reader.Tag, vr, length, cancellationToken).ConfigureAwait(false);
        int unit = reader.IsBigEndian == syntax.IsBigEndian ? 1 : vr.SwapUnit();
        while (reader.ValueRemaining > 0)
        {
            if (buffer.Length - count < LeastChunk)
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            int room = (buffer.Length - count) / LeastChunk * LeastChunk;
            Span<byte> chunk = buffer.AsSpan(count, room);
            chunk = chunk[..reader.ReadValue(chunk)];
            ByteOrder.Reverse(chunk, unit);
            count += chunk.Length;
        }

        if (length != reader.Length)
        {
            await WritePaddingAsync(vr.PaddingByte(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Passes on what is in the buffer.</summary>
    internal async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (count > 0)
        {
            await sink.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            count = 0;
        }
    }

    private async ValueTask WritePaddingAsync(byte padding, CancellationToken cancellationToken)
    {
        if (count == buffer.Length)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        buffer[count++] = padding;
    }

    private async ValueTask FlushThenWriteHeaderAsync(DicomTag tag, DicomVR vr, uint length, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        count += ElementHeader.Write(buffer.AsSpan(count), tag, vr, length, syntax);
    }
}
