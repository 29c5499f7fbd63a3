using System.Globalization;
using System.Net;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine;

/// <summary>Something that has happened on a connection or an association. It does not change once made.</summary>
public sealed record DicomEvent
{
    /// <summary>What has happened.</summary>
    public required DicomEventKind Kind { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.Now;

    /// <summary>The number of the association or connection (<see cref="Association.Id"/>).</summary>
    public required int AssociationId { get; init; }

    /// <summary>The title of the requestor; empty where it has not said it yet.</summary>
    public required string CallingAETitle { get; init; }

    /// <summary>The title by which the acceptor was called; empty where that has not been said yet.</summary>
    public required string CalledAETitle { get; init; }

    /// <summary>The remote end of the connection.</summary>
    public required IPEndPoint RemoteEndPoint { get; init; }

    /// <summary>The type of a PDU, as its first byte says, known to the standard or not; null for what is no PDU.</summary>
    public PduType? PduType { get; init; }

    /// <summary>The length of a PDU in bytes, its header included; null for what is no PDU.</summary>
    public long? PduLength { get; init; }

    /// <summary>The command set of a message; null for what is no message.</summary>
    public CommandSet? Command { get; init; }

    /// <summary>The instance that was stored or refused; null otherwise.</summary>
    public ReceivedInstance? Instance { get; init; }

    /// <summary>Why it came to this, in words; null where nothing is to be said.</summary>
    public string? Reason { get; init; }

    /// <summary>What a handler failed with; null otherwise. Its words are the handler's own.</summary>
    public Exception? Error { get; init; }

    /// <summary>Whether it is one of the many that only a trace is interested in: a full queue drops those.</summary>
    public bool IsTrace => Kind is DicomEventKind.PduSent or DicomEventKind.PduReceived
        or DicomEventKind.MessageSent or DicomEventKind.MessageReceived or DicomEventKind.HandlerMessage;

    /// <summary>Kind, titles and what there is to say.</summary>
    /// <returns>A line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kind} {CallingAETitle} > {CalledAETitle} ({RemoteEndPoint}) {Command?.CommandField.ToString() ?? Instance?.ToString() ?? PduType?.ToString() ?? Reason}").TrimEnd();
}
