namespace DicomPS.Engine.Data;

/// <summary>A value that stays in a file, and its place in the file that was written of it.</summary>
/// <param name="Content">The value.</param>
/// <param name="Offset">Its place in the new file.</param>
/// <param name="SwapUnit">The size of the units that were reversed for it; 1 where none were.</param>
internal readonly record struct MovedValue(FileContent Content, long Offset, int SwapUnit)
{
    /// <summary>Those values whose own file was replaced by the new one are from now on taken from that.</summary>
    internal static void Follow(List<MovedValue> values, string path)
    {
        FileStamp? stamp = null;
        foreach (MovedValue value in values.Where(value => value.Content.IsIn(path)))
        {
            value.Content.Move(stamp ??= new FileStamp(path), value.Offset, value.SwapUnit);
        }
    }
}
