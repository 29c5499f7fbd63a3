namespace DicomPS.Engine.Tests.Data;

/// <summary>A stream that cannot seek and gives one byte at a time, as a slow pipe might.</summary>
internal sealed class TrickleStream(byte[] content) : MemoryStream(content)
{
    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
}
