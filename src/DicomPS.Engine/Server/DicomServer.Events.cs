namespace DicomPS.Engine.Server;

/// <content>What is told of the server while it runs.</content>
public sealed partial class DicomServer
{
    /// <summary>What happens on the server's connections and associations, until it has stopped.</summary>
    public DicomEventSource Events { get; }

    /// <summary>Tells of events as <see cref="DicomEventSource.Occurred"/> does; the server is their sender.</summary>
    public event EventHandler<DicomEvent>? Occurred
    {
        add => Events.Occurred += value;
        remove => Events.Occurred -= value;
    }
}
