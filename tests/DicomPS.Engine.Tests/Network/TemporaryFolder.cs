using DicomPS.Engine.Dictionary;
using DicomPS.Tests;

namespace DicomPS.Engine.Tests.Network;

/// <summary>A folder of its own for a test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private int files;

    public string Path { get; } = Directory.CreateTempSubdirectory("dicomps-").FullName;

    /// <summary>All files below the folder, temporary ones included, as paths relative to it.</summary>
    public string[] Files =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file)).Order(StringComparer.Ordinal)];

    public string PathOf(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a new instance, and gives its path.</summary>
    public string Instance(
        string sopClass = Uids.CTImageStorage, string transferSyntax = Uids.ExplicitVRLittleEndian, string? uid = null, int rows = 2) =>
        TestInstances.WriteFile(PathOf($"{++files}.dcm"), sopClass, transferSyntax, uid, rows);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
