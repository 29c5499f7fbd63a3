using System.Buffers;

namespace DicomPS.Engine.Data;

/// <summary>Compares the bytes of values piece by piece, so that large ones need not be in memory.</summary>
internal static class ContentComparer
{
    private const int ChunkSize = 128 * 1024;

    /// <summary>Whether two values have the same bytes once they are brought into little endian order and filled up to an even length.</summary>
    internal static bool AreEqual(ElementContent one, int oneSwapUnit, ElementContent other, int otherSwapUnit)
    {
        if (Padded(one.Length) != Padded(other.Length))
        {
            return false;
        }

        if (ReferenceEquals(one, other) && oneSwapUnit == otherSwapUnit)
        {
            return true;
        }

        byte[] left = ArrayPool<byte>.Shared.Rent(ChunkSize);
        byte[] right = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (long offset = 0; offset < Padded(one.Length); offset += ChunkSize)
            {
                if (!Chunk(one, offset, left, oneSwapUnit).SequenceEqual(Chunk(other, offset, right, otherSwapUnit)))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(left);
            ArrayPool<byte>.Shared.Return(right);
        }
    }

    private static long Padded(long length) => length + (length % 2);

    private static ReadOnlySpan<byte> Chunk(ElementContent content, long offset, byte[] buffer, int swapUnit)
    {
        int count = (int)Math.Min(ChunkSize, content.Length - offset);
        Span<byte> chunk = buffer.AsSpan(0, count);
        content.ReadAt(offset, chunk);
        ByteOrder.Reverse(chunk, swapUnit);
        if (count % 2 == 0)
        {
            return chunk;
        }

        buffer[count] = 0;
        return buffer.AsSpan(0, count + 1);
    }
}
