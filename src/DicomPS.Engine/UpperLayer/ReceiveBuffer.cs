using System.Buffers;

namespace DicomPS.Engine.UpperLayer;

/// <summary>
/// The bytes that came and are not used yet. It is one rented array that grows only when a caller, after checking
/// the length it was told, asks for more than fits.
/// </summary>
internal sealed class ReceiveBuffer(Stream stream, Watchdog watchdog) : IDisposable
{
    // Room for a P-DATA-TF of the default maximum length, and the head of the next, in one read.
    private const int InitialCapacity = 256 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
    private int start;
    private int end;

    internal int Count => end - start;

    internal ReadOnlyMemory<byte> Available => buffer.AsMemory(start, end - start);

    internal void Advance(int count) => start += count;

    /// <summary>Reads until at least so many bytes are there.</summary>
    /// <returns>False where the stream ended before.</returns>
    internal async ValueTask<bool> EnsureAsync(int count)
    {
        if (Count >= count)
        {
            return true;
        }

        MakeRoom(count);
        while (Count < count)
        {
            watchdog.ReadBegins();
            int read = await stream.ReadAsync(buffer.AsMemory(end)).ConfigureAwait(false);
            watchdog.ReadEnds();
            if (read == 0)
            {
                return false;
            }

            end += read;
        }

        return true;
    }

    public void Dispose()
    {
        byte[] rented = buffer;
        buffer = [];
        start = end = 0;
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // Called with fewer bytes left than a caller needs, so the copy is small.
    private void MakeRoom(int count)
    {
        byte[] target = buffer;
        if (count > buffer.Length)
        {
            target = ArrayPool<byte>.Shared.Rent(count);
        }

        buffer.AsSpan(start, Count).CopyTo(target);
        if (target != buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = target;
        }

        end -= start;
        start = 0;
    }
}
