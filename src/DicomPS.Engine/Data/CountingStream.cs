namespace DicomPS.Engine.Data;

/// <summary>Passes writes on and counts their bytes. The stream behind it stays open.</summary>
internal sealed class CountingStream(Stream target) : ForwardStream
{
    internal long Count { get; private set; }

    /// <summary>Whether what is written from now on goes nowhere.</summary>
    internal bool IsDiscarding { get; set; }

    public override bool CanRead => false;

    public override bool CanWrite => true;

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
        if (!IsDiscarding)
        {
            target.Flush();
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        IsDiscarding ? Task.CompletedTask : target.FlushAsync(cancellationToken);

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (!IsDiscarding)
        {
            target.Write(buffer, offset, count);
            Count += count;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!IsDiscarding)
        {
            await target.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            Count += buffer.Length;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
