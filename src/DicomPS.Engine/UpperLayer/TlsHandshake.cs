using System.ComponentModel;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DicomPS.Engine.Security;

namespace DicomPS.Engine.UpperLayer;

/// <summary>Secures transport connections with TLS, on either side. A connection that cannot be secured is closed.</summary>
internal static class TlsHandshake
{
    // How long a server waits for a peer without TLS to read the alert and close.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    /// <summary>Secures a connection as requestor.</summary>
    /// <param name="transport">The connection just made.</param>
    /// <param name="target">The peer.</param>
    /// <param name="options">How to secure it.</param>
    /// <param name="timeout">The time for the handshake.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TlsException">It failed.</exception>
    internal static async Task RequestAsync(
        Transport transport, ConnectionTarget target, TlsOptions options, TimeSpan timeout, CancellationToken cancellationToken)
    {
        string peer = target.ToString();
        string name = options.TargetHost ?? target.HostName;
        PeerCertificateCheck check = new(options, peer, name);
        bool wasAsked = false;
        SslClientAuthenticationOptions settings = new()
        {
            TargetHost = name,
            EnabledSslProtocols = options.Protocols,
            CipherSuitesPolicy = TlsCipherSuites.Policy,
            CertificateChainPolicy = check.CreatePolicy(timeout),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => check.Validate(certificate, chain, errors),

            // Each connection shows both certificates anew: none is let in by what an earlier one was.
            AllowTlsResume = false,
        };
        if (options.Certificate is { } own)
        {
            settings.ClientCertificateContext = ContextOf(own, options);
        }
        else
        {
            // Asked before the handshake, too; the peer's certificate is there when it is the peer who asks.
            settings.LocalCertificateSelectionCallback = (_, _, _, remote, _) =>
            {
                wasAsked |= remote is not null;
                return null!;
            };
        }

        HandshakeStream seen = new(transport.Stream);
        SslStream secured = new(seen);
        try
        {
            await WithinAsync(
                token => secured.AuthenticateAsClientAsync(settings, token), peer, timeout, seen, cancellationToken).ConfigureAwait(false);
            seen.EndHandshake();
            transport.Secure(secured, new TransportSecurity(SessionOf(secured, check, options), options, wasAsked));
        }
        catch (Exception e)
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            transport.Dispose();
            if (IsHandshakeFault(e))
            {
                throw check.FindFault(e) ?? TlsFaults.OfRequestor(peer, options, seen, wasAsked, e);
            }

            throw;
        }
    }

    /// <summary>Secures a connection as server.</summary>
    /// <param name="transport">The connection just accepted.</param>
    /// <param name="options">How to secure it; with a certificate.</param>
    /// <param name="certificate">That certificate, made ready once for all connections.</param>
    /// <param name="timeout">The time for the handshake.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TlsException">It failed.</exception>
    internal static async Task AcceptAsync(
        Transport transport, TlsOptions options, SslStreamCertificateContext certificate, TimeSpan timeout, CancellationToken cancellationToken)
    {
        string peer = transport.RemoteEndPoint.ToString();
        PeerCertificateCheck check = new(options, peer, null);
        SslServerAuthenticationOptions settings = new()
        {
            ServerCertificateContext = certificate,
            EnabledSslProtocols = options.Protocols,
            CipherSuitesPolicy = TlsCipherSuites.Policy,
            ClientCertificateRequired = options.ClientAuthentication != TlsClientAuthentication.None,
            CertificateChainPolicy = check.CreatePolicy(timeout),
            RemoteCertificateValidationCallback = (_, given, chain, errors) => check.Validate(given, chain, errors),
        };
        HandshakeStream seen = new(transport.Stream);
        SslStream secured = new(seen);
        try
        {
            await WithinAsync(
                token => secured.AuthenticateAsServerAsync(settings, token), peer, timeout, seen, cancellationToken).ConfigureAwait(false);
            seen.EndHandshake();
            transport.Secure(secured, new TransportSecurity(SessionOf(secured, check, options), options, false));
        }
        catch (Exception e)
        {
            if (IsHandshakeFault(e) && !seen.LooksLikeTls)
            {
                await SendAlertAsync(transport, cancellationToken).ConfigureAwait(false);
            }

            await secured.DisposeAsync().ConfigureAwait(false);
            transport.Dispose();
            if (IsHandshakeFault(e))
            {
                throw check.FindFault(e) ?? TlsFaults.OfServer(peer, seen, e);
            }

            throw;
        }
    }

    /// <summary>A certificate with those of its authorities, as it is sent to peers. Nothing is fetched for it.</summary>
    internal static SslStreamCertificateContext ContextOf(X509Certificate2 certificate, TlsOptions options) =>
        SslStreamCertificateContext.Create(certificate, [.. options.IntermediateCertificates], offline: true);

    internal static bool IsHandshakeFault(Exception e) =>
        e is AuthenticationException or IOException or SocketException or ObjectDisposedException or CryptographicException
            or Win32Exception or InvalidOperationException;

    private static TlsSession SessionOf(SslStream secured, PeerCertificateCheck check, TlsOptions options) =>
        new(secured.SslProtocol, secured.NegotiatedCipherSuite, check.Certificate, options.OwnCertificate);

    private static async Task WithinAsync(
        Func<CancellationToken, Task> handshake, string peer, TimeSpan timeout, HandshakeStream seen, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            await handshake(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (deadline.IsCancellationRequested && (e is OperationCanceledException || IsHandshakeFault(e)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw TlsFaults.TimedOut(peer, timeout, seen);
        }
    }

    /// <summary>
    /// Tells a peer that speaks no TLS that this port is for TLS, and lets it read that: closed at once, with bytes of
    /// it unread, the connection would be reset and the alert lost.
    /// </summary>
    private static async Task SendAlertAsync(Transport transport, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Farewell);
        byte[] dropped = new byte[1024];
        try
        {
            await transport.Stream.WriteAsync(TlsAlert.FatalRecord(TlsAlert.UnexpectedMessage), deadline.Token).ConfigureAwait(false);
            transport.ShutdownSend();
            while (await transport.Stream.ReadAsync(dropped, deadline.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It does not listen.
        }
    }
}
