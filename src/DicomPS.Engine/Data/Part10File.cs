using System.Buffers.Binary;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// A DICOM file (PS3.10 section 7) opened for reading. Only the meta header is read on opening. Files without preamble
/// or without meta header are taken as well, if they begin like a data set of a plain transfer syntax.
/// </summary>
public sealed class Part10File : IDisposable
{
    private const int PreambleLength = 128;
    private const int HeadLength = PreambleLength + 4 + TransferSyntaxGuess.HeadLength;

    private static readonly DicomTag[] IdentityTags = [Tags.SopClassUid, Tags.SopInstanceUid];

    private readonly Stream stream;
    private readonly bool leaveOpen;
    private readonly MetaHeader? meta;
    private readonly TransferSyntax? encoding;

    private Part10File(Stream stream, string name, bool leaveOpen)
    {
        this.stream = stream;
        this.leaveOpen = leaveOpen;
        Name = name;
        Span<byte> head = stackalloc byte[HeadLength];
        long metaOffset = FindMetaHeader(head[..ReadAt(0, head)]);
        if (metaOffset >= 0)
        {
            meta = ReadMetaHeader(metaOffset);
            DataSetOffset = meta.End;
            MediaStorageSopClassUid = meta.SopClassUid;
            MediaStorageSopInstanceUid = meta.SopInstanceUid;
        }

        DataSetLength = stream.Length - DataSetOffset;
        string? named = meta?.TransferSyntaxUid;
        TransferSyntax = string.IsNullOrEmpty(named) ? null : TransferSyntax.Find(named);
        encoding = TransferSyntax ?? GuessEncoding();
        TransferSyntaxUid = !string.IsNullOrEmpty(named) ? named : encoding?.Uid ?? throw NotDicom(
            "its meta header names no transfer syntax, and its data set begins like that of none");
        TransferSyntax ??= TransferSyntaxUid == encoding?.Uid ? encoding : null;
    }

    /// <summary>The path, or what else the file is called in errors.</summary>
    public string Name { get; }

    /// <summary>Whether the file has a meta header; without one the transfer syntax is inferred.</summary>
    public bool HasMetaInformation => meta is not null;

    /// <summary>The transfer syntax of the data set: Transfer Syntax UID (0002,0010), or what the data set looks like where that is missing.</summary>
    public string TransferSyntaxUid { get; }

    /// <summary>The transfer syntax of the data set; null where it is private or unknown.</summary>
    public TransferSyntax? TransferSyntax { get; }

    /// <summary>Media Storage SOP Class UID (0002,0002); null where it is missing.</summary>
    public string? MediaStorageSopClassUid { get; }

    /// <summary>Media Storage SOP Instance UID (0002,0003); null where it is missing.</summary>
    public string? MediaStorageSopInstanceUid { get; }

    /// <summary>Where the data set begins.</summary>
    public long DataSetOffset { get; }

    /// <summary>How many bytes the data set has, as encoded.</summary>
    public long DataSetLength { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="DicomException">It is not a DICOM file, or a damaged one (NotDicom).</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static Part10File Open(string path)
    {
        // No buffer of its own: what reads it has one. Whoever receives or tidies files may rename or delete this one meanwhile.
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        return Open(file, path);
    }

    /// <summary>Opens a file that is already open.</summary>
    /// <param name="stream">A stream that can seek. The file begins at its beginning.</param>
    /// <param name="name">What the file is called in errors.</param>
    /// <param name="leaveOpen">Whether the stream stays open in the end; it is closed when opening fails, too.</param>
    /// <exception cref="DicomException">It is not a DICOM file, or a damaged one (NotDicom).</exception>
    public static Part10File Open(Stream stream, string name, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            return new Part10File(stream, name, leaveOpen);
        }
        catch when (!leaveOpen)
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file has the prefix of DICOM files behind its preamble, whatever else may be wrong with it.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static bool HasPrefix(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        Span<byte> head = stackalloc byte[PreambleLength + 4];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.EndsWith("DICM"u8);
    }

    /// <summary>The file's own stream, put at the beginning of the data set; the data set reaches to its end.</summary>
    public Stream SeekDataSet()
    {
        stream.Position = DataSetOffset;
        return stream;
    }

    /// <summary>A reader at the beginning of the data set. It moves the file's own stream: one at a time.</summary>
    /// <exception cref="DicomException">The transfer syntax is private, and the data set cannot be read (NotDicom).</exception>
    public DataSetReader ReadDataSet() => new(
        SeekDataSet(),
        encoding ?? throw NotDicom($"a data set of the transfer syntax {TransferSyntaxUid} can be carried, but not read"),
        Quoted);

    /// <summary>Reads what the data set says of itself near its beginning; of a transfer syntax that cannot be read, nothing.</summary>
    /// <exception cref="DicomException">The data set is damaged (NotDicom).</exception>
    public InstanceSummary ReadSummary()
    {
        if (encoding is null)
        {
            return new InstanceSummary(null, null, null, null, null, null);
        }

        using DataSetReader reader = ReadDataSet();
        return InstanceSummary.Read(reader);
    }

    /// <summary>Reads which SOP instance the data set says it is; of a transfer syntax that cannot be read, nothing.</summary>
    /// <exception cref="DicomException">The data set is damaged (NotDicom).</exception>
    internal (string? SopClassUid, string? SopInstanceUid) ReadIdentity()
    {
        if (encoding is null)
        {
            return default;
        }

        using DataSetReader reader = ReadDataSet();
        IReadOnlyDictionary<DicomTag, string> values = reader.ReadStrings(IdentityTags);
        return (values.GetValueOrDefault(Tags.SopClassUid), values.GetValueOrDefault(Tags.SopInstanceUid));
    }

    /// <summary>All that stands before the data set: preamble, prefix and meta header; nothing where the file has none.</summary>
    internal byte[] ReadHead()
    {
        byte[] bytes = new byte[DataSetOffset];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        if (!leaveOpen)
        {
            stream.Dispose();
        }
    }

    private string Quoted => $"'{Name}'";

    private static bool StartsGroup2(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 6 && BinaryPrimitives.ReadUInt16LittleEndian(bytes) == Tags.TransferSyntaxUid.Group;

    // The place of the meta header; -1 where the file begins with its data set.
    private long FindMetaHeader(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> prefix = "DICM"u8;
        if (head.Length >= PreambleLength && head[PreambleLength..].StartsWith(prefix))
        {
            return PreambleLength + prefix.Length;
        }

        if (head.StartsWith(prefix) && StartsGroup2(head[prefix.Length..]))
        {
            return prefix.Length;
        }

        if (StartsGroup2(head) && TransferSyntaxGuess.Of(head, stream.Length) == TransferSyntax.ExplicitVRLittleEndian)
        {
            return 0;
        }

        // Nearly any text makes a tag and a length: only a data set that begins as images do is taken on trust.
        bool isPlausible = TransferSyntaxGuess.Of(head, stream.Length) is { } guess
            && (guess.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(head) : BinaryPrimitives.ReadUInt16LittleEndian(head)) == Tags.SopClassUid.Group;
        return isPlausible ? -1 : throw NotDicom(
            stream.Length == 0 ? "it is empty" : "no DICM prefix at byte 128 and no plausible data set at its beginning");
    }

    private MetaHeader ReadMetaHeader(long offset)
    {
        // The meta header is explicit VR little endian by rule (PS3.10 section 7.1); some writers did not know.
        Span<byte> head = stackalloc byte[TransferSyntaxGuess.HeadLength];
        bool isExplicit = ReadAt(offset, head) < head.Length
            || TransferSyntaxGuess.Of(head, stream.Length - offset) != TransferSyntax.ImplicitVRLittleEndian;
        stream.Position = offset;
        return MetaHeader.Read(
            stream, isExplicit ? TransferSyntax.ExplicitVRLittleEndian : TransferSyntax.ImplicitVRLittleEndian, Quoted);
    }

    private TransferSyntax? GuessEncoding()
    {
        Span<byte> head = stackalloc byte[TransferSyntaxGuess.HeadLength];
        return TransferSyntaxGuess.Of(head[..ReadAt(DataSetOffset, head)], DataSetLength);
    }

    private int ReadAt(long offset, Span<byte> destination)
    {
        stream.Position = offset;
        return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
    }

    private DicomException NotDicom(string why) => new(
        DicomErrorId.NotDicom,
        $"{Quoted} is not a usable DICOM file: {why}.",
        "A DICOM file has 128 bytes of preamble, the letters DICM, a meta header and a data set (PS3.10 section 7).");
}
