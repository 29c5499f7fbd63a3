using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>What a peer answered to a request: one response (PS3.7 sections 9.1 and 10.1).</summary>
public record DimseResult
{
    /// <summary>Titles and remote end of the association, as text.</summary>
    public required string Association { get; init; }

    /// <summary>The kind of the request.</summary>
    public required CommandField Service { get; init; }

    /// <summary>The status, with its meaning in the service class of the SOP class.</summary>
    public required DicomStatus Status { get; init; }

    /// <summary>Error Comment (0000,0902): the peer's words, at most 64 characters; null where it gave none.</summary>
    public string? ErrorComment { get; init; }

    /// <summary>Error ID (0000,0903): a number of the peer's own; null where it gave none.</summary>
    public ushort? ErrorId { get; init; }

    /// <summary>Offending Element (0000,0901): the tags that the peer found fault with; empty where it named none.</summary>
    public IReadOnlyList<DicomTag> OffendingElements { get; init; } = [];

    /// <summary>The SOP class: as the response names it, else that of the request.</summary>
    public string? SopClassUid { get; init; }

    /// <summary>The name of the SOP class; its UID where the dictionary has none.</summary>
    public string? SopClassName => SopClassUid is null ? null : UidDictionary.NameOf(SopClassUid);

    /// <summary>
    /// The SOP instance: as the response names it, which tells the UID that a provider chose, else that of the request;
    /// null where neither names one.
    /// </summary>
    public string? SopInstanceUid { get; init; }

    /// <summary>Event Type ID (0000,1002) of an N-EVENT-REPORT; null otherwise.</summary>
    public ushort? EventTypeId { get; init; }

    /// <summary>Action Type ID (0000,1008) of an N-ACTION; null otherwise.</summary>
    public ushort? ActionTypeId { get; init; }

    /// <summary>The data set of the response: a match, an attribute list, an action reply; null where there is none.</summary>
    public DicomDataset? Dataset { get; init; }

    /// <summary>From the beginning of the request to this response.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether more responses follow (PS3.7 section C.2).</summary>
    public bool IsPending => Status.Category == DicomStatusCategory.Pending;

    /// <summary>Whether the operation was done, with reservations or without.</summary>
    public bool IsDone => Status.Category is DicomStatusCategory.Success or DicomStatusCategory.Warning;

    /// <summary>The status, and the peer's words.</summary>
    /// <returns>A line.</returns>
    public override string ToString() => string.IsNullOrEmpty(ErrorComment) ? Status.ToString() : $"{Status} ({ErrorComment})";
}
