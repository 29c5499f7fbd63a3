using Microsoft.Win32.SafeHandles;

namespace DicomPS.Engine.Data;

/// <summary>A file as it was when its data set was read: values that stayed in it are taken from no other.</summary>
internal sealed class FileStamp
{
    private readonly string path;
    private readonly long length;
    private readonly DateTime lastWrite;

    internal FileStamp(string path)
    {
        FileInfo info = new(path);
        this.path = info.FullName;
        length = info.Length;
        lastWrite = info.LastWriteTimeUtc;
    }

    internal SafeFileHandle Open()
    {
        FileInfo now = new(path);
        if (!now.Exists || now.Length != length || now.LastWriteTimeUtc != lastWrite)
        {
            throw Changed();
        }

        return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }

    internal DicomException Changed() => new(
        DicomErrorId.NotDicom,
        $"'{path}' was changed since its data set was read; its large values cannot be had any more.",
        "Read the file again.");
}
