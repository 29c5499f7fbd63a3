namespace DicomPS.Engine.Pdu;

/// <summary>
/// The first byte of every item and sub-item of an A-ASSOCIATE PDU (PS3.8 sections 9.3.2 and 9.3.3, PS3.8 annex D,
/// PS3.7 annex D.3.3). A type that stands in none of these is skipped by its length, as PS3.8 section 9.3.1 asks.
/// </summary>
public enum ItemType : byte
{
    /// <summary>Application context item (PS3.8 section 9.3.2.1).</summary>
    ApplicationContext = 0x10,

    /// <summary>Presentation context item of a request (PS3.8 section 9.3.2.2).</summary>
    PresentationContextRq = 0x20,

    /// <summary>Presentation context item of an acceptance (PS3.8 section 9.3.3.2).</summary>
    PresentationContextAc = 0x21,

    /// <summary>Abstract syntax sub-item (PS3.8 section 9.3.2.2.1).</summary>
    AbstractSyntax = 0x30,

    /// <summary>Transfer syntax sub-item (PS3.8 sections 9.3.2.2.2 and 9.3.3.2.1).</summary>
    TransferSyntax = 0x40,

    /// <summary>User information item (PS3.8 section 9.3.2.3).</summary>
    UserInformation = 0x50,

    /// <summary>Maximum length sub-item (PS3.8 annex D.1).</summary>
    MaximumLength = 0x51,

    /// <summary>Implementation class UID sub-item (PS3.7 section D.3.3.2).</summary>
    ImplementationClassUid = 0x52,

    /// <summary>Asynchronous operations window sub-item (PS3.7 section D.3.3.3).</summary>
    AsynchronousOperationsWindow = 0x53,

    /// <summary>SCP/SCU role selection sub-item (PS3.7 section D.3.3.4).</summary>
    RoleSelection = 0x54,

    /// <summary>Implementation version name sub-item (PS3.7 section D.3.3.2).</summary>
    ImplementationVersionName = 0x55,

    /// <summary>SOP class extended negotiation sub-item (PS3.7 section D.3.3.5).</summary>
    SopClassExtendedNegotiation = 0x56,

    /// <summary>SOP class common extended negotiation sub-item (PS3.7 section D.3.3.6).</summary>
    SopClassCommonExtendedNegotiation = 0x57,

    /// <summary>User identity sub-item of a request (PS3.7 section D.3.3.7).</summary>
    UserIdentityRq = 0x58,

    /// <summary>User identity sub-item of an acceptance (PS3.7 section D.3.3.7).</summary>
    UserIdentityAc = 0x59,
}
