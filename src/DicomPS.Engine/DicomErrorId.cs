namespace DicomPS.Engine;

/// <summary>
/// What went wrong, as one stable name. The cmdlets report it as the error id of their error records.
/// </summary>
public enum DicomErrorId
{
    /// <summary>An AE title breaks a rule of the AE value representation (PS3.5 section 6.2).</summary>
    InvalidAETitle,

    /// <summary>More than 128 presentation contexts were requested of one association (PS3.8 section 9.3.2.2).</summary>
    TooManyRequestedContexts,

    /// <summary>A presentation context has a faulty UID, no transfer syntax, or half a role selection.</summary>
    InvalidPresentationContext,

    /// <summary>A keyword or name stands in no table of UIDs (PS3.6 annex A).</summary>
    UnknownUid,

    /// <summary>A tag, keyword or name stands neither in the data dictionary (PS3.6) nor in the private one.</summary>
    UnknownTag,

    /// <summary>A value does not fit the VR of its element (PS3.5 section 6.2).</summary>
    InvalidValue,

    /// <summary>The host name could not be resolved, or the transport connection was refused.</summary>
    ConnectionFailed,

    /// <summary>TLS could not secure the connection: the handshake failed, or one side speaks TLS and the other does not.</summary>
    TlsFailed,

    /// <summary>A certificate or its private key cannot be read or found, or is missing.</summary>
    InvalidCertificate,

    /// <summary>The transport connection was not made within the connection timeout.</summary>
    ConnectionTimeout,

    /// <summary>The peer answered with A-ASSOCIATE-RJ (PS3.8 section 9.3.4).</summary>
    AssociationRejected,

    /// <summary>The association was aborted, by the peer or by this side (PS3.8 section 9.3.8).</summary>
    AssociationAborted,

    /// <summary>The association was released; a connection that was lost is an AssociationAborted.</summary>
    AssociationClosed,

    /// <summary>The peer did not answer an association or release request within the ACSE timeout.</summary>
    AcseTimeout,

    /// <summary>The peer did not answer a DIMSE request within the DIMSE timeout.</summary>
    DimseTimeout,

    /// <summary>Nothing was sent or received on an association for the length of the network timeout.</summary>
    NetworkTimeout,

    /// <summary>No presentation context that the service needs was accepted.</summary>
    NoAcceptedContext,

    /// <summary>The peer answered a DIMSE request with a failure status (PS3.7 annex C).</summary>
    DimseFailure,

    /// <summary>The peer broke a rule of the protocol (PS3.7, PS3.8).</summary>
    ProtocolViolation,

    /// <summary>A file or a stream is not a DICOM instance, or a damaged one.</summary>
    NotDicom,

    /// <summary>Of a data set only a part was read, and what was asked for needs all of it.</summary>
    PartialDataset,

    /// <summary>The server could not listen on its address and port.</summary>
    ListenFailed,
}
