namespace DicomPS.Binding;

/// <summary>A file to work on.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="IsFromFolder">Whether it was found in a folder, rather than named.</param>
internal readonly record struct FoundFile(string Path, bool IsFromFolder)
{
    /// <summary>Whether it is the DICOMDIR of a folder (PS3.10 section 8.6): its index, and no instance.</summary>
    internal bool IsDirectoryFile =>
        IsFromFolder && System.IO.Path.GetFileName(Path.AsSpan()).Equals("DICOMDIR", StringComparison.OrdinalIgnoreCase);
}
