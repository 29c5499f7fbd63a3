using System.IO.Compression;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>A DICOM file (PS3.10 section 7): its meta information, its data set, and what was wrong with it.</summary>
public sealed class DicomFile
{
    private const int BufferSize = 64 * 1024;

    private readonly byte[] head;
    private readonly (string? SopClass, string? SopInstance) identity;

    private DicomFile(string path, byte[] head, TransferSyntax syntax, DicomDataset dataset, DicomException? fault)
    {
        Path = path;
        this.head = head;
        identity = IdentityOf(dataset);
        TransferSyntax = syntax;
        Dataset = dataset;
        Fault = fault;
    }

    /// <summary>The path the file was read from.</summary>
    public string Path { get; }

    /// <summary>The transfer syntax of the file's data set.</summary>
    public TransferSyntax TransferSyntax { get; }

    /// <summary>The data set, as far as it could be read.</summary>
    public DicomDataset Dataset { get; }

    /// <summary>What ended the reading early: damage, with the byte offset and the tag; null where there was none.</summary>
    public DicomException? Fault { get; }

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
        using DataSetReader reader = file.ReadDataSet();
        TransferSyntax syntax = reader.Syntax;
        DicomDataset dataset = new();

        // Inflated bytes have no place in the file.
        DatasetBuilder builder = new(reader, syntax.IsDeflated ? null : stamp, options ?? new DatasetReadOptions());
        DicomException? fault = builder.Read(dataset);
        return new DicomFile(path, file.ReadHead(), syntax, dataset, fault);
    }

    /// <summary>
    /// Writes the file: to a temporary name beside the target, flushed, then renamed, so that the target is whole or as it
    /// was. A data set that was not changed keeps its bytes in the transfer syntax it came in.
    /// </summary>
    /// <param name="path">The path to write to.</param>
    /// <param name="syntax">The transfer syntax, one of the uncompressed ones; null for the file's own.</param>
    /// <exception cref="DicomException">NotDicom: the pixel data are compressed and cannot go into that transfer syntax.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public void Save(string path, TransferSyntax? syntax = null)
    {
        TransferSyntax target = syntax ?? TransferSyntax;
        if (target != TransferSyntax && !(target.CanConvert && TransferSyntax.CanConvert))
        {
            throw new DicomException(
                DicomErrorId.NotDicom,
                $"'{Path}' is in {TransferSyntax}; it cannot be written in {target}.",
                "Only the uncompressed transfer syntaxes can be converted into each other.");
        }

        string full = System.IO.Path.GetFullPath(path);
        string temporary = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(full)!, $".{Guid.NewGuid():N}.part");
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
            {
                file.Write(KeepsHead(target) ? head : NewHead(target));
                WriteDataset(file, target);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private void WriteDataset(FileStream file, TransferSyntax target)
    {
        bool keepsGroupLengths = target == TransferSyntax && !Dataset.IsChanged;
        if (!target.IsDeflated)
        {
            new DatasetEncoder(file, target, keepsGroupLengths).Write(Dataset);
            return;
        }

        long start = file.Position;
        using (BufferedStream deflated = new(new DeflateStream(file, CompressionLevel.Optimal, leaveOpen: true), BufferSize))
        {
            new DatasetEncoder(deflated, target, keepsGroupLengths).Write(Dataset);
        }

        if ((file.Position - start) % 2 != 0)
        {
            // PS3.5 section A.5: a NUL makes the deflated bytes even.
            file.WriteByte(0);
        }
    }

    // The meta header tells transfer syntax and identity of the data set: while they are the same, it stays as it was.
    private bool KeepsHead(TransferSyntax target) => target == TransferSyntax && head.Length > 0 && IdentityOf(Dataset) == identity;

    private static (string? SopClass, string? SopInstance) IdentityOf(DicomDataset dataset) =>
        (dataset.GetText(Tags.SopClassUid), dataset.GetText(Tags.SopInstanceUid));

    private byte[] NewHead(TransferSyntax target) => FileMetaInformation.Encode(
        Dataset.GetText(Tags.SopClassUid) ?? string.Empty,
        Dataset.GetText(Tags.SopInstanceUid) ?? string.Empty,
        target.Uid,
        Implementation.ClassUid,
        Implementation.VersionName);
}
