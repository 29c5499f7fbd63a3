using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <content>Data sets as bytes, as messages carry them: without preamble and meta header.</content>
public sealed partial class DicomDataset
{
    /// <summary>Reads a data set.</summary>
    /// <param name="bytes">The whole of it.</param>
    /// <param name="syntax">The transfer syntax.</param>
    /// <param name="options">How much to read; null for the usual.</param>
    /// <returns>The data set, which does not depend on the bytes any more.</returns>
    /// <exception cref="DicomException">NotDicom: the data set is damaged.</exception>
    public static DicomDataset Decode(ReadOnlyMemory<byte> bytes, TransferSyntax syntax, DatasetReadOptions? options = null)
    {
        bool isArray = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment);
        using MemoryStream stream = isArray
            ? new(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new(bytes.ToArray(), writable: false);
        return Decode(stream, syntax, options);
    }

    /// <summary>Reads a data set, from where a stream stands to its end.</summary>
    /// <param name="stream">The stream; it is read ahead of what is asked for, and stays the caller's to dispose.</param>
    /// <param name="syntax">The transfer syntax.</param>
    /// <param name="options">How much to read; null for the usual. All values are held in memory.</param>
    /// <param name="name">How errors name the data set.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="DicomException">NotDicom: the data set is damaged.</exception>
    public static DicomDataset Decode(Stream stream, TransferSyntax syntax, DatasetReadOptions? options = null, string? name = null)
    {
        using DataSetReader reader = new(stream, syntax, name);
        DicomDataset dataset = new();
        return new DatasetBuilder(reader, source: null, options ?? new DatasetReadOptions()).Read(dataset) is { } fault ? throw fault : dataset;
    }

    /// <summary>Writes the data set, without group lengths, which are retired.</summary>
    /// <param name="syntax">The transfer syntax.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="DicomException">NotDicom: the pixel data are compressed, or not, and cannot go into that transfer syntax.</exception>
    public byte[] Encode(TransferSyntax syntax)
    {
        using MemoryStream stream = new();
        Encode(stream, syntax);
        return stream.ToArray();
    }

    /// <summary>Writes the data set, without group lengths, which are retired.</summary>
    /// <param name="target">Where to write; many small writes, so best a buffered stream.</param>
    /// <param name="syntax">The transfer syntax.</param>
    /// <exception cref="DicomException">NotDicom: the pixel data are compressed, or not, and cannot go into that transfer syntax.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Encode(Stream target, TransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(syntax);
        if (this[Tags.PixelData] is { } pixels && pixels is DicomFragments != syntax.IsEncapsulated)
        {
            throw new DicomException(
                DicomErrorId.NotDicom,
                $"Pixel data that are {(syntax.IsEncapsulated ? "not " : "")}compressed cannot be written in {syntax}.",
                "Only the uncompressed transfer syntaxes can be converted into each other.");
        }

        DatasetEncoder.Write(this, target, new EncodingRules(syntax, KeepsGroupLengths: false));
    }
}
