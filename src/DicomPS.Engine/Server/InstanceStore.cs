using System.Buffers;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Microsoft.Win32.SafeHandles;

namespace DicomPS.Engine.Server;

/// <summary>
/// A folder that instances are received into. An instance appears in it whole, under its final name, or not at all; with
/// <see cref="Durability.None"/> a process that is killed may leave a part of one.
/// </summary>
internal sealed class InstanceStore(
    string folder,
    StoragePathTemplate template,
    DuplicateHandling onDuplicate,
    Durability durability,
    string implementationClassUid,
    string implementationVersionName,
    ServerCounters counters)
{
    // Of this process alone, and readable for its user alone.
    private static readonly Lazy<string> TemporaryFolder = new(MakeTemporaryFolder);

    private readonly string prefix = folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;

    /// <summary>The folder for what handlers of C-STORE look at, where nothing is stored but by them.</summary>
    internal static InstanceStore Temporary(ApplicationEntity entity, ServerCounters counters) => new(
        TemporaryFolder.Value,
        new StoragePathTemplate(StoragePathTemplate.Default),
        DuplicateHandling.Replace,
        Durability.Rename,
        entity.ImplementationClassUid,
        entity.ImplementationVersionName,
        counters) { KeepsInstances = false };

    /// <summary>The folder of a C-GET, made if it is not there.</summary>
    internal static InstanceStore Open(Dimse.GetOptions options) => new(
        Directory.CreateDirectory(options.StoragePath!).FullName,
        options.PathTemplate,
        options.OnDuplicate,
        options.Durability,
        Implementation.ClassUid,
        Implementation.VersionName,
        new ServerCounters());

    /// <summary>Whether instances stay; otherwise only a handler sees them.</summary>
    internal bool KeepsInstances { get; private init; } = true;

    internal ServerCounters Counters => counters;

    internal StoragePathTemplate Template => template;

    internal DuplicateHandling OnDuplicate => onDuplicate;

    internal Durability Durability => durability;

    /// <summary>What is read of an instance to name it, and to hold it against the request.</summary>
    internal IReadOnlyCollection<DicomTag> NamingAttributes { get; } =
        [.. template.Attributes.Append(Tags.SopClassUid).Append(Tags.SopInstanceUid).Distinct()];

    /// <summary>Begins to receive an instance. Its file is in the folder from the start, so that a rename makes it final.</summary>
    /// <param name="origin">What is known of it.</param>
    /// <param name="isDecidedLater">Whether a handler looks at it before it gets its name.</param>
    internal IncomingInstance Begin(InstanceOrigin origin, bool isDecidedLater) => new(this, origin, isDecidedLater);

    /// <summary>Makes a file of its own for an instance.</summary>
    /// <exception cref="IOException">There is one of that name, or it cannot be made.</exception>
    internal SafeFileHandle Create(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
        catch (DirectoryNotFoundException) when (Directory.Exists(folder))
        {
            // Found out by the attempt: of many instances in a folder the first one needs it made. The store's own folder is
            // not made again: where it is gone, so may be the disk that it was on.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
    }

    /// <summary>Gives a file its name.</summary>
    /// <exception cref="IOException">There is one of that name, and it is not to be replaced; or it cannot be moved.</exception>
    internal void Move(string from, string to)
    {
        bool replaces = onDuplicate == DuplicateHandling.Replace;
        try
        {
            File.Move(from, to, replaces);
        }
        catch (IOException e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            // The framework looks which of them was missing after the attempt, when somebody else may have made the folder.
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(from, to, replaces);
        }
    }

    /// <summary>Writes what stands before the data set.</summary>
    /// <returns>The bytes that it took.</returns>
    internal int WriteMetaInformation(IBufferWriter<byte> target, InstanceOrigin origin) => FileMetaInformation.Write(
        target,
        origin.SopClassUid,
        origin.SopInstanceUid,
        origin.TransferSyntaxUid,
        implementationClassUid,
        implementationVersionName,
        origin.CallingAETitle);

    internal string NewTemporaryPath() => $"{prefix}.{Guid.NewGuid():N}.part";

    /// <summary>The final path of an instance: below the folder, whatever its values are.</summary>
    internal string PathFor(string relativePath)
    {
        string path = Path.GetFullPath(Path.Combine(folder, relativePath));
        return path.StartsWith(prefix, StringComparison.Ordinal)
            ? path
            : throw new IOException("The path of an instance leads out of the storage folder.");
    }

    private static string MakeTemporaryFolder()
    {
        string path = Directory.CreateTempSubdirectory("dicomps-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (IOException)
            {
                // Somebody still reads there; the system tidies its temporary folder.
            }
        };
        return path;
    }
}
