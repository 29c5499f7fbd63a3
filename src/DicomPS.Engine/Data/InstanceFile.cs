using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>A file with an instance, as far as sending it needs to know. Only the beginning of the file is read.</summary>
public sealed class InstanceFile
{
    private InstanceFile(string path, string sopClassUid, string sopInstanceUid, Part10File file)
    {
        Path = path;
        SopClassUid = sopClassUid;
        SopInstanceUid = sopInstanceUid;
        TransferSyntaxUid = file.TransferSyntaxUid;
        DataSetLength = file.DataSetLength;
        CanConvert = file.TransferSyntax is { CanConvert: true };
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>The SOP class of the instance.</summary>
    public string SopClassUid { get; }

    /// <summary>The SOP instance UID.</summary>
    public string SopInstanceUid { get; }

    /// <summary>The transfer syntax of the file.</summary>
    public string TransferSyntaxUid { get; }

    /// <summary>Bytes of the data set in the file.</summary>
    public long DataSetLength { get; }

    /// <summary>Whether the data set can be converted to another uncompressed transfer syntax.</summary>
    public bool CanConvert { get; }

    /// <summary>Reads what a file is.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="DicomException">
    /// NotDicom: it is no DICOM file, a damaged one or a DICOMDIR.
    /// </exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static InstanceFile Read(string path)
    {
        using Part10File file = Part10File.Open(path);
        InstanceSummary summary = file.ReadSummary();
        string sopClassUid = Identity(path, "SOP class", summary.SopClassUid, file.MediaStorageSopClassUid);
        string sopInstanceUid = Identity(path, "SOP instance UID", summary.SopInstanceUid, file.MediaStorageSopInstanceUid);
        if (sopClassUid == Uids.MediaStorageDirectoryStorage)
        {
            throw NotAnInstance(path, "it is a DICOMDIR, the index of a medium");
        }

        // It is proposed to the peer as it stands.
        if (!UidSyntax.IsValid(file.TransferSyntaxUid))
        {
            throw NotAnInstance(path, "its transfer syntax is not a UID");
        }

        // PS3.5 section 7.1.1: every value, and so the whole, has an even length. Deflated bytes are padded (section A.5).
        if (file.DataSetLength % 2 != 0 && file.TransferSyntax is not { IsDeflated: true })
        {
            throw NotAnInstance(path, $"its data set has an odd length of {file.DataSetLength} bytes, so it is damaged");
        }

        return new InstanceFile(path, sopClassUid, sopInstanceUid, file);
    }

    // The data set tells what the instance is; the meta header, often left behind when a file is edited, only what the
    // data set does not tell.
    private static string Identity(string path, string what, string? inDataSet, string? inMeta)
    {
        string? uid = inDataSet ?? inMeta;
        return uid is not null && UidSyntax.IsValid(uid)
            ? uid
            : throw NotAnInstance(path, uid is null ? $"it names no {what}" : $"its {what} is not a UID");
    }

    private static DicomException NotAnInstance(string path, string reason) => new(
        DicomErrorId.NotDicom,
        $"'{path}' cannot be sent: {reason}.",
        "Check the file with a DICOM viewer or dump tool.");
}
