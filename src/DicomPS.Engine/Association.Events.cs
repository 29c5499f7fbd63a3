using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine;

/// <content>What is told of the association while it goes on.</content>
public sealed partial class Association
{
    /// <summary>
    /// What happens on this association: messages, instances, its end. The server's events include those of its associations.
    /// </summary>
    public DicomEventSource Events { get; }

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

    void IMessageHandler.OnSending(CommandSet command)
    {
        if (Events.IsListened)
        {
            Events.Raise(Event(DicomEventKind.MessageSent) with { Command = command });
        }
    }

    /// <summary>Tells of something, if anybody listens.</summary>
    internal void Tell(DicomEventKind kind, string? reason = null, Exception? error = null)
    {
        if (Events.IsListened)
        {
            Events.Raise(Event(kind) with { Reason = reason, Error = error });
        }
    }

    /// <summary>An instance has come, and its answer is decided.</summary>
    internal async ValueTask TellReceivedAsync(AcceptedContext context, ReceivedInstance instance)
    {
        if (Events.IsListened)
        {
            Events.Raise(Event(instance.IsStored ? DicomEventKind.InstanceStored : DicomEventKind.InstanceRefused) with { Instance = instance });
        }

        if (retrieving is { } current)
        {
            await current.Request.PostAsync(new DimseMessage(context, new CommandSet()) { Instance = instance }).ConfigureAwait(false);
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
