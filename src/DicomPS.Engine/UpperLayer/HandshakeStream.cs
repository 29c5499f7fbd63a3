using System.Buffers.Binary;

namespace DicomPS.Engine.UpperLayer;

/// <summary>
/// Lies under TLS and looks, until the handshake is over, at what the peer sends: whether it is TLS at all, and which
/// alert it says. The framework tells both only in words that differ from system to system.
/// </summary>
internal sealed class HandshakeStream(Stream stream) : ForwardStream
{
    private const int HeaderSize = 5;
    private const byte AlertRecord = 21;
    private const byte HandshakeRecord = 22;

    // The header of a record, and of an alert its level and description (RFC 8446 sections 5.1 and 6).
    private readonly byte[] record = new byte[HeaderSize + 2];
    private int filled;
    private int skip;
    private bool isOver;

    /// <summary>The first byte the peer sent; null where it sent nothing.</summary>
    internal byte? FirstByte { get; private set; }

    /// <summary>Whether what came begins a record of TLS, or nothing came.</summary>
    internal bool LooksLikeTls => FirstByte is null or HandshakeRecord or AlertRecord;

    /// <summary>The description of the alert the peer sent in the clear; null where it sent none.</summary>
    internal byte? Alert { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    /// <summary>The handshake is over: what comes now is passed on unseen.</summary>
    internal void EndHandshake() => isOver = true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (!isOver)
        {
            Look(buffer.Span[..read]);
        }

        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        stream.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        stream.WriteAsync(buffer, offset, count, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => stream.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => stream.Write(buffer, offset, count);

    public override void Flush() => stream.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Look(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            FirstByte ??= bytes[0];
        }

        while (!bytes.IsEmpty && LooksLikeTls)
        {
            int skipped = Math.Min(skip, bytes.Length);
            skip -= skipped;
            bytes = bytes[skipped..];
            int taken = Math.Min(record.Length - filled, bytes.Length);
            bytes[..taken].CopyTo(record.AsSpan(filled));
            filled += taken;
            bytes = bytes[taken..];
            if (filled == record.Length)
            {
                EndRecord();
            }
        }
    }

    // Two bytes of every record are taken with its header: only alerts are that short, and empty records have no place here.
    private void EndRecord()
    {
        int length = BinaryPrimitives.ReadUInt16BigEndian(record.AsSpan(3));
        if (record[0] == AlertRecord && length == 2)
        {
            Alert = record[^1];
        }

        skip = Math.Max(0, length - 2);
        filled = 0;
    }
}
