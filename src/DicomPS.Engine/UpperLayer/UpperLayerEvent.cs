namespace DicomPS.Engine.UpperLayer;

/// <summary>The events of the upper layer's protocol machine: the rows of PS3.8 table 9-10, in its order.</summary>
public enum UpperLayerEvent
{
    /// <summary>Event 1: A-ASSOCIATE request primitive from the local user.</summary>
    AssociateRequest = 1,

    /// <summary>Event 2: the transport connection that was asked for is open.</summary>
    TransportConfirm,

    /// <summary>Event 3: A-ASSOCIATE-AC PDU received.</summary>
    AssociateAcReceived,

    /// <summary>Event 4: A-ASSOCIATE-RJ PDU received.</summary>
    AssociateRjReceived,

    /// <summary>Event 5: a peer has opened a transport connection.</summary>
    TransportIndication,

    /// <summary>Event 6: A-ASSOCIATE-RQ PDU received.</summary>
    AssociateRqReceived,

    /// <summary>Event 7: A-ASSOCIATE response primitive from the local user: accept.</summary>
    AssociateResponseAccept,

    /// <summary>Event 8: A-ASSOCIATE response primitive from the local user: reject.</summary>
    AssociateResponseReject,

    /// <summary>Event 9: P-DATA request primitive from the local user.</summary>
    DataRequest,

    /// <summary>Event 10: P-DATA-TF PDU received.</summary>
    DataReceived,

    /// <summary>Event 11: A-RELEASE request primitive from the local user.</summary>
    ReleaseRequest,

    /// <summary>Event 12: A-RELEASE-RQ PDU received.</summary>
    ReleaseRqReceived,

    /// <summary>Event 13: A-RELEASE-RP PDU received.</summary>
    ReleaseRpReceived,

    /// <summary>Event 14: A-RELEASE response primitive from the local user.</summary>
    ReleaseResponse,

    /// <summary>Event 15: A-ABORT request primitive from the local user.</summary>
    AbortRequest,

    /// <summary>Event 16: A-ABORT PDU received.</summary>
    AbortReceived,

    /// <summary>Event 17: the transport connection is closed.</summary>
    TransportClosed,

    /// <summary>Event 18: the ARTIM timer has expired.</summary>
    ArtimExpired,

    /// <summary>Event 19: an unrecognized or invalid PDU received.</summary>
    InvalidPdu,
}
