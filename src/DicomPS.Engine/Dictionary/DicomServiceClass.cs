namespace DicomPS.Engine.Dictionary;

/// <summary>The service class that a SOP class belongs to (the annexes of PS3.4).</summary>
public enum DicomServiceClass
{
    /// <summary>None, or not known: a private or retired SOP class, or no SOP class at all.</summary>
    None,

    /// <summary>Verification (PS3.4 annex A).</summary>
    Verification,

    /// <summary>Storage (PS3.4 annex B).</summary>
    Storage,

    /// <summary>Query/retrieve (PS3.4 annex C).</summary>
    QueryRetrieve,

    /// <summary>Procedure steps: modality performed procedure step (PS3.4 annex F).</summary>
    ProcedureStep,

    /// <summary>Print management (PS3.4 annex H).</summary>
    PrintManagement,

    /// <summary>Media storage (PS3.4 annex I).</summary>
    MediaStorage,

    /// <summary>Storage commitment (PS3.4 annex J).</summary>
    StorageCommitment,

    /// <summary>Basic worklist management (PS3.4 annex K).</summary>
    BasicWorklist,

    /// <summary>Application event logging (PS3.4 annex P).</summary>
    ApplicationEvent,

    /// <summary>Relevant patient information query (PS3.4 annex Q).</summary>
    RelevantPatientQuery,

    /// <summary>Instance availability notification (PS3.4 annex R).</summary>
    InstanceAvailability,

    /// <summary>Media creation management (PS3.4 annex S).</summary>
    MediaCreation,

    /// <summary>Hanging protocol query/retrieve (PS3.4 annex U).</summary>
    HangingProtocol,

    /// <summary>Substance administration query (PS3.4 annex V).</summary>
    SubstanceAdministration,

    /// <summary>Color palette query/retrieve (PS3.4 annex X).</summary>
    ColorPalette,

    /// <summary>Implant template query/retrieve (PS3.4 annex BB).</summary>
    ImplantTemplate,

    /// <summary>Unified worklist and procedure step (PS3.4 annex CC).</summary>
    UnifiedProcedureStep,

    /// <summary>RT machine verification (PS3.4 annex DD).</summary>
    RTMachineVerification,

    /// <summary>Display system management (PS3.4 annex EE).</summary>
    DisplaySystem,

    /// <summary>Non-patient object storage (PS3.4 annex GG).</summary>
    NonPatientObject,

    /// <summary>Defined procedure protocol query/retrieve (PS3.4 annex HH).</summary>
    DefinedProcedure,

    /// <summary>Protocol approval query/retrieve (PS3.4 annex II).</summary>
    ProtocolApproval,

    /// <summary>Storage management (PS3.4 annex KK).</summary>
    StorageManagement,

    /// <summary>Inventory query/retrieve (PS3.4 annex JJ).</summary>
    Inventory,
}
