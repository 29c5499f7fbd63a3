using DicomPS.Engine.Data;

namespace DicomPS.Engine.Server;

/// <summary>A folder that instances are received into. An instance appears in it whole, under its final name, or not at all.</summary>
internal sealed class InstanceStore(
    string folder,
    StoragePathTemplate template,
    DuplicateHandling onDuplicate,
    string implementationClassUid,
    string implementationVersionName,
    ServerCounters counters)
{
    // Of this process alone, and readable for its user alone.
    private static readonly Lazy<string> TemporaryFolder = new(MakeTemporaryFolder);

    /// <summary>The folder for what handlers of C-STORE look at, where nothing is stored but by them.</summary>
    internal static InstanceStore Temporary(ApplicationEntity entity, ServerCounters counters) => new(
        TemporaryFolder.Value,
        new StoragePathTemplate(StoragePathTemplate.Default),
        DuplicateHandling.Replace,
        entity.ImplementationClassUid,
        entity.ImplementationVersionName,
        counters) { KeepsInstances = false };

    /// <summary>The folder of a C-GET, made if it is not there.</summary>
    internal static InstanceStore Open(Dimse.GetOptions options) => new(
        Directory.CreateDirectory(options.StoragePath!).FullName,
        options.PathTemplate,
        options.OnDuplicate,
        Implementation.ClassUid,
        Implementation.VersionName,
        new ServerCounters());

    /// <summary>Whether instances stay; otherwise only a handler sees them.</summary>
    internal bool KeepsInstances { get; private init; } = true;

    internal ServerCounters Counters => counters;

    internal StoragePathTemplate Template => template;

    internal DuplicateHandling OnDuplicate => onDuplicate;

    /// <summary>Begins to receive an instance: it gets a temporary file in the folder, so that a rename makes it final.</summary>
    internal IncomingInstance Begin(InstanceOrigin origin) => new(this, origin);

    internal byte[] MetaInformationFor(InstanceOrigin origin) => FileMetaInformation.Encode(
        origin.SopClassUid,
        origin.SopInstanceUid,
        origin.TransferSyntaxUid,
        implementationClassUid,
        implementationVersionName,
        origin.CallingAETitle);

    internal string NewTemporaryPath() => Path.Combine(folder, $".{Guid.NewGuid():N}.part");

    /// <summary>The final path of an instance: below the folder, whatever its values are.</summary>
    internal string PathFor(string relativePath)
    {
        string path = Path.GetFullPath(Path.Combine(folder, relativePath));
        return path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
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
