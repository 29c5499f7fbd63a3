namespace DicomPS.Engine.Data;

/// <summary>What a data set is read from, where its values can stay instead of being copied.</summary>
internal interface IValueSource
{
    /// <summary>A value that stays where it is; null where it is better read.</summary>
    /// <param name="offset">Its place in what is read.</param>
    /// <param name="length">Its length, which was checked.</param>
    /// <param name="largeValue">Values of more bytes than this are large.</param>
    ElementContent? ContentAt(long offset, long length, int largeValue);
}
