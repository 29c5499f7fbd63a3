namespace DicomPS.Engine.Security;

/// <summary>Whether a TLS server asks requestors for a certificate.</summary>
public enum TlsClientAuthentication
{
    /// <summary>A requestor without a certificate, or with one that is not trusted, is refused: both sides know each other.</summary>
    Require,

    /// <summary>A requestor may have no certificate; one that is given must be trusted.</summary>
    Allow,

    /// <summary>No certificate is asked for: the requestor knows the server, the server knows nobody.</summary>
    None,
}
