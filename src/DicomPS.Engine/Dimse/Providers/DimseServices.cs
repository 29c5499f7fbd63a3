namespace DicomPS.Engine.Dimse;

/// <summary>The DIMSE services that a provider performs (PS3.7 chapter 7).</summary>
[Flags]
public enum DimseServices
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>C-ECHO.</summary>
    Echo = 0x0001,

    /// <summary>C-STORE.</summary>
    Store = 0x0002,

    /// <summary>C-FIND.</summary>
    Find = 0x0004,

    /// <summary>C-GET.</summary>
    Get = 0x0008,

    /// <summary>C-MOVE.</summary>
    Move = 0x0010,

    /// <summary>N-CREATE.</summary>
    Create = 0x0020,

    /// <summary>N-GET.</summary>
    GetAttributes = 0x0040,

    /// <summary>N-SET.</summary>
    Set = 0x0080,

    /// <summary>N-DELETE.</summary>
    Delete = 0x0100,

    /// <summary>N-ACTION.</summary>
    Action = 0x0200,

    /// <summary>N-EVENT-REPORT.</summary>
    EventReport = 0x0400,

    /// <summary>The decision on association requests.</summary>
    AssociationRequest = 0x0800,

    /// <summary>The decision on user identities.</summary>
    UserIdentity = 0x1000,
}
