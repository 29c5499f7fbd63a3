using Microsoft.Win32.SafeHandles;

namespace DicomPS.Engine.UpperLayer;

/// <summary>Bytes of a file that are to be sent.</summary>
/// <param name="File">The file, open for reading.</param>
/// <param name="Offset">Where in it they begin.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct FilePart(SafeFileHandle File, long Offset, int Length)
{
    /// <summary>What is left when the first of them are sent.</summary>
    internal FilePart After(int count) => this with { Offset = Offset + count, Length = Length - count };
}
