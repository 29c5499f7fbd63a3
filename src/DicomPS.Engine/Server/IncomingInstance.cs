using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Server;

/// <summary>
/// An instance on its way into a store. A fault of the disk does not stop the reading of the message: it is remembered
/// and answered when the data set is whole, and no file stays.
/// </summary>
internal sealed class IncomingInstance : IDisposable
{
    private const int FileBufferSize = 16 * 1024;

    private readonly InstanceStore store;
    private readonly InstanceOrigin origin;
    private readonly string temporaryPath;
    private FileStream? file;
    private long length;
    private Exception? fault;

    internal IncomingInstance(InstanceStore store, InstanceOrigin origin)
    {
        this.store = store;
        this.origin = origin;
        temporaryPath = store.NewTemporaryPath();
        Try(() =>
        {
            file = new FileStream(temporaryPath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, FileBufferSize);
            file.Write(store.MetaInformationFor(origin));
        });
    }

    internal InstanceOrigin Origin => origin;

    /// <summary>The file as long as the instance has no name of its own.</summary>
    internal string TemporaryPath => temporaryPath;

    /// <summary>Bytes of the data set so far.</summary>
    internal long Length => length;

    /// <summary>The final file; null where there is none.</summary>
    internal string? FinalPath { get; private set; }

    /// <summary>The data set is whole, and somebody is to read it before it is decided on.</summary>
    /// <returns>Whether it is all on the disk.</returns>
    internal bool Flush()
    {
        Try(() => file!.Flush());
        return fault is null;
    }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        length += bytes.Length;
        try
        {
            if (fault is null)
            {
                file!.Write(bytes);
            }
        }
        catch (Exception e) when (IsDiskFault(e))
        {
            fault = e;
        }
    }

    /// <summary>The data set is whole: puts it on disk for good and gives it its name.</summary>
    /// <returns>The status to answer with, and what to say of a failure.</returns>
    internal (ushort Status, string? Comment) Complete()
    {
        (ushort Status, string? Comment) answer = (StatusCodes.OutOfResources, null);
        Try(() => answer = Finish());
        if (fault is not null)
        {
            answer = (StatusCodes.OutOfResources, "The instance could not be written");
            store.Counters.Failed($"An instance could not be written: {fault.Message}");
        }
        else if (answer.Status == StatusCodes.Success)
        {
            store.Counters.Stored(length);
        }
        else
        {
            store.Counters.Failed($"An instance was refused: {answer.Comment}.");
        }

        Dispose();
        return answer;
    }

    /// <summary>The association ended before the data set was whole.</summary>
    internal void Abandon()
    {
        store.Counters.Failed($"An instance from {origin.CallingAETitle} was broken off.");
        Dispose();
    }

    private (ushort Status, string? Comment) Finish()
    {
        // Without a name of its own it would take the place of the next nameless one.
        if (origin.SopInstanceUid.Length == 0)
        {
            return (StatusCodes.InvalidObjectInstance, "The request names no SOP instance");
        }

        if (length == 0)
        {
            return (StatusCodes.CannotUnderstand, "The data set is empty");
        }

        IReadOnlyDictionary<DicomTag, string> values;
        try
        {
            values = ReadValues();
        }
        catch (DicomException)
        {
            return (StatusCodes.CannotUnderstand, "The data set cannot be read");
        }

        // What names the file must be what the request said (PS3.4 section B.2.3, A9xx); a transfer syntax that nobody
        // can read is taken at the request's word.
        if (values.TryGetValue(Tags.SopClassUid, out string? sopClass) && sopClass != origin.SopClassUid)
        {
            return (StatusCodes.DataSetDoesNotMatchSopClass, "SOP Class UID differs from the request's");
        }

        if (values.TryGetValue(Tags.SopInstanceUid, out string? sopInstance) && sopInstance != origin.SopInstanceUid)
        {
            return (StatusCodes.DataSetDoesNotMatchSopClass, "SOP Instance UID differs from the request's");
        }

        Dictionary<DicomTag, string> named = new(values) { [Tags.SopInstanceUid] = origin.SopInstanceUid, [Tags.SopClassUid] = origin.SopClassUid };
        string path = store.PathFor(store.Template.Expand(named, origin.CallingAETitle, origin.CalledAETitle));
        file!.Flush(flushToDisk: true);
        file.Dispose();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return Rename(path);
    }

    private (ushort Status, string? Comment) Rename(string path)
    {
        if (store.OnDuplicate == DuplicateHandling.Replace)
        {
            File.Move(temporaryPath, path, overwrite: true);
            FinalPath = path;
            return (StatusCodes.Success, null);
        }

        try
        {
            File.Move(temporaryPath, path, overwrite: false);
            FinalPath = path;
            return (StatusCodes.Success, null);
        }
        catch (IOException) when (File.Exists(path))
        {
            return store.OnDuplicate == DuplicateHandling.Keep
                ? (StatusCodes.Success, null)
                : (StatusCodes.DuplicateSopInstance, "The instance is there already");
        }
    }

    private IReadOnlyDictionary<DicomTag, string> ReadValues()
    {
        file!.Flush();
        using Part10File written = Part10File.Open(file, "the received instance", leaveOpen: true);
        if (written.TransferSyntax is null)
        {
            return new Dictionary<DicomTag, string>();
        }

        using DataSetReader reader = written.ReadDataSet();
        return reader.ReadStrings([.. store.Template.Attributes.Append(Tags.SopClassUid).Append(Tags.SopInstanceUid).Distinct()]);
    }

    /// <summary>Takes the temporary file away, unless it has become the final one.</summary>
    public void Dispose()
    {
        // Closing writes what is buffered, and may fail on a full disk: the file goes all the same.
        foreach (Action step in new Action[] { () => file?.Dispose(), () => File.Delete(temporaryPath) })
        {
            try
            {
                step();
            }
            catch (Exception e) when (IsDiskFault(e))
            {
                // The fault was told of where it first appeared.
            }
        }
    }

    private void Try(Action action)
    {
        if (fault is not null)
        {
            return;
        }

        try
        {
            action();
        }
        catch (Exception e) when (IsDiskFault(e))
        {
            fault = e;
        }
    }

    private static bool IsDiskFault(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException;
}
