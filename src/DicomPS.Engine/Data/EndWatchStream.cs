namespace DicomPS.Engine.Data;

/// <summary>
/// Passes reads on and notes whether one came back empty. Inflating asks for no more input once it has met the end of
/// the deflated data: if it finds the stream empty, deflated data are missing, of which the framework says nothing.
/// </summary>
internal sealed class EndWatchStream(Stream source) : ForwardStream
{
    /// <summary>Whether more was asked for than there is.</summary>
    internal bool HasRunDry { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = source.Read(buffer);
        HasRunDry |= read == 0 && !buffer.IsEmpty;
        return read;
    }

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
