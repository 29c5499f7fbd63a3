namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>A folder that a side receives into.</summary>
/// <param name="folder">The folder; it is made.</param>
/// <param name="lengthOf">How many bytes of a file count.</param>
internal sealed class ReceivedFiles(string folder, Func<string, long> lengthOf)
{
    private int taken;

    /// <summary>Its path.</summary>
    internal string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    /// <summary>
    /// Counts the files and puts them aside, empty. They are deleted with everything else at the end of the benchmark: ext4
    /// without a journal gives no inode away for minutes after its file was deleted, and passes by each of them whenever a
    /// file is made, so that the next pair would pay for the files of this one.
    /// </summary>
    internal Tally Take()
    {
        string[] files = Directory.GetFiles(Folder, "*", SearchOption.AllDirectories);
        Tally tally = new(files.Length, files.Sum(lengthOf));
        foreach (string file in files)
        {
            using FileStream emptied = new(file, FileMode.Truncate);
        }

        string aside = Directory.CreateDirectory($"{Folder}-{++taken}").FullName;
        foreach (FileSystemInfo entry in new DirectoryInfo(Folder).GetFileSystemInfos())
        {
            Directory.Move(entry.FullName, Path.Combine(aside, entry.Name));
        }

        return tally;
    }
}
