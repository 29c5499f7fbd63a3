using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>What a handler answers to a request: a status, with what belongs to it.</summary>
/// <param name="Status">The status code (PS3.7 annex C, and the service classes of PS3.4).</param>
public sealed record DimseAnswer(ushort Status)
{
    /// <summary>The longest Error Comment, in characters (VR LO).</summary>
    public const int MaximumCommentLength = 64;

    /// <summary>Success, and nothing else.</summary>
    public static DimseAnswer Success { get; } = new(StatusCodes.Success);

    /// <summary>Error Comment (0000,0902); what is longer than 64 characters is cut. Null for none.</summary>
    public string? ErrorComment { get; init; }

    /// <summary>Error ID (0000,0903): a number of the provider's own; null for none.</summary>
    public ushort? ErrorId { get; init; }

    /// <summary>Offending Element (0000,0901); null for none.</summary>
    public IReadOnlyList<DicomTag>? OffendingElements { get; init; }

    /// <summary>The SOP instance, where it is another than that of the request; null for that one.</summary>
    public string? SopInstanceUid { get; init; }

    /// <summary>The data set: a match, an attribute list, a reply; null for none.</summary>
    public DicomDataset? Dataset { get; init; }

    /// <summary>Whether more answers follow.</summary>
    public bool IsPending => DicomStatus.CategoryOf(Status) == DicomStatusCategory.Pending;

    /// <summary>A match of a C-FIND.</summary>
    /// <param name="dataset">The match. It must not change until it is sent.</param>
    /// <param name="allKeysSupported">False where an optional key was not supported (status FF01).</param>
    /// <returns>A pending answer.</returns>
    public static DimseAnswer Match(DicomDataset dataset, bool allKeysSupported = true)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new DimseAnswer(allKeysSupported ? StatusCodes.Pending : StatusCodes.PendingWithWarning) { Dataset = dataset };
    }

    /// <summary>A status with words.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="errorComment">What went wrong; no value of a data set.</param>
    /// <returns>The answer.</returns>
    public static DimseAnswer Of(ushort status, string? errorComment = null) => new(status) { ErrorComment = errorComment };
}
