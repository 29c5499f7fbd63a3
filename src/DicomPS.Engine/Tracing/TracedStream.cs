namespace DicomPS.Engine.Tracing;

/// <summary>A stream that shows its trace what goes through it, in the order of the wire.</summary>
internal sealed class TracedStream(Stream inner, ConnectionTrace trace) : ForwardStream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        await trace.OnReceivedAsync(buffer[..read]).ConfigureAwait(false);
        return read;
    }

    // Before it goes out: an answer cannot come before its request.
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await trace.OnSendingAsync(buffer).ConfigureAwait(false);
        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
