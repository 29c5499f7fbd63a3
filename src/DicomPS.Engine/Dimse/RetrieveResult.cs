using System.Globalization;

namespace DicomPS.Engine.Dimse;

/// <summary>A response to a C-GET or C-MOVE, with its sub-operations (PS3.4 section C.4.2 and C.4.3).</summary>
public sealed record RetrieveResult : DimseResult
{
    /// <summary>Number of Remaining Sub-operations (0000,1020); null where the peer did not say.</summary>
    public int? Remaining { get; init; }

    /// <summary>Number of Completed Sub-operations (0000,1021); null where the peer did not say.</summary>
    public int? Completed { get; init; }

    /// <summary>Number of Failed Sub-operations (0000,1022); null where the peer did not say.</summary>
    public int? Failed { get; init; }

    /// <summary>Number of Warning Sub-operations (0000,1023); null where the peer did not say.</summary>
    public int? Warnings { get; init; }

    /// <summary>Failed SOP Instance UID List (0008,0058) of the last response; empty where none is told.</summary>
    public IReadOnlyList<string> FailedSopInstanceUids { get; init; } = [];

    /// <summary>The status and the counts.</summary>
    /// <returns>A line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{base.ToString()}: {Completed ?? 0} completed, {Failed ?? 0} failed, {Warnings ?? 0} with a warning, {Remaining ?? 0} remaining");
}
