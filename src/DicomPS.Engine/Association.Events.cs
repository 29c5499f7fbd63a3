using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Engine;

/// <content>What is told of the association while it goes on.</content>
public sealed partial class Association
{
    /// <summary>
    /// What happens on this association: messages, instances, its end. The server's events include those of its associations.
    /// </summary>
    public DicomEventSource Events { get; }

    /// <summary>Tells of events as <see cref="DicomEventSource.Occurred"/> does; the association is their sender.</summary>
    public event EventHandler<DicomEvent>? Occurred
    {
        add => Events.Occurred += value;
        remove => Events.Occurred -= value;
    }

    /// <summary>How long nothing has come, while nothing is going on either; null while something is.</summary>
    internal TimeSpan? IdleFor
    {
        get
        {
            lock (pending)
            {
                return pending.Count > 0 || dispatcher is { IsBusy: true } || channel is { IsReceiving: true }
                    ? null
                    : TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref lastHeard));
            }
        }
    }

    /// <summary>Tells those who listen what a handler has to say (<see cref="DicomEventKind.HandlerMessage"/>).</summary>
    /// <param name="message">Its words.</param>
    public void TellMessage(string message) => Tell(DicomEventKind.HandlerMessage, message);

    void IUpperLayerUser.OnPduReceived(PduHeader header) => Tell(DicomEventKind.PduReceived, header);

    void IUpperLayerUser.OnPdusSending(ReadOnlySpan<byte> pdus)
    {
        // From one header to the next, and only where somebody listens.
        while (Events.IsListened(DicomEventKind.PduSent) && PduHeader.TryRead(pdus, out PduHeader header))
        {
            Tell(DicomEventKind.PduSent, header);

            // The last one may go on in a file.
            pdus = pdus[(int)Math.Min(PduHeader.Size + (long)header.Length, pdus.Length)..];
        }
    }

    void IMessageHandler.OnSending(CommandSet command)
    {
        if (Events.IsListened(DicomEventKind.MessageSent))
        {
            Events.Raise(Event(DicomEventKind.MessageSent) with { Command = command });
        }
    }

    /// <summary>Tells of something, if anybody listens.</summary>
    internal void Tell(DicomEventKind kind, string? reason = null, Exception? error = null)
    {
        if (Events.IsListened(kind))
        {
            Events.Raise(Event(kind) with { Reason = reason, Error = error });
        }
    }

    /// <summary>Whether anybody wants to know of an instance that has come.</summary>
    internal bool WantsInstances =>
        retrieving is not null || Events.IsListened(DicomEventKind.InstanceStored) || Events.IsListened(DicomEventKind.InstanceRefused);

    /// <summary>An instance has come, and its answer is decided.</summary>
    internal async ValueTask TellReceivedAsync(AcceptedContext context, ReceivedInstance instance)
    {
        DicomEventKind kind = instance.IsStored ? DicomEventKind.InstanceStored : DicomEventKind.InstanceRefused;
        if (Events.IsListened(kind))
        {
            Events.Raise(Event(kind) with { Instance = instance });
        }

        if (retrieving is { } current)
        {
            await current.Request.PostAsync(new DimseMessage(context, new CommandSet()) { Instance = instance }).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Nothing more will be told once the connection is closed: the last PDU, an A-RELEASE-RP or an A-ABORT, goes out when
    /// the association is over already. Of an accepted one the server tells the closing too, and calls this behind it.
    /// </summary>
    internal async Task CompleteEventsAsync()
    {
        await connection.Completion.ConfigureAwait(false);
        Events.Complete();
    }

    private void Tell(DicomEventKind kind, PduHeader header)
    {
        if (Events.IsListened(kind))
        {
            Events.Raise(Event(kind) with { PduType = (PduType)header.Type, PduLength = PduHeader.Size + (long)header.Length });
        }
    }

    private DicomEvent Event(DicomEventKind kind) => new()
    {
        Kind = kind,
        AssociationId = Id,
        CallingAETitle = CallingAETitle,
        CalledAETitle = CalledAETitle,
        RemoteEndPoint = RemoteEndPoint,
    };
}
