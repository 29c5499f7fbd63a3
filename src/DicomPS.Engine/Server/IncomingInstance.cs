using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Microsoft.Win32.SafeHandles;

namespace DicomPS.Engine.Server;

/// <summary>
/// An instance on its way into a store. A fault of the disk does not stop the reading of the message: it is remembered
/// and answered when the data set is whole, and no file stays.
/// </summary>
internal sealed class IncomingInstance : IDisposable
{
    private readonly InstanceStore store;
    private readonly InstanceOrigin origin;
    private readonly bool isDecidedLater;
    private readonly InstanceWriter writer;
    private int headLength;
    private Dictionary<DicomTag, string>? values;
    private string? mismatch;
    private string? namedPath;
    private long length;
    private Exception? fault;
    private (ushort Status, string? Comment) answer;

    /// <summary>Begins with the head of the file.</summary>
    /// <param name="store">The folder.</param>
    /// <param name="origin">What is known of it.</param>
    /// <param name="isDecidedLater">Whether somebody looks at it before it gets its name.</param>
    internal IncomingInstance(InstanceStore store, InstanceOrigin origin, bool isDecidedLater)
    {
        this.store = store;
        this.origin = origin;
        this.isDecidedLater = isDecidedLater;
        writer = new InstanceWriter(MakeFile);
        Try(static instance => instance.headLength = instance.store.WriteMetaInformation(instance.writer, instance.origin));
    }

    internal InstanceOrigin Origin => origin;

    /// <summary>The file as long as the instance has no name of its own.</summary>
    internal string TemporaryPath => writer.Path!;

    /// <summary>Bytes of the data set so far.</summary>
    internal long Length => length;

    /// <summary>The final file; null where there is none.</summary>
    internal string? FinalPath { get; private set; }

    /// <summary>The data set is whole, and somebody is to read it before it is decided on.</summary>
    /// <returns>Whether all of it is in the file.</returns>
    internal bool Flush()
    {
        Try(static instance => instance.writer.WriteOut());
        return fault is null;
    }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        length += bytes.Length;
        try
        {
            if (fault is null)
            {
                writer.Write(bytes);
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
        Try(static instance => instance.answer = instance.Finish());
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

        try
        {
            ReadValues(isWhole: true);
        }
        catch (DicomException)
        {
            return (StatusCodes.CannotUnderstand, "The data set cannot be read");
        }

        if (mismatch is not null)
        {
            return (StatusCodes.DataSetDoesNotMatchSopClass, mismatch);
        }

        namedPath ??= PathOf(values!);
        writer.Close(flush: store.Durability == Durability.Flush);
        return Name(namedPath);
    }

    private (ushort Status, string? Comment) Name(string path)
    {
        try
        {
            if (writer.Path != path)
            {
                store.Move(writer.Path!, path);
            }

            FinalPath = path;
            return (StatusCodes.Success, null);
        }
        catch (IOException) when (store.OnDuplicate != DuplicateHandling.Replace && File.Exists(path))
        {
            return store.OnDuplicate == DuplicateHandling.Keep
                ? (StatusCodes.Success, null)
                : (StatusCodes.DuplicateSopInstance, "The instance is there already");
        }
    }

    // A temporary name, unless a name of its own is as good.
    private (SafeFileHandle File, string Path) MakeFile()
    {
        ReadHead();
        if (store.Durability == Durability.None && !isDecidedLater && values is not null && mismatch is null)
        {
            string path = namedPath ??= PathOf(values);
            try
            {
                return (store.Create(path), path);
            }
            catch (IOException) when (File.Exists(path))
            {
                // It is there already: what becomes of it is decided when this one is whole.
            }
        }

        string temporary = store.NewTemporaryPath();
        return (store.Create(temporary), temporary);
    }

    // What has come of a large instance mostly tells its name; where it does not, the whole of it will.
    private void ReadHead()
    {
        try
        {
            ReadValues(isWhole: false);
        }
        catch (DicomException)
        {
            // It breaks off in the midst of an element.
        }
    }

    private void ReadValues(bool isWhole)
    {
        if (values is not null)
        {
            return;
        }

        Dictionary<DicomTag, string> found = new(store.NamingAttributes.Count);
        bool areAll = isWhole;
        if (TransferSyntax.Find(origin.TransferSyntaxUid) is { } syntax)
        {
            using Stream written = writer.Read();
            written.Position = headLength;
            using DataSetReader reader = new(written, syntax, "The received instance");
            areAll |= reader.ReadStrings(store.NamingAttributes, found);
        }

        if (areAll)
        {
            values = found;
            mismatch = Hold(Tags.SopClassUid, origin.SopClassUid, "SOP Class UID") ?? Hold(Tags.SopInstanceUid, origin.SopInstanceUid, "SOP Instance UID");
        }
    }

    // What names the file must be what the request said (PS3.4 section B.2.3, A9xx); a data set that says nothing, or that
    // nobody can read, is taken at the request's word.
    private string? Hold(DicomTag tag, string requested, string name)
    {
        bool differs = values!.TryGetValue(tag, out string? found) && found != requested;
        values[tag] = requested;
        return differs ? name + " differs from the request's" : null;
    }

    private string PathOf(Dictionary<DicomTag, string> named) =>
        store.PathFor(store.Template.Expand(named, origin.CallingAETitle, origin.CalledAETitle));

    /// <summary>Takes the file away, unless it has become the final one.</summary>
    public void Dispose()
    {
        // Closing may fail on a full disk: the file goes all the same.
        Try(static instance => instance.writer.Dispose(), isLast: true);
        if (FinalPath is null && writer.Path is not null)
        {
            Try(static instance => File.Delete(instance.writer.Path!), isLast: true);
        }
    }

    private void Try(Action<IncomingInstance> action, bool isLast = false)
    {
        if (fault is not null && !isLast)
        {
            return;
        }

        try
        {
            action(this);
        }
        catch (Exception e) when (IsDiskFault(e))
        {
            // Of several faults the first tells most.
            fault ??= e;
        }
    }

    private static bool IsDiskFault(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException;
}
