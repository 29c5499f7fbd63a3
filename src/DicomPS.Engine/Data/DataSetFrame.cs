using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>What a <see cref="DataSetReader"/> is inside of: the data set, a sequence, an item or encapsulated pixel data.</summary>
internal struct DataSetFrame
{
    /// <summary>The token that opened it; None for the data set itself.</summary>
    internal DataSetToken Kind;

    /// <summary>The tag of the sequence or of the pixel data.</summary>
    internal DicomTag Tag;

    /// <summary>Where it ends by its length; null where a delimiter, or the end of the stream, ends it.</summary>
    internal long? End;

    /// <summary>What nothing inside may run past: its own end, or that of the nearest container with a length.</summary>
    internal long Limit;

    internal bool IsExplicitVr;
    internal bool IsBigEndian;

    /// <summary>What Pixel Representation says here or, where it is missing, further out.</summary>
    internal bool IsSigned;

    /// <summary>The private creators so far; null where there are none, or nothing is known of their elements.</summary>
    internal PrivateBlocks? PrivateBlocks;
}
