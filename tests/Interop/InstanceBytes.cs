using DicomPS.Engine.Data;

namespace DicomPS.Interop;

/// <summary>What is compared of files: the bytes behind the meta header, as the engine's reader finds them.</summary>
internal static class InstanceBytes
{
    public static byte[] DataSetOf(string path)
    {
        using Part10File file = Part10File.Open(path);
        byte[] bytes = new byte[file.DataSetLength];
        file.SeekDataSet().ReadExactly(bytes);
        return bytes;
    }

    public static string TransferSyntaxOf(string path)
    {
        using Part10File file = Part10File.Open(path);
        return file.TransferSyntaxUid;
    }

    public static string SopInstanceOf(string path) => InstanceFile.Read(path).SopInstanceUid;
}
