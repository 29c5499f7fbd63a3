namespace DicomPS.Engine.Dictionary;

/// <summary>What a registered UID identifies (the UID types of PS3.6 table A-1).</summary>
public enum UidKind
{
    /// <summary>A SOP class.</summary>
    SopClass,

    /// <summary>A meta SOP class: a set of SOP classes negotiated as one.</summary>
    MetaSopClass,

    /// <summary>A transfer syntax (PS3.5 section 10).</summary>
    TransferSyntax,

    /// <summary>A SOP instance that every implementation knows.</summary>
    WellKnownSopInstance,

    /// <summary>A frame of reference that every implementation knows.</summary>
    WellKnownFrameOfReference,

    /// <summary>A synchronization frame of reference.</summary>
    SynchronizationFrameOfReference,

    /// <summary>A coding scheme (PS3.16).</summary>
    CodingScheme,

    /// <summary>The registry of DICOM UIDs, used as a coding scheme.</summary>
    DicomUidsAsCodingScheme,

    /// <summary>An application context name (PS3.7 annex A).</summary>
    ApplicationContextName,

    /// <summary>A service class (PS3.4).</summary>
    ServiceClass,

    /// <summary>A model of application hosting (PS3.19).</summary>
    ApplicationHostingModel,

    /// <summary>A mapping resource (PS3.16).</summary>
    MappingResource,

    /// <summary>An object identifier of the configuration schema for LDAP (PS3.15 annex H).</summary>
    LdapOid,
}
