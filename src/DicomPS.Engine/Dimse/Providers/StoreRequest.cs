using DicomPS.Engine.Data;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;

namespace DicomPS.Engine.Dimse;

/// <summary>A C-STORE of a peer, as its handler sees it: the instance is a file that lives as long as the call.</summary>
public sealed class StoreRequest : DimseRequest
{
    private readonly IncomingInstance instance;
    private readonly Lazy<DicomFile> file;

    internal StoreRequest(
        Association association, AcceptedContext context, CommandSet command, IncomingInstance instance, CancellationToken cancellationToken)
        : this(association, context, command, instance, new Lazy<DicomFile>(() => DicomFile.Open(instance.TemporaryPath)), cancellationToken)
    {
    }

    private StoreRequest(
        Association association,
        AcceptedContext context,
        CommandSet command,
        IncomingInstance instance,
        Lazy<DicomFile> file,
        CancellationToken cancellationToken)
        : base(association, context, command, () => file.Value.Dataset, cancellationToken)
    {
        this.instance = instance;
        this.file = file;
    }

    /// <summary>A DICOM file with the instance, gone when the handler has answered. <see cref="SaveTo"/> keeps it.</summary>
    public string TemporaryPath => instance.TemporaryPath;

    /// <summary>
    /// What is wrong with an instance that is damaged; null for a sound one. <see cref="DimseRequest.Dataset"/> has what could be
    /// read of it. The instance is read on the first look, whole but for large values.
    /// </summary>
    /// <exception cref="DicomException">NotDicom: nothing can be read of the instance.</exception>
    public DicomException? Fault => file.Value.Fault;

    /// <summary>Bytes of the data set.</summary>
    public long Length => instance.Length;

    /// <summary>
    /// Keeps the instance: as a DICOM file that is whole or not there, flushed to disk. A file of that name is replaced, and
    /// missing folders are made.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public void SaveTo(string path)
    {
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full) ?? throw new IOException($"'{path}' is not the path of a file.");
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        try
        {
            using (FileStream source = new(TemporaryPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            using (FileStream target = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                source.CopyTo(target);
                target.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
