using DicomPS.Engine.Dictionary;
using Microsoft.Win32.SafeHandles;

namespace DicomPS.Engine.Data;

/// <summary>A file with an instance, as far as sending it needs to know. Only the beginning of the file is read.</summary>
public sealed class InstanceFile
{
    private readonly DateTime lastWrite;

    private InstanceFile(string path, string sopClassUid, string sopInstanceUid, Part10File file, DateTime lastWrite)
    {
        this.lastWrite = lastWrite;
        DataSetOffset = file.DataSetOffset;
        Path = path;

        // Known UIDs are there once already; a night's send holds many files.
        SopClassUid = UidDictionary.Find(sopClassUid)?.Uid ?? sopClassUid;
        SopInstanceUid = sopInstanceUid;
        TransferSyntaxUid = file.TransferSyntax?.Uid ?? file.TransferSyntaxUid;
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
        using SafeFileHandle handle = OpenHandle(path);

        // Before the content: what is written meanwhile is found to be newer when the file is sent.
        DateTime lastWrite = File.GetLastWriteTimeUtc(handle);
        using Part10File file = Part10File.Open(new FileStream(handle, FileAccess.Read, bufferSize: 0), path);
        (string? SopClass, string? SopInstance) named = file.ReadIdentity();
        string sopClassUid = Identity(path, "SOP class", named.SopClass, file.MediaStorageSopClassUid);
        string sopInstanceUid = Identity(path, "SOP instance UID", named.SopInstance, file.MediaStorageSopInstanceUid);
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

        return new InstanceFile(path, sopClassUid, sopInstanceUid, file, lastWrite);
    }

    /// <summary>Where the data set begins in the file.</summary>
    internal long DataSetOffset { get; }

    /// <summary>Opens the file again to read its data set, which it is known to hold still.</summary>
    /// <returns>The file, and what it is now: its data set may have moved.</returns>
    /// <exception cref="DicomException">NotDicom: it holds another instance, or none any more.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    internal (SafeFileHandle Handle, InstanceFile Now) OpenDataSet()
    {
        SafeFileHandle handle = OpenHandle(Path);
        try
        {
            if (RandomAccess.GetLength(handle) == DataSetOffset + DataSetLength && File.GetLastWriteTimeUtc(handle) == lastWrite)
            {
                return (handle, this);
            }

            InstanceFile now = Read(Path);
            return (now.SopClassUid, now.SopInstanceUid, now.TransferSyntaxUid) == (SopClassUid, SopInstanceUid, TransferSyntaxUid)
                ? (handle, now)
                : throw new DicomException(
                    DicomErrorId.NotDicom,
                    $"'{Path}' was changed since it was looked at: it holds another instance now.",
                    "Send it again when nobody writes to it any more.");
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    // Whoever receives or tidies files may rename or delete this one meanwhile.
    private static SafeFileHandle OpenHandle(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

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
