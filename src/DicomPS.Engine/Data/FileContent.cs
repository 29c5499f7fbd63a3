using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DicomPS.Engine.Data;

/// <summary>A value that stays in its file: a place in it, and what the file was like when it was read.</summary>
internal sealed class FileContent(FileStamp file, long offset, long length) : ElementContent
{
    private const int ChunkSize = 128 * 1024;

    internal override long Length => length;

    internal override ReadOnlyMemory<byte> Read()
    {
        byte[] bytes = new byte[length];
        using SafeFileHandle handle = file.Open();
        Fill(handle, bytes, offset);
        return bytes;
    }

    internal override void CopyTo(Stream target, int swapUnit)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            using SafeFileHandle handle = file.Open();
            for (long done = 0; done < length;)
            {
                Span<byte> part = chunk.AsSpan(0, (int)Math.Min(ChunkSize, length - done));
                Fill(handle, part, offset + done);
                ByteOrder.Reverse(part, swapUnit);
                target.Write(part);
                done += part.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private void Fill(SafeFileHandle handle, Span<byte> destination, long from)
    {
        while (destination.Length > 0)
        {
            int read = RandomAccess.Read(handle, destination, from);
            if (read == 0)
            {
                throw file.Changed();
            }

            destination = destination[read..];
            from += read;
        }
    }
}
