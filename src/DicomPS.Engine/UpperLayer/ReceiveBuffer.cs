using System.Buffers;
using System.Diagnostics;

namespace DicomPS.Engine.UpperLayer;

/// <summary>
/// The bytes that came and are not used yet, in one rented array. It begins small, for connections that say little, and
/// grows where reads fill it, or where a caller, after checking the length it was told, asks for more than fits.
/// </summary>
internal sealed class ReceiveBuffer(Stream stream, Watchdog watchdog, ReceiveRate rate) : IDisposable
{
    private const int InitialCapacity = 4 * 1024;

    // Room for a P-DATA-TF of the default maximum length, and the head of the next, in one read.
    private const int UsefulCapacity = 256 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
    private bool wasFilled;
    private int start;
    private int end;

    /// <summary>Whether anything came at all.</summary>
    internal bool HasReceived { get; private set; }

    internal int Count => end - start;

    internal ReadOnlyMemory<byte> Available => buffer.AsMemory(start, end - start);

    internal void Advance(int count) => start += count;

    /// <summary>Reads until at least so many bytes are there.</summary>
    /// <returns>False where the stream ended before.</returns>
    /// <exception cref="DicomException">NetworkTimeout: they come too slowly.</exception>
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
            long began = Stopwatch.GetTimestamp();
            int read = await stream.ReadAsync(buffer.AsMemory(end)).ConfigureAwait(false);
            watchdog.ReadEnds();
            if (read == 0)
            {
                return false;
            }

            HasReceived = true;
            end += read;
            wasFilled = end == buffer.Length;
            rate.Count(read, Stopwatch.GetElapsedTime(began));
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
        if (count > buffer.Length || (wasFilled && buffer.Length < UsefulCapacity))
        {
            target = ArrayPool<byte>.Shared.Rent(Math.Max(count, Math.Min(4 * buffer.Length, UsefulCapacity)));
            wasFilled = false;
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
