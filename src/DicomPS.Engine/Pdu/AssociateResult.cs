namespace DicomPS.Engine.Pdu;

/// <summary>How final a rejection is: byte 8 of the A-ASSOCIATE-RJ PDU (PS3.8 section 9.3.4). Other values are kept.</summary>
public enum AssociateResult : byte
{
    /// <summary>The same request will be rejected again.</summary>
    RejectedPermanent = 1,

    /// <summary>The same request may succeed later.</summary>
    RejectedTransient = 2,
}
