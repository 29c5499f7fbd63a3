namespace DicomPS.Engine.Data;

/// <summary>A value in memory.</summary>
internal sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : ElementContent
{
    internal override long Length => bytes.Length;

    internal override ReadOnlyMemory<byte> Read() => bytes;

    internal override void ReadAt(long offset, Span<byte> destination) => bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);

    internal override void CopyTo(Stream target, int swapUnit, CancellationToken cancellationToken)
    {
        if (swapUnit == 1)
        {
            target.Write(bytes.Span);
            return;
        }

        byte[] swapped = bytes.ToArray();
        ByteOrder.Reverse(swapped, swapUnit);
        target.Write(swapped);
    }
}
