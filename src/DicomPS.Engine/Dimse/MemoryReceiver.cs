using System.Buffers;

namespace DicomPS.Engine.Dimse;

/// <summary>Collects the data set of one message in memory: that of an identifier, a response, an attribute list.</summary>
/// <param name="complete">Gets the bytes when they are whole; null where they were more than <see cref="MaximumLength"/>.</param>
internal sealed class MemoryReceiver(Func<byte[]?, ValueTask> complete) : IDataSetReceiver
{
    /// <summary>The most bytes that are held for one data set that is no instance to be stored.</summary>
    internal const int MaximumLength = 16 * 1024 * 1024;

    private ArrayBufferWriter<byte>? bytes = new();

    public ValueTask WriteAsync(ReadOnlyMemory<byte> piece)
    {
        if (bytes is not null && piece.Length > MaximumLength - bytes.WrittenCount)
        {
            bytes = null;
        }

        bytes?.Write(piece.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask CompleteAsync() => complete(bytes?.WrittenSpan.ToArray());

    public void Abandon() => bytes = null;
}
