using System.Globalization;
using DicomPS.Engine.Security;

namespace DicomPS.Engine.UpperLayer;

/// <summary>Why TLS failed, in words: for the requestor's side and for the server's.</summary>
internal static class TlsFaults
{
    private const string CheckBothSides = "Check that the port is the one for TLS, and that both sides agree on using TLS or not.";

    /// <summary>A handshake that a requestor began and that failed.</summary>
    /// <param name="peer">The peer in words.</param>
    /// <param name="options">The options of this side.</param>
    /// <param name="seen">What was seen of the peer.</param>
    /// <param name="wasAsked">Whether the peer asked for a certificate and this side had none.</param>
    /// <param name="cause">How it failed.</param>
    internal static TlsException OfRequestor(string peer, TlsOptions options, HandshakeStream seen, bool wasAsked, Exception cause)
    {
        if (seen.FirstByte is null)
        {
            return new TlsException(
                $"{peer} closed the connection at the TLS handshake without an answer: it seems not to speak TLS.", CheckBothSides, null, cause);
        }

        if (!seen.LooksLikeTls)
        {
            return new TlsException(
                seen.FirstByte == (byte)Pdu.PduType.Abort
                    ? $"{peer} answered the TLS handshake with an A-ABORT: it speaks DICOM without TLS."
                    : $"{peer} answered the TLS handshake with bytes that are no TLS: it does not speak TLS.",
                CheckBothSides,
                null,
                cause);
        }

        string said = AlertOf(seen, cause) is { } alert ? $" (alert '{alert}')" : string.Empty;
        if (wasAsked && seen.Alert is not null)
        {
            return CertificateMissing(peer, said, cause);
        }

        if (options.Certificate is not null && TlsAlert.IsAboutCertificate(seen.Alert))
        {
            return CertificateRefused(peer, options, said, cause);
        }

        if (TlsAlert.IsAboutName(seen.Alert))
        {
            return new TlsException(
                $"{peer} does not know the name it was called by{said}.", "Give the peer's name as -TargetHost of New-DicomTlsOption.", null, cause);
        }

        return IsNothingInCommon(seen, cause)
            ? new TlsException(
                $"{peer} and this side have no version or cipher suite of TLS in common{said}.",
                "Check that the peer speaks TLS 1.2 or 1.3 with a cipher suite of the BCP 195 profiles (ECDHE with AES-GCM).",
                null,
                cause)
            : new TlsException(
                $"The TLS handshake with {peer} failed: {Innermost(cause)}.", "Look into the peer's log, and check the certificates of both sides.", null, cause);
    }

    /// <summary>A handshake that a server took part in and that failed.</summary>
    internal static TlsException OfServer(string peer, HandshakeStream seen, Exception cause)
    {
        if (seen.FirstByte is null)
        {
            return new TlsException($"{peer} closed the connection before the TLS handshake.", "It may have been a port check.", null, cause);
        }

        if (!seen.LooksLikeTls)
        {
            return new TlsException(
                seen.FirstByte == (byte)Pdu.PduType.AssociateRq
                    ? $"{peer} asked for an association without TLS, and this server requires TLS."
                    : $"{peer} sent bytes that are no TLS, and this server requires TLS.",
                "Have the peer connect with TLS, or give it the port of a server without.",
                null,
                cause);
        }

        string said = AlertOf(seen, cause) is { } alert ? $" (alert '{alert}')" : string.Empty;
        return TlsAlert.IsAboutCertificate(seen.Alert)
            ? new TlsException(
                $"{peer} refused the certificate of this server{said}.",
                "Have the peer trust the authority of this server's certificate, and check its names and dates.",
                null,
                cause)
            : IsNothingInCommon(seen, cause)
            ? new TlsException(
                $"{peer} has no version or cipher suite of TLS in common with this server{said}.",
                "Have the peer use TLS 1.2 or 1.3 with a cipher suite of the BCP 195 profiles (ECDHE with AES-GCM).",
                null,
                cause)
            : new TlsException($"The TLS handshake with {peer} failed: {Innermost(cause)}.", "Look into the peer's log.", null, cause);
    }

    internal static TlsException TimedOut(string peer, TimeSpan timeout, HandshakeStream seen) => new(
        $"{peer} did not complete the TLS handshake within {timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s"
        + (seen.FirstByte is null ? ": it sent nothing." : "."),
        CheckBothSides);

    /// <summary>
    /// A peer that closed behind the handshake instead of answering the association request. Servers check the
    /// requestor's certificate last, and many say nothing when they refuse it. Null where certificates cannot be why.
    /// </summary>
    internal static TlsException? OfUnanswered(string peer, TransportSecurity security, Exception? fault)
    {
        string said = fault is not null && AlertIn(fault) is { } alert ? $" (alert '{alert}')" : string.Empty;
        return security.WasAskedInVain ? CertificateMissing(peer, said, fault)
            : security.Options.Certificate is not null ? CertificateRefused(peer, security.Options, said, fault)
            : null;
    }

    /// <summary>A peer that answers a plain association request with TLS, or not at all although it would answer TLS.</summary>
    internal static TlsException PlainToTls(string peer, Exception? cause = null) => new(
        $"{peer} expects TLS: it did not answer the association request that was sent without.",
        "Connect with -Tls, or -TlsOption (New-DicomTlsOption ...) where it needs a certificate or other trust.",
        null,
        cause);

    private static TlsException CertificateMissing(string peer, string said, Exception? cause) => new(
        $"{peer} asked for a client certificate and ended the connection as none was given{said}.",
        "Give the certificate of this side with -Certificate, -CertificatePath or -Thumbprint of New-DicomTlsOption.",
        null,
        cause);

    private static TlsException CertificateRefused(string peer, TlsOptions options, string said, Exception? cause) => new(
        $"{peer} ended the connection{said}: it seems to have refused the client certificate {options.OwnCertificate?.Subject}.",
        "Have the peer trust the authority of that certificate, check its dates, and look into the peer's log.",
        null,
        cause);

    private static bool IsNothingInCommon(HandshakeStream seen, Exception cause) =>
        TlsAlert.IsNothingInCommon(seen.Alert)
        || Innermost(cause) is var words
        && (words.Contains("unsupported protocol", StringComparison.Ordinal) || words.Contains("no shared cipher", StringComparison.Ordinal));

    private static string? AlertOf(HandshakeStream seen, Exception cause) =>
        seen.Alert is { } description ? TlsAlert.NameOf(description) : AlertIn(cause);

    // An encrypted alert shows only in OpenSSL's words: "error:...:tlsv13 alert certificate required".
    private static string? AlertIn(Exception cause)
    {
        string words = Innermost(cause);
        int at = words.IndexOf(" alert ", StringComparison.Ordinal);
        return at < 0 ? null : words[(at + " alert ".Length)..];
    }

    private static string Innermost(Exception cause) => cause.GetBaseException().Message.Trim().TrimEnd('.');
}
