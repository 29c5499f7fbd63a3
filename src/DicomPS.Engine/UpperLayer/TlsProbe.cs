using System.Net.Security;
using DicomPS.Engine.Security;

namespace DicomPS.Engine.UpperLayer;

/// <summary>
/// Finds out whether a peer that hung up on a plain association request speaks TLS. Servers on OpenSSL close such a
/// connection without a word, as others do that crash or refuse the host: only asking tells them apart.
/// </summary>
internal static class TlsProbe
{
    // A peer that speaks TLS answers as soon as it can.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Connects once more and begins a handshake; nothing is sent over it.</summary>
    internal static async Task<bool> SpeaksTlsAsync(ConnectionTarget target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // The port it was told to come from is still in use by the connection that was closed.
        ConnectionTarget again = target with { BindPort = 0 };
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout < Patience ? timeout : Patience);
        try
        {
            using Transport transport = await TransportConnector.ConnectAsync(again, Patience, deadline.Token).ConfigureAwait(false);
            HandshakeStream seen = new(transport.Stream);
            try
            {
                SslStream secured = new(seen);
                await using (secured.ConfigureAwait(false))
                {
                    await secured.AuthenticateAsClientAsync(Settings(target.HostName), deadline.Token).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (TlsHandshake.IsHandshakeFault(e))
            {
                // Refused for whatever reason, but in TLS.
            }

            return seen.FirstByte is not null && seen.LooksLikeTls;
        }
        catch (Exception e) when (e is DicomException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    private static SslClientAuthenticationOptions Settings(string name)
    {
        // Nothing is said over it, so whoever answers may.
        PeerCertificateCheck check = new(new TlsOptions { SkipCertificateCheck = true }, name, name);
        return new()
        {
            TargetHost = name,
            EnabledSslProtocols = new TlsOptions().Protocols,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => check.Validate(certificate, chain, errors),
        };
    }
}
