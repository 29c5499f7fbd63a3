namespace DicomPS.Engine.Dimse;

/// <summary>The kinds of DIMSE message (PS3.7 annex E.1, Command Field). A response is its request with the top bit set.</summary>
public enum CommandField : ushort
{
    /// <summary>C-STORE-RQ.</summary>
    CStoreRq = 0x0001,

    /// <summary>C-GET-RQ.</summary>
    CGetRq = 0x0010,

    /// <summary>C-FIND-RQ.</summary>
    CFindRq = 0x0020,

    /// <summary>C-MOVE-RQ.</summary>
    CMoveRq = 0x0021,

    /// <summary>C-ECHO-RQ.</summary>
    CEchoRq = 0x0030,

    /// <summary>N-EVENT-REPORT-RQ.</summary>
    NEventReportRq = 0x0100,

    /// <summary>N-GET-RQ.</summary>
    NGetRq = 0x0110,

    /// <summary>N-SET-RQ.</summary>
    NSetRq = 0x0120,

    /// <summary>N-ACTION-RQ.</summary>
    NActionRq = 0x0130,

    /// <summary>N-CREATE-RQ.</summary>
    NCreateRq = 0x0140,

    /// <summary>N-DELETE-RQ.</summary>
    NDeleteRq = 0x0150,

    /// <summary>C-CANCEL-RQ; it has no response.</summary>
    CCancelRq = 0x0FFF,

    /// <summary>C-STORE-RSP.</summary>
    CStoreRsp = 0x8001,

    /// <summary>C-GET-RSP.</summary>
    CGetRsp = 0x8010,

    /// <summary>C-FIND-RSP.</summary>
    CFindRsp = 0x8020,

    /// <summary>C-MOVE-RSP.</summary>
    CMoveRsp = 0x8021,

    /// <summary>C-ECHO-RSP.</summary>
    CEchoRsp = 0x8030,

    /// <summary>N-EVENT-REPORT-RSP.</summary>
    NEventReportRsp = 0x8100,

    /// <summary>N-GET-RSP.</summary>
    NGetRsp = 0x8110,

    /// <summary>N-SET-RSP.</summary>
    NSetRsp = 0x8120,

    /// <summary>N-ACTION-RSP.</summary>
    NActionRsp = 0x8130,

    /// <summary>N-CREATE-RSP.</summary>
    NCreateRsp = 0x8140,

    /// <summary>N-DELETE-RSP.</summary>
    NDeleteRsp = 0x8150,
}
