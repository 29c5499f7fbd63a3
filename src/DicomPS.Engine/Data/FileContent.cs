using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DicomPS.Engine.Data;

/// <summary>A value that stays in its file: a place in it, and what the file was like when it was read.</summary>
internal sealed class FileContent(FileStamp file, long offset, long length) : ElementContent
{
    private const int ChunkSize = 128 * 1024;

    private Place place = new(file, offset, SwapUnit: 1);

    internal override long Length => length;

    internal override ReadOnlyMemory<byte> Read()
    {
        byte[] bytes = new byte[length];
        ReadAt(0, bytes);
        return bytes;
    }

    internal override void ReadAt(long at, Span<byte> destination)
    {
        Place from = place;
        using SafeFileHandle handle = from.File.Open();
        from.Fill(handle, destination, at);
        ByteOrder.Reverse(destination, from.SwapUnit);
    }

    internal override void CopyTo(Stream target, int swapUnit, CancellationToken cancellationToken)
    {
        Place from = place;

        // What lies there reversed and is wanted reversed is copied as it is.
        int unit = from.SwapUnit == 1 ? swapUnit : swapUnit == 1 ? from.SwapUnit : 1;
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            using SafeFileHandle handle = from.File.Open();
            for (long done = 0; done < length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Span<byte> part = chunk.AsSpan(0, (int)Math.Min(ChunkSize, length - done));
                from.Fill(handle, part, done);
                ByteOrder.Reverse(part, unit);
                target.Write(part);
                done += part.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <summary>Whether it stays in the file of that full path.</summary>
    internal bool IsIn(string path) => place.File.Path == path;

    /// <summary>The file was written anew: there the value has another place, and its bytes are reversed in such units.</summary>
    internal void Move(FileStamp file, long offset, int swapUnit) => place = new Place(file, offset, swapUnit);

    private sealed record Place(FileStamp File, long Offset, int SwapUnit)
    {
        internal void Fill(SafeFileHandle handle, Span<byte> destination, long from)
        {
            while (destination.Length > 0)
            {
                int read = RandomAccess.Read(handle, destination, Offset + from);
                if (read == 0)
                {
                    throw File.Changed();
                }

                destination = destination[read..];
                from += read;
            }
        }
    }
}
