namespace DicomPS.Engine.Pdu;

/// <summary>Who aborted: byte 9 of the A-ABORT PDU (PS3.8 section 9.3.8). A value that is not named here is kept.</summary>
public enum AbortSource : byte
{
    /// <summary>The DICOM application itself; the reason is then not significant.</summary>
    ServiceUser = 0,

    /// <summary>Reserved by the standard.</summary>
    Reserved = 1,

    /// <summary>The upper layer beneath the application.</summary>
    ServiceProvider = 2,
}
