namespace DicomPS.Engine.Data;

/// <summary>How the ends of sequences and items are told when a data set is written (PS3.5 section 7.5).</summary>
public enum SequenceLengths
{
    /// <summary>Each as it was read or is set: <see cref="DicomSequence.HasUndefinedLength"/>, <see cref="DicomDataset.HasUndefinedLength"/>.</summary>
    AsTheyAre,

    /// <summary>By their length.</summary>
    Defined,

    /// <summary>By a delimiter.</summary>
    Undefined,
}
