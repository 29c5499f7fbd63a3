namespace DicomPS.Engine.Pdu;

/// <summary>
/// Why the service provider aborted: byte 10 of the A-ABORT PDU (PS3.8 section 9.3.8). A value that is not named here
/// (3 is reserved) is kept.
/// </summary>
public enum AbortReason : byte
{
    /// <summary>Reason not specified.</summary>
    NotSpecified = 0,

    /// <summary>The PDU's type is unknown.</summary>
    UnrecognizedPdu = 1,

    /// <summary>The PDU is known, but does not belong here.</summary>
    UnexpectedPdu = 2,

    /// <summary>A parameter of the PDU is unknown.</summary>
    UnrecognizedPduParameter = 4,

    /// <summary>A parameter of the PDU is known, but does not belong here.</summary>
    UnexpectedPduParameter = 5,

    /// <summary>A parameter of the PDU has a value that it may not have.</summary>
    InvalidPduParameterValue = 6,
}
