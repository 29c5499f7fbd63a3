namespace DicomPS.Binding;

/// <summary>A file to work on.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="IsFromFolder">Whether it was found in a folder, rather than named.</param>
internal readonly record struct FoundFile(string Path, bool IsFromFolder);
