namespace DicomPS.Engine.Pdu;

/// <summary>Who rejected: byte 9 of the A-ASSOCIATE-RJ PDU (PS3.8 section 9.3.4). Other values are kept.</summary>
public enum AssociateSource : byte
{
    /// <summary>The DICOM application itself.</summary>
    ServiceUser = 1,

    /// <summary>The upper layer's association control (ACSE).</summary>
    ServiceProviderAcse = 2,

    /// <summary>The upper layer's presentation service.</summary>
    ServiceProviderPresentation = 3,
}
