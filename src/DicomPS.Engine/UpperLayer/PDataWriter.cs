using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using DicomPS.Engine.Pdu;
using Microsoft.Win32.SafeHandles;

namespace DicomPS.Engine.UpperLayer;

/// <summary>
/// Frames command and data sets as P-DATA-TF PDUs of the peer's maximum length (PS3.8 section 9.3.5 and annex E). One
/// rented buffer holds what goes out in one write: a command and the first of its data leave together. A fragment is
/// closed only when more follows or the set ends, so that the last one carries the last-fragment bit.
/// </summary>
internal sealed class PDataWriter : IDisposable
{
    // The largest PDU sent, to a peer that announces no limit, or a larger one than is of use.
    private const int LargestPdu = 128 * 1024;
    private const int HeadersSize = PduHeader.Size + PdvHeader.Size;

    // Commands, and many PDUs for a peer with a small maximum, share a write. Who sends nothing but commands needs no more.
    private const int RoomBesideOnePdu = 16 * 1024;

    // Hardly a command is longer.
    private const int LargestCommandFragment = 4 * 1024;

    /// <summary>
    /// How many bytes of a PDU are read into the buffer where the rest leaves without: alone, its headers would wake the peer for
    /// twelve bytes.
    /// </summary>
    internal const int Beginning = 16 * 1024;

    // From here on bytes of a file leave without being read into the buffer.
    private const int LargestCopy = 64 * 1024;

    // How long a message may be held back for those behind it: a millisecond.
    private static readonly long LongestHold = Stopwatch.Frequency / 1000;

    private readonly UpperLayerConnection connection;
    private readonly int maximumFragment;
    private byte[] buffer;
    private int messageStart;
    private int pduStart;
    private long heldSince;
    private int fragmentLength;
    private byte contextId;
    private bool isCommand;

    /// <summary>Makes a writer for a peer.</summary>
    /// <param name="connection">Where the PDUs go.</param>
    /// <param name="peerMaximumLength">What the peer announced (PS3.8 annex D.1): 0 for no limit.</param>
    internal PDataWriter(UpperLayerConnection connection, uint peerMaximumLength)
    {
        this.connection = connection;
        int maximumLength = peerMaximumLength == 0 ? LargestPdu : (int)Math.Min(peerMaximumLength, LargestPdu);

        // Fragments are of even length (PS3.8 annex E.2); a peer that leaves room for a single byte gets single bytes.
        maximumFragment = Math.Max((maximumLength - PdvHeader.Size) & ~1, 1);
        buffer = ArrayPool<byte>.Shared.Rent(RoomBesideOnePdu);
    }

    /// <summary>Whether something of the message that the last command began is sent.</summary>
    internal bool HasSent { get; private set; }

    private int MaximumFragment => isCommand ? Math.Min(maximumFragment, LargestCommandFragment) : maximumFragment;

    /// <summary>Begins a command set, and with it a message, or the data set behind it.</summary>
    internal void Begin(byte presentationContextId, bool command)
    {
        if (command)
        {
            HasSent = false;
            messageStart = pduStart;
        }
        else if (buffer.Length < HeadersSize + maximumFragment)
        {
            MakeRoomForData();
        }

        contextId = presentationContextId;
        isCommand = command;
        fragmentLength = 0;
    }

    /// <summary>Room for the next bytes of the set: at least one byte. To be called only when there are more bytes.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<Memory<byte>> GetMemoryAsync()
    {
        if (fragmentLength == MaximumFragment)
        {
            CloseFragment(isLast: false);
        }

        if (fragmentLength == 0 && buffer.Length - pduStart < HeadersSize + MaximumFragment)
        {
            await FlushAsync().ConfigureAwait(false);
        }

        return buffer.AsMemory(pduStart + HeadersSize + fragmentLength, MaximumFragment - fragmentLength);
    }

    /// <summary>Says how many bytes were put into the room.</summary>
    internal void Advance(int count) => fragmentLength += count;

    /// <summary>Takes the next bytes of a file: into the buffer, or, where many follow, with the PDU that they fill to the peer.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where the bytes begin.</param>
    /// <param name="left">How many there are, at least one.</param>
    /// <returns>How many were taken.</returns>
    /// <exception cref="EndOfStreamException">The file has no such bytes.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<int> WriteAsync(SafeFileHandle file, long offset, long left)
    {
        Memory<byte> room = await GetMemoryAsync().ConfigureAwait(false);
        bool isDirect = left > room.Length && room.Length > LargestCopy && connection.TakesFile();
        int copied = (int)Math.Min(isDirect ? Math.Max(Beginning - fragmentLength, 0) : room.Length, left);
        if (copied > 0)
        {
            copied = RandomAccess.Read(file, room.Span[..copied], offset);
            if (copied == 0)
            {
                throw new EndOfStreamException();
            }

            Advance(copied);
        }

        if (!isDirect)
        {
            return copied;
        }

        FilePart rest = new(file, offset + copied, MaximumFragment - fragmentLength);
        WriteHeaders(MaximumFragment, isLast: false);
        int length = pduStart + HeadersSize + fragmentLength;
        HasSent = true;
        pduStart = messageStart = fragmentLength = 0;
        await connection.SendDataAsync(buffer.AsMemory(0, length), rest).ConfigureAwait(false);
        return copied + rest.Length;
    }

    internal async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            Memory<byte> room = await GetMemoryAsync().ConfigureAwait(false);
            int count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            Advance(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>Ends the set: what is left of it becomes its last fragment, an empty one if need be.</summary>
    internal async ValueTask EndAsync()
    {
        if (fragmentLength == 0 && buffer.Length - pduStart < HeadersSize)
        {
            await FlushAsync().ConfigureAwait(false);
        }

        CloseFragment(isLast: true);
    }

    /// <summary>Holds back the message that is whole, to go out with the next one, unless one waits for long already.</summary>
    /// <returns>Whether it is held back; otherwise it is to be sent.</returns>
    internal bool TryHold()
    {
        long now = Stopwatch.GetTimestamp();
        heldSince = messageStart == 0 ? now : heldSince;
        messageStart = pduStart;
        return now - heldSince < LongestHold;
    }

    /// <summary>Sends what is complete.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask FlushAsync()
    {
        int length = pduStart;
        HasSent |= length > messageStart;
        pduStart = messageStart = 0;
        if (length > 0)
        {
            await connection.SendDataAsync(buffer.AsMemory(0, length)).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets what was not sent of the message that the last command began.</summary>
    internal void Reset()
    {
        pduStart = messageStart;
        fragmentLength = 0;
    }

    public void Dispose()
    {
        byte[] rented = buffer;
        buffer = [];
        pduStart = messageStart = 0;
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void MakeRoomForData()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(HeadersSize + maximumFragment + RoomBesideOnePdu);
        buffer.AsSpan(0, pduStart).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private void CloseFragment(bool isLast)
    {
        WriteHeaders(fragmentLength, isLast);
        pduStart += HeadersSize + fragmentLength;
        fragmentLength = 0;
    }

    private void WriteHeaders(int length, bool isLast)
    {
        new PduHeader((byte)PduType.PDataTf, PdvHeader.Size + (uint)length).Write(buffer.AsSpan(pduStart));
        new PdvHeader((uint)length + 2, contextId, isCommand, isLast).Write(buffer.AsSpan(pduStart + PduHeader.Size));
    }
}
