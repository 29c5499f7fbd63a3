using System.Runtime.InteropServices;

namespace DicomPS.Engine.UpperLayer;

/// <summary>What Linux does with sockets and the framework has no name for.</summary>
internal static partial class LinuxNetwork
{
    /// <summary>Sends bytes of a file from the memory that the system has them in (sendfile(2)).</summary>
    /// <param name="socket">Where to; it does not block.</param>
    /// <param name="file">The file.</param>
    /// <param name="offset">The first byte; then the first that was not sent. Of 64 bits in a process of 64 bits.</param>
    /// <param name="count">How many bytes.</param>
    /// <returns>How many were sent; less than 0 for none.</returns>
    [LibraryImport("libc", EntryPoint = "sendfile")]
    internal static partial nint SendFile(SafeHandle socket, SafeHandle file, ref long offset, nint count);
}
