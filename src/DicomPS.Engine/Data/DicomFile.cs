using System.Runtime.InteropServices;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>A DICOM file (PS3.10 section 7): its data set, how that is encoded, and what was wrong with it.</summary>
public sealed partial class DicomFile
{
    private const string InMemory = "data in memory";

    private readonly byte[] head;
    private readonly (string? SopClass, string? SopInstance) identity;
    private readonly (string? SopClass, string? SopInstance) metaIdentity;

    /// <summary>Makes a file of a data set that was read from none, to be saved.</summary>
    /// <param name="dataset">The data set; its <see cref="DicomDataset.File"/> stays what it is.</param>
    /// <param name="syntax">Its transfer syntax, where it is not saved in another one; Explicit VR Little Endian if null.</param>
    public DicomFile(DicomDataset dataset, TransferSyntax? syntax = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        Dataset = dataset;
        TransferSyntax = syntax ?? TransferSyntax.ExplicitVRLittleEndian;
        head = [];
    }

    private DicomFile(string? path, Part10File file, TransferSyntax syntax, DicomDataset dataset, DicomException? fault)
    {
        Path = path;
        head = file.ReadHead();
        identity = IdentityOf(dataset);
        metaIdentity = (file.MediaStorageSopClassUid, file.MediaStorageSopInstanceUid);
        TransferSyntax = syntax;
        Dataset = dataset;
        Fault = fault;
        dataset.File = this;
    }

    /// <summary>The path the file was read from; null where it was read from memory, or made.</summary>
    public string? Path { get; }

    /// <summary>The transfer syntax of the file's data set.</summary>
    public TransferSyntax TransferSyntax { get; }

    /// <summary>The data set, as far as it was read.</summary>
    public DicomDataset Dataset { get; }

    /// <summary>What ended the reading early: damage, with the byte offset and the tag; null where there was none.</summary>
    public DicomException? Fault { get; }

    /// <summary>Whether only a part of the data set was read, by choice or because of damage.</summary>
    public bool IsPartial => Dataset.IsPartial;

    /// <summary>Reads a file. Damage behind the beginning is in <see cref="Fault"/>, and what could be read is there.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">How much to read; null for the usual.</param>
    /// <returns>The file.</returns>
    /// <exception cref="DicomException">NotDicom: it is no DICOM file, or its transfer syntax cannot be read.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static DicomFile Open(string path, DatasetReadOptions? options = null)
    {
        FileStamp stamp = new(path);
        using Part10File file = Part10File.Open(path);
        return Read(path, file, stamp, options);
    }

    /// <summary>Reads a file that is in memory.</summary>
    /// <param name="bytes">The bytes of the file. They are not copied: the values are parts of them, and they must not change.</param>
    /// <param name="options">How much to read; null for the usual.</param>
    /// <param name="name">What errors call it; null for nothing in particular.</param>
    /// <returns>The file.</returns>
    /// <exception cref="DicomException">NotDicom: it is no DICOM file, or its transfer syntax cannot be read.</exception>
    public static DicomFile Read(ReadOnlyMemory<byte> bytes, DatasetReadOptions? options = null, string? name = null)
    {
        ArraySegment<byte> array = MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment) ? segment : bytes.ToArray();
        using MemoryStream stream = new(array.Array!, array.Offset, array.Count, writable: false);
        using Part10File file = Part10File.Open(stream, name ?? InMemory);
        return Read(null, file, new MemorySource(array), options);
    }

    /// <summary>Reads a file from where a stream stands to its end, into memory.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="options">How much to read; null for the usual. Its limit of memory counts for the whole file.</param>
    /// <param name="name">What errors call it; null for nothing in particular.</param>
    /// <returns>The file.</returns>
    /// <exception cref="DicomException">NotDicom: it is no DICOM file, its transfer syntax cannot be read, or it is too long.</exception>
    public static DicomFile Read(Stream stream, DatasetReadOptions? options = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new DatasetReadOptions();
        long most = Math.Min(options.MaximumMemory, Array.MaxLength);
        using MemoryStream all = new();
        byte[] chunk = new byte[BufferSize];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            all.Write(chunk, 0, all.Length + read <= most ? read : throw new DicomException(
                DicomErrorId.NotDicom, $"'{name ?? InMemory}' has more than {most} bytes, the most that are read into memory."));
        }

        return Read(all.GetBuffer().AsMemory(0, (int)all.Length), options, name);
    }

    private static DicomFile Read(string? path, Part10File file, IValueSource source, DatasetReadOptions? options)
    {
        using DataSetReader reader = file.ReadDataSet();
        DicomDataset dataset = new();

        // Inflated bytes have no place in the file.
        IValueSource? stays = reader.Syntax.IsDeflated ? null : source;
        DatasetBuilder builder = new(reader, stays, options ?? new DatasetReadOptions());
        DicomException? fault = builder.Read(dataset);
        return new DicomFile(path, file, reader.Syntax, dataset, fault);
    }

    private static (string? SopClass, string? SopInstance) IdentityOf(DicomDataset dataset) =>
        (dataset.GetText(Tags.SopClassUid), dataset.GetText(Tags.SopInstanceUid));
}
