namespace DicomPS.Engine;

/// <summary>What a <see cref="DicomEvent"/> tells of.</summary>
public enum DicomEventKind
{
    /// <summary>A peer has connected to a server.</summary>
    ConnectionOpened,

    /// <summary>The transport connection of a server with a peer is closed.</summary>
    ConnectionClosed,

    /// <summary>A peer asks for an association.</summary>
    AssociationRequested,

    /// <summary>The association is established.</summary>
    AssociationAccepted,

    /// <summary>The association was rejected.</summary>
    AssociationRejected,

    /// <summary>The association was released in order.</summary>
    AssociationReleased,

    /// <summary>The association was aborted, or its connection lost.</summary>
    AssociationAborted,

    /// <summary>A PDU goes out. A trace event.</summary>
    PduSent,

    /// <summary>A PDU comes in: its header is read. A trace event.</summary>
    PduReceived,

    /// <summary>A DIMSE message begins to go out. A trace event.</summary>
    MessageSent,

    /// <summary>The command set of a DIMSE message has come. A trace event.</summary>
    MessageReceived,

    /// <summary>An instance was taken and answered with success or a warning.</summary>
    InstanceStored,

    /// <summary>An instance was answered with a failure.</summary>
    InstanceRefused,

    /// <summary>A handler of a service provider threw, was late or gave nonsense.</summary>
    HandlerFailed,

    /// <summary>A handler of a service provider has something to say: a warning, a note. A trace event.</summary>
    HandlerMessage,
}
