using System.Buffers;

namespace DicomPS.Engine.Dimse;

/// <summary>Collects the data set of one message in memory: that of an identifier, a response, an attribute list.</summary>
/// <param name="maximum">The most bytes that are held.</param>
/// <param name="complete">Gets the bytes when they are whole; null where they were too many.</param>
internal sealed class MemoryReceiver(int maximum, Func<byte[]?, ValueTask> complete) : IDataSetReceiver
{
    /// <summary>The longest data set that is held: an image box of print management carries its pixels (PS3.4 section H.4.3).</summary>
    internal const int MaximumLength = 64 * 1024 * 1024;

    /// <summary>The longest identifier of a query, or match.</summary>
    internal const int MaximumIdentifier = 4 * 1024 * 1024;

    private ArrayBufferWriter<byte>? bytes = new();

    public ValueTask WriteAsync(ReadOnlyMemory<byte> piece)
    {
        if (bytes is not null && piece.Length > maximum - bytes.WrittenCount)
        {
            bytes = null;
        }

        bytes?.Write(piece.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask CompleteAsync() => complete(bytes?.WrittenSpan.ToArray());

    public void Abandon() => bytes = null;
}
