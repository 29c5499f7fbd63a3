using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Dimse;

/// <summary>A request of a peer, as its handler sees it.</summary>
public class DimseRequest
{
    private readonly CommandSet command;
    private readonly Lazy<DicomDataset?> dataset;

    internal DimseRequest(
        Association association, AcceptedContext context, CommandSet command, Func<DicomDataset?> dataset, CancellationToken cancellationToken)
    {
        this.command = command;
        this.dataset = new Lazy<DicomDataset?>(dataset);
        Association = association;
        Context = context;
        CancellationToken = cancellationToken;

        // The provider of an N-CREATE chooses the UID that its user leaves out (PS3.7 section 10.1.5.1.3).
        SopInstanceUid = command.AffectedSopInstanceUid ?? command.RequestedSopInstanceUid
            ?? (command.CommandField == CommandField.NCreateRq ? UidGenerator.Create() : null);
    }

    /// <summary>The association it came over: titles, remote end, accepted contexts.</summary>
    public Association Association { get; }

    /// <summary>The presentation context it came in.</summary>
    public AcceptedContext Context { get; }

    /// <summary>What is asked for.</summary>
    public CommandField Service => command.CommandField;

    /// <summary>Message ID (0000,0110).</summary>
    public ushort MessageId => command.MessageId ?? 0;

    /// <summary>Affected or Requested SOP Class UID; that of the context where the request names none.</summary>
    public string SopClassUid => command.AffectedSopClassUid ?? command.RequestedSopClassUid ?? Context.AbstractSyntax;

    /// <summary>The name of the SOP class; its UID where the dictionary has none.</summary>
    public string SopClassName => UidDictionary.NameOf(SopClassUid);

    /// <summary>Affected or Requested SOP Instance UID; null where the service has none.</summary>
    public string? SopInstanceUid { get; }

    /// <summary>Priority (0000,0700); null where the service has none.</summary>
    public Priority? Priority => command.Priority;

    /// <summary>Move Destination (0000,0600) of a C-MOVE; null otherwise.</summary>
    public string? MoveDestination => command.MoveDestination;

    /// <summary>Move Originator Application Entity Title (0000,1030) of a C-STORE that a C-MOVE caused; null otherwise.</summary>
    public string? MoveOriginatorTitle => command.MoveOriginatorTitle;

    /// <summary>Move Originator Message ID (0000,1031) of a C-STORE that a C-MOVE caused; null otherwise.</summary>
    public ushort? MoveOriginatorMessageId => command.MoveOriginatorMessageId;

    /// <summary>Event Type ID (0000,1002) of an N-EVENT-REPORT; null otherwise.</summary>
    public ushort? EventTypeId => command.EventTypeId;

    /// <summary>Action Type ID (0000,1008) of an N-ACTION; null otherwise.</summary>
    public ushort? ActionTypeId => command.ActionTypeId;

    /// <summary>Attribute Identifier List (0000,1005) of an N-GET; empty asks for all.</summary>
    public IReadOnlyList<DicomTag> AttributeTags => command.AttributeIdentifierList ?? [];

    /// <summary>
    /// The data set: an identifier, an attribute list, an instance; null where none came. An instance is read on
    /// the first look; the others are answered with a failure before any handler is asked, where they are damaged.
    /// </summary>
    /// <exception cref="DicomException">NotDicom: nothing can be read of the instance.</exception>
    public DicomDataset? Dataset => dataset.Value;

    /// <summary>Ends with a C-CANCEL, with the association, and with the handler's time limit.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Whether nobody waits for the answer any more.</summary>
    public bool IsCancelled => CancellationToken.IsCancellationRequested;

    /// <summary>The service and the SOP class.</summary>
    /// <returns>For example "CFindRq of Study Root ... (message 3)".</returns>
    public override string ToString() => $"{Service} of {SopClassName} (message {MessageId})";
}
