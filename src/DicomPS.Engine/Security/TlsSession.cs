using System.Net.Security;
using System.Security.Authentication;

namespace DicomPS.Engine.Security;

/// <summary>What TLS made of a connection.</summary>
/// <param name="Protocol">The version of TLS.</param>
/// <param name="CipherSuite">The cipher suite.</param>
/// <param name="PeerCertificate">The peer's certificate; null where it gave none.</param>
/// <param name="LocalCertificate">The certificate of this side; null where it has none. A server may not have asked for it.</param>
public sealed record TlsSession(
    SslProtocols Protocol, TlsCipherSuite CipherSuite, TlsCertificate? PeerCertificate, TlsCertificate? LocalCertificate)
{
    /// <summary>Version, cipher suite and the peer's certificate in a line.</summary>
    /// <returns>For example "Tls13, TLS_AES_256_GCM_SHA384, CN=archive, issued by CN=Hospital CA, expires 2030-01-01".</returns>
    public override string ToString() => $"{Protocol}, {CipherSuite}, {PeerCertificate?.ToString() ?? "no certificate of the peer"}";
}
