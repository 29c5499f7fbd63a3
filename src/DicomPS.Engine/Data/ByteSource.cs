using System.Buffers;

namespace DicomPS.Engine.Data;

/// <summary>A forward-only view of a stream through a small pooled buffer, which knows where it stands.</summary>
internal sealed class ByteSource : IDisposable
{
    private const int BufferSize = 8192;

    private readonly Stream stream;
    private readonly string name;
    private readonly EndWatchStream? deflated;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int start;
    private int end;

    /// <summary>Starts at the stream's position. The stream stays the caller's.</summary>
    /// <param name="stream">The stream to read.</param>
    /// <param name="name">How errors name it.</param>
    /// <param name="deflated">What the stream inflates; null where it inflates nothing.</param>
    internal ByteSource(Stream stream, string name, EndWatchStream? deflated = null)
    {
        this.stream = stream;
        this.name = name;
        this.deflated = deflated;
        if (stream.CanSeek)
        {
            Position = stream.Position;
            Length = stream.Length;
        }
    }

    /// <summary>The place of the next byte: in the stream where that can seek, else from where reading began.</summary>
    internal long Position { get; private set; }

    /// <summary>The place after the last byte; null where only reading on can tell.</summary>
    internal long? Length { get; }

    /// <summary>Gives the stream's buffer back, not the stream.</summary>
    public void Dispose()
    {
        byte[] rented = Interlocked.Exchange(ref buffer, []);
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Looks at the next bytes without taking them: as many as asked for, or all that are left.</summary>
    internal ReadOnlySpan<byte> Peek(int count)
    {
        if (end - start < count)
        {
            ObjectDisposedException.ThrowIf(buffer.Length == 0, this);
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            while (end < count && ReadStream(buffer.AsSpan(end)) is int read and > 0)
            {
                end += read;
            }
        }

        return buffer.AsSpan(start, Math.Min(count, end - start));
    }

    /// <summary>Takes bytes that were looked at.</summary>
    internal void Advance(int count)
    {
        start += count;
        Position += count;
    }

    /// <summary>Takes bytes until the destination is full or none are left.</summary>
    internal int Read(Span<byte> destination)
    {
        int total = Math.Min(end - start, destination.Length);
        buffer.AsSpan(start, total).CopyTo(destination);
        start += total;
        while (total < destination.Length && ReadStream(destination[total..]) is int read and > 0)
        {
            total += read;
        }

        Position += total;
        return total;
    }

    /// <summary>Takes bytes unseen; false where fewer are left.</summary>
    internal bool Skip(long count)
    {
        int buffered = (int)Math.Min(end - start, count);
        Advance(buffered);
        count -= buffered;
        if (count == 0)
        {
            return true;
        }

        if (Length is long length)
        {
            long possible = Math.Min(count, length - Position);
            stream.Seek(possible, SeekOrigin.Current);
            Position += possible;
            return possible == count;
        }

        while (count > 0)
        {
            int taken = Peek((int)Math.Min(count, buffer.Length)).Length;
            if (taken == 0)
            {
                return false;
            }

            Advance(taken);
            count -= taken;
        }

        return true;
    }

    private int ReadStream(Span<byte> destination)
    {
        try
        {
            int read = stream.Read(destination);
            return read == 0 && deflated is { HasRunDry: true } ? throw Damaged("end before their end mark", null) : read;
        }
        catch (InvalidDataException e)
        {
            throw Damaged("cannot be inflated", e);
        }
    }

    private DicomException Damaged(string how, Exception? cause) => new(
        DicomErrorId.NotDicom,
        $"{name} is damaged: its deflated data {how}, behind inflated byte {Position + end - start}.",
        "Check that the file is complete and that its transfer syntax is the one it names.",
        cause);
}
