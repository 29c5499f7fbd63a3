using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <content>Writing it.</content>
public sealed partial class DicomFile
{
    private const int BufferSize = 64 * 1024;

    /// <summary>
    /// Writes the file: to a temporary name beside the target, flushed, then renamed, so that the target is whole or as it
    /// was. A data set that was not changed keeps its bytes in the transfer syntax it came in. The target may be the file
    /// that it was read from: values that stayed there are found in the new one, unless that is deflated.
    /// </summary>
    /// <param name="path">The path to write to.</param>
    /// <param name="options">How to write; null for the usual.</param>
    /// <exception cref="DicomException">
    /// NotDicom: the pixel data cannot go into that transfer syntax, or the data set has no SOP class or instance UID.
    /// PartialDataset: only a part of the data set was read.
    /// </exception>
    /// <exception cref="IOException">It cannot be written, or is there and must not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public void Save(string path, FileWriteOptions? options = null)
    {
        options ??= new FileWriteOptions();
        TransferSyntax target = options.TransferSyntax ?? TransferSyntax;
        Check(target, options);
        byte[] start = KeepsHead(target) ? head : NewHead(target);
        string full = System.IO.Path.GetFullPath(path);
        string temporary = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(full) ?? full, $".{Guid.NewGuid():N}.part");
        try
        {
            List<MovedValue> moved = [];
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
            {
                file.Write(start);
                WriteDataset(file, target, options, moved);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, options.Overwrites);
            MovedValue.Follow(moved, full);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private void Check(TransferSyntax target, FileWriteOptions options)
    {
        if (IsPartial && !options.AllowsPartial)
        {
            throw new DicomException(
                DicomErrorId.PartialDataset,
                $"{Name} was read only in part; written like that, the rest of it would be missing.",
                "Read all of it, or say that a partial data set is to be written.");
        }

        if (target == TransferSyntax && Path is not null && !Dataset.IsChanged)
        {
            return;
        }

        bool isCompressed = HasFragments(Dataset);
        bool isPlain = Dataset[Tags.PixelData] is DicomValueElement { IsEmpty: false };
        bool isConversion = target != TransferSyntax && !(target.CanConvert && TransferSyntax.CanConvert);
        if (isConversion || (isCompressed && !target.IsEncapsulated) || (isPlain && target.IsEncapsulated))
        {
            throw new DicomException(
                DicomErrorId.NotDicom,
                $"{Name}{(isConversion ? $" is in {TransferSyntax}; it" : $" has {(isCompressed ? "" : "un")}compressed pixel data; it")} cannot be written in {target}.",
                "Only the uncompressed transfer syntaxes can be converted into each other.");
        }
    }

    private string Name => Path is null ? "The data set" : $"'{Path}'";

    private void WriteDataset(FileStream file, TransferSyntax target, FileWriteOptions options, List<MovedValue> moved)
    {
        bool isAsRead = target == TransferSyntax && !Dataset.IsChanged && options.SequenceLengths == SequenceLengths.AsTheyAre;
        EncodingRules rules = new(target, isAsRead, options.SequenceLengths);
        DatasetEncoder.Write(Dataset, file, rules, moved, options.CancellationToken);
    }

    private static bool HasFragments(DicomDataset dataset) => dataset.Elements.Any(element =>
        element is DicomFragments || (element is DicomSequence sequence && sequence.Items.Any(HasFragments)));

    // The meta header tells transfer syntax and identity of the data set: while they are the same, it stays as it was.
    private bool KeepsHead(TransferSyntax target) => target == TransferSyntax && head.Length > 0 && IdentityOf(Dataset) == identity;

    // A data set that never had an identity, such as a DICOMDIR's, keeps that of its meta header.
    private byte[] NewHead(TransferSyntax target)
    {
        (string? sopClass, string? sopInstance) = IdentityOf(Dataset);
        return FileMetaInformation.Encode(
            Known(sopClass, identity.SopClass, metaIdentity.SopClass, "SOP Class UID (0008,0016)"),
            Known(sopInstance, identity.SopInstance, metaIdentity.SopInstance, "SOP Instance UID (0008,0018)"),
            target.Uid,
            Implementation.ClassUid,
            Implementation.VersionName);
    }

    private string Known(string? now, string? before, string? inMeta, string what) => now ?? (before is null ? inMeta : null) ?? throw new DicomException(
        DicomErrorId.NotDicom,
        $"{Name} has no {what}, which a DICOM file is known by.",
        "Set it; New-DicomUid makes UIDs for new instances.");
}
