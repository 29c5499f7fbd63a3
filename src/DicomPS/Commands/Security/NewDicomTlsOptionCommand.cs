using System.Management.Automation;
using System.Net;
using System.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine.Security;

namespace DicomPS.Commands;

/// <summary>Says how connections are secured with TLS: the own certificate, whom to trust, and what to ask of peers.</summary>
[Cmdlet(VerbsCommon.New, "DicomTlsOption", DefaultParameterSetName = ByCertificate)]
[OutputType(typeof(TlsOptions))]
public sealed class NewDicomTlsOptionCommand : DicomCmdlet
{
    private const string ByCertificate = "Certificate";
    private const string ByPath = "Path";
    private const string ByThumbprint = "Thumbprint";

    /// <summary>The certificate of this side with its private key.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = ByCertificate)]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The file of the certificate of this side: PEM or PFX.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    public string CertificatePath { get; set; } = string.Empty;

    /// <summary>The PEM file of the private key, where it stands apart.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    /// <summary>The password of the PFX file or of the key.</summary>
    [Parameter(ParameterSetName = ByPath)]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>The thumbprint of the certificate in the personal store of the user or the computer.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByThumbprint)]
    [ArgumentCompleter(typeof(ThumbprintCompleter))]
    [ValidateNotNullOrEmpty]
    public string Thumbprint { get; set; } = string.Empty;

    /// <summary>The certificates that peers are trusted by, instead of those that the system trusts.</summary>
    [Parameter]
    public X509Certificate2[]? TrustedCertificate { get; set; }

    /// <summary>The files of such certificates: PEM with one or several, or DER.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? TrustedCertificatePath { get; set; }

    /// <summary>Whether a server asks requestors for a certificate.</summary>
    [Parameter]
    public TlsClientAuthentication ClientAuthentication { get; set; }

    /// <summary>The name that the certificate of the server has to be for; without it, the host name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TargetHost { get; set; }

    /// <summary>The versions of TLS to negotiate.</summary>
    [Parameter]
    [ValidateSet("Tls12", "Tls13")]
    public string[] Protocol { get; set; } = ["Tls12", "Tls13"];

    /// <summary>How revoked certificates of peers are looked for.</summary>
    [Parameter]
    public X509RevocationMode RevocationMode { get; set; } = X509RevocationMode.NoCheck;

    /// <summary>Takes any certificate of the peer. For a laboratory.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Require(CertificatePath, () =>
    {
        (X509Certificate2? own, IReadOnlyList<X509Certificate2> others) = FindCertificate();
        TlsOptions options = new()
        {
            Certificate = own,
            IntermediateCertificates = others,
            TrustedCertificates = [.. TrustedCertificate ?? [], .. (TrustedCertificatePath ?? []).SelectMany(path => CertificateFiles.Read(FullPath(path)))],
            ClientAuthentication = ClientAuthentication,
            TargetHost = TargetHost,
            Protocols = Protocol.Select(Enum.Parse<SslProtocols>).Aggregate((all, one) => all | one),
            RevocationMode = RevocationMode,
            SkipCertificateCheck = SkipCertificateCheck,
        };
        if (SkipCertificateCheck)
        {
            WriteWarning("With these TLS options no certificate of a peer is checked: whoever answers is trusted. They are for a laboratory.");
        }

        WriteVerbose($"TLS options: {options}.");
        WriteObject(options);
    });

    private (X509Certificate2? Certificate, IReadOnlyList<X509Certificate2> Others) FindCertificate() => ParameterSetName switch
    {
        ByPath => CertificateFiles.ReadWithKey(
            FullPath(CertificatePath),
            KeyPath is null ? null : FullPath(KeyPath),
            CertificatePassword is null ? null : new NetworkCredential(string.Empty, CertificatePassword).Password),
        ByThumbprint => (CertificateFiles.Find(Thumbprint), []),
        _ => (Certificate, []),
    };

    private string FullPath(string path) => SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
}
