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
}
