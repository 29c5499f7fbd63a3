using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DicomPS.Engine.UpperLayer;

/// <summary>
/// The bytes that came and are not used yet, in one rented array. It begins small, for connections that say little, and
/// grows where reads fill it, or where a caller, after checking the length it was told, asks for more than fits.
/// </summary>
/// <param name="stream">What is read: the transport's stream, or one over it.</param>
/// <param name="transport">The connection.</param>
/// <param name="watchdog">Is told of waits.</param>
/// <param name="rate">Is told of bytes.</param>
internal sealed class ReceiveBuffer(Stream stream, Transport transport, Watchdog watchdog, ReceiveRate rate) : IDisposable
{
    private const int InitialCapacity = 4 * 1024;

    // Room for a P-DATA-TF of the default maximum length, and the head of the next, in one read.
    private const int UsefulCapacity = 256 * 1024;

    private const int MostSkipped = 63;

    private static readonly TimeSpan BriefWait = TimeSpan.FromMilliseconds(1);

    private int skipped;
    private int toSkip;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
    private bool wasFilled;
    private int start;
    private int end;

    /// <summary>Whether anything came at all.</summary>
    internal bool HasReceived { get; private set; }

    /// <summary>Whether the peer is in the midst of something that it will send on with.</summary>
    internal bool ExpectsMore { get; set; }

    /// <summary>The thread that waits for the peer; null where none does.</summary>
    internal ReaderThread? Thread { get; set; }

    internal int Count => end - start;

    internal ReadOnlyMemory<byte> Available => buffer.AsMemory(start, end - start);

    internal void Advance(int count) => start += count;

    /// <summary>Reads until at least so many bytes are there.</summary>
    /// <returns>False where the stream ended before.</returns>
    /// <exception cref="DicomException">NetworkTimeout: they come too slowly.</exception>
    internal ValueTask<bool> EnsureAsync(int count) => Count >= count ? new ValueTask<bool>(true) : ReadAsync(count);

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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReadAsync(int count)
    {
        MakeRoom(count);
        while (Count < count)
        {
            watchdog.ReadBegins();
            long began = Stopwatch.GetTimestamp();
            if (ExpectsMore)
            {
                // A peer with Nagle's algorithm holds its next bytes back until these are acknowledged, which the system
                // puts off for some 40 ms where nothing is sent. Others send them right away.
                transport.AcknowledgeAtOnce();
            }

            if (Thread is not null)
            {
                await Thread;
                transport.Wait(Timeout.InfiniteTimeSpan);
            }
            else if (ExpectsMore)
            {
                WaitBriefly();
            }

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

    // Without giving the thread away: a peer that is near has answered by then, and waking this thread costs a fraction of what
    // handing its answer to another one does. A peer that takes longer is waited for less and less often like this, up to every
    // 64th time: no thread is held for it.
    private void WaitBriefly()
    {
        if (skipped < toSkip)
        {
            skipped++;
            return;
        }

        skipped = 0;
        toSkip = transport.Wait(BriefWait) ? 0 : Math.Min(2 * toSkip + 1, MostSkipped);
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
