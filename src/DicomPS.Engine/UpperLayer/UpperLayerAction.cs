namespace DicomPS.Engine.UpperLayer;

/// <summary>The actions of the upper layer's protocol machine (PS3.8 section 9.2.2, tables 9-6 to 9-9).</summary>
public enum UpperLayerAction
{
    /// <summary>AE-1: ask the transport service for a connection. Next: Sta4.</summary>
    AE1 = 1,

    /// <summary>AE-2: send A-ASSOCIATE-RQ PDU. Next: Sta5.</summary>
    AE2,

    /// <summary>AE-3: tell the user that the association is accepted. Next: Sta6.</summary>
    AE3,

    /// <summary>AE-4: tell the user that the association is rejected; close the connection. Next: Sta1.</summary>
    AE4,

    /// <summary>AE-5: accept the connection; start ARTIM. Next: Sta2.</summary>
    AE5,

    /// <summary>
    /// AE-6: stop ARTIM. If the provider finds the request acceptable, hand it to the user, next: Sta3;
    /// otherwise send A-ASSOCIATE-RJ PDU and start ARTIM, next: Sta13.
    /// </summary>
    AE6,

    /// <summary>AE-7: send A-ASSOCIATE-AC PDU. Next: Sta6.</summary>
    AE7,

    /// <summary>AE-8: send A-ASSOCIATE-RJ PDU; start ARTIM. Next: Sta13.</summary>
    AE8,

    /// <summary>DT-1: send P-DATA-TF PDU. Next: Sta6.</summary>
    DT1,

    /// <summary>DT-2: hand the data to the user. Next: Sta6.</summary>
    DT2,

    /// <summary>AR-1: send A-RELEASE-RQ PDU. Next: Sta7.</summary>
    AR1,

    /// <summary>AR-2: tell the user that the peer asks for release. Next: Sta8.</summary>
    AR2,

    /// <summary>AR-3: tell the user that the association is released; close the connection. Next: Sta1.</summary>
    AR3,

    /// <summary>AR-4: send A-RELEASE-RP PDU; start ARTIM. Next: Sta13.</summary>
    AR4,

    /// <summary>AR-5: stop ARTIM. Next: Sta1.</summary>
    AR5,

    /// <summary>AR-6: hand the data to the user, while release is awaited. Next: Sta7.</summary>
    AR6,

    /// <summary>AR-7: send P-DATA-TF PDU, though the peer has asked for release. Next: Sta8.</summary>
    AR7,

    /// <summary>
    /// AR-8: tell the user that the peer asks for release as well (collision). Next: Sta9 for the side that requested
    /// the association, Sta10 for the other.
    /// </summary>
    AR8,

    /// <summary>AR-9: send A-RELEASE-RP PDU. Next: Sta11.</summary>
    AR9,

    /// <summary>AR-10: tell the user that the association is released. Next: Sta12.</summary>
    AR10,

    /// <summary>
    /// AA-1: send A-ABORT PDU with source service user; start ARTIM, or restart it if it runs. Next: Sta13.
    /// </summary>
    AA1,

    /// <summary>AA-2: stop ARTIM if it runs; close the connection. Next: Sta1.</summary>
    AA2,

    /// <summary>AA-3: tell the user who aborted (A-ABORT or A-P-ABORT); close the connection. Next: Sta1.</summary>
    AA3,

    /// <summary>AA-4: tell the user that the connection is lost (A-P-ABORT). Next: Sta1.</summary>
    AA4,

    /// <summary>AA-5: stop ARTIM. Next: Sta1.</summary>
    AA5,

    /// <summary>AA-6: ignore the PDU. Next: Sta13.</summary>
    AA6,

    /// <summary>AA-7: send A-ABORT PDU. Next: Sta13.</summary>
    AA7,

    /// <summary>
    /// AA-8: send A-ABORT PDU with source service provider; tell the user (A-P-ABORT); start ARTIM. Next: Sta13.
    /// </summary>
    AA8,
}
