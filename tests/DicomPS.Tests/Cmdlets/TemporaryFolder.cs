namespace DicomPS.Tests.Cmdlets;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dicomps-cmdlets-");

    public string Path => folder.FullName;

    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes so many small instances and gives their paths in order.</summary>
    public string[] WriteInstances(int count, string transferSyntaxUid = TestInstances.ExplicitVRLittleEndian) =>
        [.. Enumerable.Range(1, count).Select(i =>
            TestInstances.WriteFile(Combine("files", $"{i:000}.dcm"), transferSyntaxUid: transferSyntaxUid, rows: 4))];

    /// <summary>Writes an instance with so many bytes of trailing padding (PS3.10 section 7.2), in Implicit VR Little Endian.</summary>
    public string WriteLargeInstance(int padding)
    {
        string path = TestInstances.WriteFile(Combine("large", "large.dcm"), transferSyntaxUid: TestInstances.ImplicitVRLittleEndian, rows: 4);
        using FileStream file = new(path, FileMode.Append);
        file.Write([0xFC, 0xFF, 0xFC, 0xFF, .. BitConverter.GetBytes(padding)]);
        file.SetLength(file.Length + padding);
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
