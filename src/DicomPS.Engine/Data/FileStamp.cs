using Microsoft.Win32.SafeHandles;

namespace DicomPS.Engine.Data;

/// <summary>A file as it was when its data set was read: values that stayed in it are taken from no other.</summary>
internal sealed class FileStamp : IValueSource
{
    private readonly long length;
    private readonly DateTime lastWrite;

    internal FileStamp(string path)
    {
        FileInfo info = new(path);
        Path = info.FullName;
        length = info.Length;
        lastWrite = info.LastWriteTimeUtc;
    }

    /// <summary>The full path of the file.</summary>
    internal string Path { get; }

    public ElementContent? ContentAt(long offset, long length, int largeValue) =>
        length > largeValue ? new FileContent(this, offset, length) : null;

    internal SafeFileHandle Open()
    {
        FileInfo now = new(Path);
        if (!now.Exists || now.Length != length || now.LastWriteTimeUtc != lastWrite)
        {
            throw Changed();
        }

        return File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }

    internal DicomException Changed() => new(
        DicomErrorId.NotDicom,
        $"'{Path}' was changed since its data set was read; its large values cannot be had any more.",
        "Read the file again.");
}
