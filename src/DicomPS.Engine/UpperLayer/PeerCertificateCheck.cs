using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using DicomPS.Engine.Security;

namespace DicomPS.Engine.UpperLayer;

/// <summary>Checks the certificate of the peer of one connection, and finds words for what is wrong with it.</summary>
/// <param name="options">What it is checked by.</param>
/// <param name="peer">The peer in words.</param>
/// <param name="expectedName">The name that a server's certificate has to be for; null for a requestor's.</param>
internal sealed class PeerCertificateCheck(TlsOptions options, string peer, string? expectedName)
{
    private readonly List<(string Fault, string Advice)> faults = [];
    private bool isMissing;

    /// <summary>The peer's certificate; null where it gave none.</summary>
    internal TlsCertificate? Certificate { get; private set; }

    /// <summary>Why the certificate was refused; null where it was not.</summary>
    internal TlsException? FindFault(Exception? cause) =>
        isMissing
            ? new TlsException(
                $"{peer} gave no client certificate, and this server requires one.",
                "Give the requestor a certificate that this server trusts, or start the server with other TLS options (-ClientAuthentication Allow or None).",
                null,
                cause)
        : faults.Count > 0
            ? new TlsException(
                $"The certificate of {peer} ({Certificate!.Subject}) was refused: {string.Join("; ", faults.Select(fault => fault.Fault))}.",
                faults[0].Advice,
                Certificate,
                cause)
        : null;

    /// <summary>What the framework builds the peer's chain by.</summary>
    /// <param name="timeout">How long the fetching of revocation lists may take.</param>
    internal X509ChainPolicy CreatePolicy(TimeSpan timeout)
    {
        X509ChainPolicy policy = new()
        {
            RevocationMode = options.RevocationMode,
            RevocationFlag = X509RevocationFlag.ExcludeRoot,
            DisableCertificateDownloads = options.RevocationMode != X509RevocationMode.Online,
            UrlRetrievalTimeout = timeout,
        };
        if (options.TrustedCertificates.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(options.TrustedCertificates.ToArray());
            policy.ExtraStore.AddRange(options.TrustedCertificates.ToArray());
        }

        return policy;
    }

    internal bool Validate(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        X509Certificate2? given = certificate as X509Certificate2 ?? (certificate is null ? null : new X509Certificate2(certificate));
        Certificate = given is null ? null : TlsCertificate.Of(given);
        if (given is null)
        {
            isMissing = options.ClientAuthentication == TlsClientAuthentication.Require || expectedName is not null;
            return !isMissing;
        }

        if (options.SkipCertificateCheck || errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            AddChainFaults(given, chain);
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            string names = Certificate!.Names.Count > 0 ? string.Join(", ", Certificate.Names) : Certificate.Subject;
            faults.Add((
                $"it is for {names}, not for '{expectedName}'",
                "Connect by a name that is in the certificate, or give that name as -TargetHost of New-DicomTlsOption."));
        }

        return faults.Count == 0;
    }

    private void AddChainFaults(X509Certificate2 given, X509Chain? chain)
    {
        bool isPinned = options.TrustedCertificates.Any(trusted => trusted.RawDataMemory.Span.SequenceEqual(given.RawDataMemory.Span));
        foreach (X509ChainElement element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            foreach (X509ChainStatus status in element.ChainElementStatus)
            {
                // The peer's own certificate among the trusted ones needs no authority.
                bool isTrust = status.Status is X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain;
                (string, string) fault = Describe(status, element.Certificate, given);
                if (!(isPinned && isTrust) && !faults.Contains(fault))
                {
                    faults.Add(fault);
                }
            }
        }

        if (faults.Count == 0 && !isPinned)
        {
            faults.Add(("its chain cannot be built", "Give the certificates of its authorities as -TrustedCertificatePath of New-DicomTlsOption."));
        }
    }

    private static (string Fault, string Advice) Describe(X509ChainStatus status, X509Certificate2 at, X509Certificate2 given)
    {
        string whose = at.Thumbprint == given.Thumbprint ? "it" : $"the certificate of its authority {at.Subject}";
        bool isSelfSigned = given.SubjectName.RawData.AsSpan().SequenceEqual(given.IssuerName.RawData);
        return status.Status switch
        {
            X509ChainStatusFlags.NotTimeValid when at.NotBefore > DateTime.Now =>
                ($"{whose} is not valid before {Moment(at.NotBefore)}", "Check the clocks of both hosts, or wait until the certificate is valid."),
            X509ChainStatusFlags.NotTimeValid =>
                ($"{whose} expired on {Moment(at.NotAfter)}", "Have the peer's certificate renewed, and check the clock of this host."),
            X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain when isSelfSigned => (
                "it is self-signed and not among the trusted certificates",
                "If it is the right one, trust it with -TrustedCertificatePath of New-DicomTlsOption, or have it issued by an authority."),
            X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => (
                $"it leads to no trusted authority (issued by {given.Issuer})",
                "Give the certificate of that authority as -TrustedCertificatePath of New-DicomTlsOption; a peer has to send the authorities in between."),
            X509ChainStatusFlags.Revoked =>
                ($"{whose} is revoked", "Do not trust the peer until its certificate is replaced."),
            X509ChainStatusFlags.RevocationStatusUnknown or X509ChainStatusFlags.OfflineRevocation => (
                $"whether {whose} is revoked cannot be found out",
                "Check that the revocation lists of the authority can be reached, or use another -RevocationMode of New-DicomTlsOption."),
            X509ChainStatusFlags.NotValidForUsage => (
                $"{whose} is not for this use (extended key usage)",
                "Have a certificate issued for the use: server authentication for servers, client authentication for requestors."),
            _ => ($"{whose} has a fault: {status.StatusInformation.Trim().TrimEnd('.')}", "Have the peer's certificate looked at."),
        };
    }

    private static string Moment(DateTime local) =>
        local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
