namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>A folder that a side receives into. It goes with the side.</summary>
/// <param name="folder">The folder; it is made.</param>
/// <param name="lengthOf">How many bytes of a file count.</param>
internal sealed class ReceivedFiles(string folder, Func<string, long> lengthOf) : IDisposable
{
    /// <summary>Its path.</summary>
    internal string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    /// <summary>Counts the files and takes them away.</summary>
    internal Tally Take()
    {
        string[] files = Directory.GetFiles(Folder, "*", SearchOption.AllDirectories);
        Tally tally = new(files.Length, files.Sum(lengthOf));
        foreach (string file in files)
        {
            File.Delete(file);
        }

        return tally;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
