using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DicomPS.Engine.Server;

/// <summary>
/// The file of an instance that is coming in, in few large writes. It is made when there is something to write: what is
/// small stays in memory until it is whole.
/// </summary>
/// <param name="makeFile">Makes the file and opens it.</param>
internal sealed class InstanceWriter(Func<(SafeFileHandle File, string Path)> makeFile) : IBufferWriter<byte>, IDisposable
{
    private const int BufferSize = 64 * 1024;

    // From here on a copy into the buffer costs more than a write of its own.
    private const int LargePiece = 16 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int buffered;
    private SafeFileHandle? file;
    private long written;

    /// <summary>The path of the file; null where there is none yet.</summary>
    internal string? Path { get; private set; }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < LargePiece && bytes.Length <= buffer.Length - buffered)
        {
            bytes.CopyTo(buffer.AsSpan(buffered));
            buffered += bytes.Length;
            return;
        }

        if (file is null)
        {
            // What makes the file looks at the beginning.
            int head = Math.Min(bytes.Length, buffer.Length - buffered);
            bytes[..head].CopyTo(buffer.AsSpan(buffered));
            buffered += head;
            bytes = bytes[head..];
        }

        WriteOut();
        RandomAccess.Write(file!, bytes, written);
        written += bytes.Length;
    }

    public void Advance(int count) => buffered += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => buffered + sizeHint <= buffer.Length
        ? buffer.AsMemory(buffered)
        : throw new IOException("What stands before a data set has no place in the buffer.");

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>From now on all that came is in the file.</summary>
    internal void WriteOut()
    {
        if (file is null)
        {
            (file, Path) = makeFile();
        }

        if (buffered > 0)
        {
            RandomAccess.Write(file, buffer.AsSpan(0, buffered), written);
            written += buffered;
            buffered = 0;
        }
    }

    /// <summary>Writes what is left, and closes the file.</summary>
    /// <param name="flush">Whether it is to be on the disk then, not with the system alone.</param>
    internal void Close(bool flush)
    {
        WriteOut();
        if (flush)
        {
            RandomAccess.FlushToDisk(file!);
        }

        file!.Dispose();
    }

    /// <summary>What was written so far, to be read from its beginning; it is not changed meanwhile.</summary>
    internal Stream Read()
    {
        if (file is null)
        {
            return new MemoryStream(buffer, 0, buffered, writable: false);
        }

        WriteOut();
        return new FileStream(Path!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    public void Dispose()
    {
        file?.Dispose();
        byte[] rented = Interlocked.Exchange(ref buffer, []);
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
