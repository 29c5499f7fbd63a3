namespace DicomPS.Engine.Data;

/// <summary>Bytes in memory: the values read from them are parts of them.</summary>
internal sealed class MemorySource(ReadOnlyMemory<byte> bytes) : IValueSource
{
    public ElementContent ContentAt(long offset, long length, int largeValue) =>
        new MemoryContent(bytes.Slice((int)offset, (int)length));
}
