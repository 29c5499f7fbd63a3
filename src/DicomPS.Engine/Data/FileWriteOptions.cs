using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>How a <see cref="DicomFile"/> is written.</summary>
public sealed class FileWriteOptions
{
    /// <summary>The transfer syntax; null for the file's own.</summary>
    public TransferSyntax? TransferSyntax { get; init; }

    /// <summary>How the ends of sequences and items are told; as they are at first. Other forms drop group lengths.</summary>
    public SequenceLengths SequenceLengths { get; init; }

    /// <summary>Whether a data set is written of which only a part was read; what was not read is then missing.</summary>
    public bool AllowsPartial { get; init; }

    /// <summary>Whether a file of that name is replaced; true at first.</summary>
    public bool Overwrites { get; init; } = true;

    /// <summary>Ends the writing; the target is then as it was.</summary>
    public CancellationToken CancellationToken { get; init; }
}
