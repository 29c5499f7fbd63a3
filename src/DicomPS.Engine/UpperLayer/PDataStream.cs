namespace DicomPS.Engine.UpperLayer;

/// <summary>A data set being sent, as a stream to write to.</summary>
/// <param name="writer">Where it goes.</param>
/// <param name="written">Is told how many bytes each write had.</param>
internal sealed class PDataStream(PDataWriter writer, Action<int> written) : ForwardStream
{
    public override bool CanRead => false;

    public override bool CanWrite => true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await writer.WriteAsync(buffer).ConfigureAwait(false);
        written(buffer.Length);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // What is written leaves when a PDU is full or the data set ends.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    // For what cannot wait otherwise; the caller's thread must be one that may.
    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
