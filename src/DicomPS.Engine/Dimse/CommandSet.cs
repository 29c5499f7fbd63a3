using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// The command set of a DIMSE message: the elements of group 0000 (PS3.7 section 6.3 and annex E.1). An element that
/// is absent is null. <see cref="CommandSetCodec"/> turns it into bytes and back.
/// </summary>
public sealed record CommandSet
{
    // Command Data Set Type: this value, and no other, says that no data set follows (PS3.7 annex E.1).
    internal const ushort NoDataSet = 0x0101;

    /// <summary>(0000,0002) Affected SOP Class UID.</summary>
    public string? AffectedSopClassUid { get; init; }

    /// <summary>(0000,0003) Requested SOP Class UID.</summary>
    public string? RequestedSopClassUid { get; init; }

    /// <summary>(0000,0100) Command Field: the kind of the message.</summary>
    public CommandField CommandField { get; init; }

    /// <summary>(0000,0110) Message ID of a request.</summary>
    public ushort? MessageId { get; init; }

    /// <summary>(0000,0120) Message ID Being Responded To, of a response or a C-CANCEL.</summary>
    public ushort? MessageIdBeingRespondedTo { get; init; }

    /// <summary>(0000,0600) Move Destination: an AE title.</summary>
    public string? MoveDestination { get; init; }

    /// <summary>(0000,0700) Priority.</summary>
    public Priority? Priority { get; init; }

    /// <summary>(0000,0800) Command Data Set Type: 0101H where no data set follows the command.</summary>
    public ushort CommandDataSetType { get; init; } = NoDataSet;

    /// <summary>(0000,0900) Status of a response.</summary>
    public ushort? Status { get; init; }

    /// <summary>(0000,0901) Offending Element.</summary>
    public IReadOnlyList<DicomTag>? OffendingElement { get; init; }

    /// <summary>(0000,0902) Error Comment: at most 64 characters.</summary>
    public string? ErrorComment { get; init; }

    /// <summary>(0000,0903) Error ID.</summary>
    public ushort? ErrorId { get; init; }

    /// <summary>(0000,1000) Affected SOP Instance UID.</summary>
    public string? AffectedSopInstanceUid { get; init; }

    /// <summary>(0000,1001) Requested SOP Instance UID.</summary>
    public string? RequestedSopInstanceUid { get; init; }

    /// <summary>(0000,1002) Event Type ID.</summary>
    public ushort? EventTypeId { get; init; }

    /// <summary>(0000,1005) Attribute Identifier List.</summary>
    public IReadOnlyList<DicomTag>? AttributeIdentifierList { get; init; }

    /// <summary>(0000,1008) Action Type ID.</summary>
    public ushort? ActionTypeId { get; init; }

    /// <summary>(0000,1020) Number of Remaining Sub-operations.</summary>
    public ushort? RemainingSuboperations { get; init; }

    /// <summary>(0000,1021) Number of Completed Sub-operations.</summary>
    public ushort? CompletedSuboperations { get; init; }

    /// <summary>(0000,1022) Number of Failed Sub-operations.</summary>
    public ushort? FailedSuboperations { get; init; }

    /// <summary>(0000,1023) Number of Warning Sub-operations.</summary>
    public ushort? WarningSuboperations { get; init; }

    /// <summary>(0000,1030) Move Originator Application Entity Title.</summary>
    public string? MoveOriginatorTitle { get; init; }

    /// <summary>(0000,1031) Move Originator Message ID.</summary>
    public ushort? MoveOriginatorMessageId { get; init; }

    /// <summary>Whether a data set follows the command (PS3.7 section 6.3.1). Set, it chooses the Command Data Set Type.</summary>
    public bool HasDataSet
    {
        get => CommandDataSetType != NoDataSet;
        init => CommandDataSetType = value ? (ushort)0x0001 : NoDataSet;
    }

    /// <summary>Whether the message is a response.</summary>
    public bool IsResponse => ((ushort)CommandField & 0x8000) != 0;

    /// <summary>The response to a request: its kind, message ID and UIDs, with a status and no data set.</summary>
    /// <param name="status">The status (PS3.7 annex C).</param>
    /// <param name="errorComment">What went wrong, at most 64 characters; no value of a data set.</param>
    /// <returns>The response.</returns>
    public CommandSet RespondWith(ushort status, string? errorComment = null) => new()
    {
        // The UIDs are optional in a response; what the request affected is told again (PS3.7 section 9.3).
        AffectedSopClassUid = AffectedSopClassUid ?? RequestedSopClassUid,
        AffectedSopInstanceUid = AffectedSopInstanceUid ?? RequestedSopInstanceUid,
        CommandField = (CommandField)((ushort)CommandField | 0x8000),
        MessageIdBeingRespondedTo = MessageId,
        Status = status,
        ErrorComment = errorComment,
    };

    /// <summary>The status of a response, which has to have one.</summary>
    /// <exception cref="DicomException">ProtocolViolation: there is none.</exception>
    internal DicomStatus RequireStatus(DicomServiceClass service) => Status is { } code
        ? DicomStatus.Of(code, service, (ushort)CommandField)
        : throw new DicomException(
            DicomErrorId.ProtocolViolation, "The peer sent a response without a status.", "Check the peer's DICOM software.");
}
