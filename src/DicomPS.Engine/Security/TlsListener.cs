using System.Security.Cryptography.X509Certificates;

namespace DicomPS.Engine.Security;

/// <summary>How a server speaks TLS.</summary>
/// <param name="Certificate">The server's certificate.</param>
/// <param name="ClientAuthentication">Whether it asks requestors for a certificate.</param>
/// <param name="RevocationMode">How it looks for revoked certificates of requestors.</param>
/// <param name="SkipCertificateCheck">Whether it takes any certificate of a requestor.</param>
public sealed record TlsListener(
    TlsCertificate Certificate, TlsClientAuthentication ClientAuthentication, X509RevocationMode RevocationMode, bool SkipCertificateCheck)
{
    /// <summary>The certificate, and what requestors need.</summary>
    /// <returns>For example "CN=archive, issued by CN=Hospital CA, expires 2030-01-01; client certificates: Require".</returns>
    public override string ToString() => $"{Certificate}; client certificates: {ClientAuthentication}";
}
