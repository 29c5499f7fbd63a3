namespace DicomPS.Engine.Data;

/// <summary>The bytes of a value: in memory, or in the file they were read from until somebody asks for them.</summary>
internal abstract class ElementContent
{
    internal static ElementContent Empty { get; } = new MemoryContent(ReadOnlyMemory<byte>.Empty);

    /// <summary>How many bytes there are.</summary>
    internal abstract long Length { get; }

    /// <summary>The bytes.</summary>
    /// <exception cref="DicomException">NotDicom: the file they are in was changed since it was read.</exception>
    /// <exception cref="IOException">The file cannot be read any more.</exception>
    internal abstract ReadOnlyMemory<byte> Read();

    /// <summary>Reads the bytes from an offset on, a whole number of the value's units: as many as there is room for, all of which there are.</summary>
    /// <exception cref="DicomException">NotDicom: the file they are in was changed since it was read.</exception>
    /// <exception cref="IOException">The file cannot be read any more.</exception>
    internal abstract void ReadAt(long offset, Span<byte> destination);

    /// <summary>Writes the bytes, each unit of so many of them reversed.</summary>
    internal abstract void CopyTo(Stream target, int swapUnit, CancellationToken cancellationToken);
}
