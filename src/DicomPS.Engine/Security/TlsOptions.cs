using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace DicomPS.Engine.Security;

/// <summary>
/// How one side speaks TLS: the secure transport connection profiles of PS3.15 annex B, with what BCP 195 (RFC 8996 and
/// RFC 9325) asks for. The same options serve a requestor and a server.
/// </summary>
public sealed class TlsOptions
{
    private const SslProtocols AllProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    private readonly X509Certificate2? certificate;
    private readonly SslProtocols protocols = AllProtocols;

    /// <summary>The certificate of this side with its private key; a server needs one, a requestor where the server asks for it.</summary>
    /// <exception cref="DicomException">InvalidCertificate: it has no private key.</exception>
    public X509Certificate2? Certificate
    {
        get => certificate;
        init => certificate = value is null or { HasPrivateKey: true }
            ? value
            : throw new DicomException(
                DicomErrorId.InvalidCertificate,
                $"The certificate '{value.Subject}' has no private key.",
                "Give the certificate together with its key: a PFX file, or a PEM file and its key file.");
    }

    /// <summary>Certificates of the authorities between the own certificate and its root, which are sent along with it.</summary>
    public IReadOnlyList<X509Certificate2> IntermediateCertificates { get; init; } = [];

    /// <summary>
    /// The certificates that peers are trusted by, instead of those that the system trusts: of authorities, or of the
    /// peers themselves. Empty for those of the system.
    /// </summary>
    public IReadOnlyList<X509Certificate2> TrustedCertificates { get; init; } = [];

    /// <summary>Whether a server asks requestors for a certificate; <see cref="TlsClientAuthentication.Require"/> at first.</summary>
    public TlsClientAuthentication ClientAuthentication { get; init; }

    /// <summary>The name that the server's certificate has to be for, and that is sent to it (SNI); null for the host name.</summary>
    public string? TargetHost { get; init; }

    /// <summary>Takes any certificate of the peer. For a laboratory: the connection is encrypted, but to whomever answers.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>
    /// How revoked certificates of peers are looked for; not at all at first, for closed networks reach no revocation
    /// lists. With another value, a certificate whose revocation cannot be found out is refused.
    /// </summary>
    public X509RevocationMode RevocationMode { get; init; } = X509RevocationMode.NoCheck;

    /// <summary>The versions of TLS to negotiate: 1.2, 1.3, or both, as at first. Older ones are retired (RFC 8996).</summary>
    /// <exception cref="ArgumentOutOfRangeException">None, or another version.</exception>
    public SslProtocols Protocols
    {
        get => protocols;
        init => protocols = value is SslProtocols.Tls12 or SslProtocols.Tls13 or AllProtocols
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The versions of TLS are 1.2 and 1.3 (RFC 8996).");
    }

    /// <summary>What the own certificate says; null where there is none.</summary>
    public TlsCertificate? OwnCertificate => certificate is null ? null : TlsCertificate.Of(certificate);

    /// <summary>The certificate and what peers are trusted by, in a line.</summary>
    /// <returns>For example "no own certificate; trusts 1 certificate(s)".</returns>
    public override string ToString() =>
        $"{OwnCertificate?.ToString() ?? "no own certificate"}; "
        + (SkipCertificateCheck ? "does not check peers" : TrustedCertificates.Count == 0 ? "trusts as the system does" : $"trusts {TrustedCertificates.Count} certificate(s)");

    internal TlsCertificate RequireServerCertificate() => OwnCertificate ?? throw new DicomException(
        DicomErrorId.InvalidCertificate,
        "A TLS server needs a certificate with its private key.",
        "Make the TLS options with New-DicomTlsOption and -Certificate, -CertificatePath or -Thumbprint.");
}
