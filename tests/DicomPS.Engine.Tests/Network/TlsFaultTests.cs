using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DicomPS.Engine.Security;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>Each way in which TLS fails has a sentence of its own.</summary>
public class TlsFaultTests
{
    public static TheoryData<string, string, string> BadCertificates => new()
    {
        { nameof(TestCertificates.Expired), "127.0.0.1", "it expired on " },
        { nameof(TestCertificates.NotYetValid), "127.0.0.1", "it is not valid before " },
        { nameof(TestCertificates.SelfSigned), "127.0.0.1", "it is self-signed and not among the trusted certificates" },
        { nameof(TestCertificates.OfAnotherAuthority), "127.0.0.1", "it leads to no trusted authority (issued by CN=Another CA)" },
        { nameof(TestCertificates.Server), "archive.example", "it is for localhost, 127.0.0.1, not for 'archive.example'" },
    };

    [Theory]
    [MemberData(nameof(BadCertificates))]
    public async Task A_bad_certificate_of_the_server_is_refused(string which, string name, string because)
    {
        X509Certificate2 certificate = Certificate(which);
        await using DicomServer server = SomeTls.Start(SomeTls.Server(certificate));
        TlsOptions tls = new() { TrustedCertificates = [TestCertificates.Authority], TargetHost = name };

        TlsException error = await FailsAsync(server.Port, $"(CN=localhost) was refused: {because}", tls);

        Assert.Equal(certificate.Thumbprint, error.PeerCertificate!.Thumbprint);
        ConnectionTest test = await ConnectionTest.RunAsync(Requestor(), SomeTls.To(server.Port, tls), Token).Soon();
        Assert.Equal(("TLS", DicomErrorId.TlsFailed), (test.StoppedAt, test.ErrorId));
        Assert.Equal(["Name resolution", "TCP connection", "TLS"], test.Steps.Select(step => step.Name));
        Assert.Equal(certificate.Thumbprint, test.Certificate!.Thumbprint);
        Assert.Contains(because, test.Reason, StringComparison.Ordinal);
        await Until(() => server.ConnectionCount == 0);
    }

    [Fact]
    public async Task A_certificate_whose_revocation_cannot_be_found_out_is_refused_where_that_is_asked()
    {
        await using DicomServer server = SomeTls.Start(SomeTls.Server());
        await FailsAsync(
            server.Port,
            "(CN=localhost) was refused: whether it is revoked cannot be found out.",
            new() { TrustedCertificates = [TestCertificates.Authority], RevocationMode = X509RevocationMode.Offline });
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_server_that_requires_a_certificate_refuses_a_requestor_without(SslProtocols protocol)
    {
        await using DicomServer server = SomeTls.Start(SomeTls.Server(clients: TlsClientAuthentication.Require));
        TlsOptions tls = new() { TrustedCertificates = [TestCertificates.Authority], Protocols = protocol };
        await FailsAsync(server.Port, "asked for a client certificate and ended the connection as none was given", tls);
        await Until(() => server.Counters.TlsFailures == 1);
        Assert.Contains("gave no client certificate", server.Counters.LastTlsFailure, StringComparison.Ordinal);
        Assert.Equal(0, server.Counters.TotalAssociations);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, TlsClientAuthentication.Require, nameof(TestCertificates.Expired), "it expired on ")]
    [InlineData(SslProtocols.Tls13, TlsClientAuthentication.Require, nameof(TestCertificates.SelfSigned), "it is self-signed")]
    [InlineData(SslProtocols.Tls13, TlsClientAuthentication.Allow, nameof(TestCertificates.OfAnotherAuthority), "it leads to no trusted authority")]
    public async Task A_server_refuses_a_bad_certificate_of_a_requestor(
        SslProtocols protocol, TlsClientAuthentication asks, string which, string because)
    {
        await using DicomServer server = SomeTls.Start(SomeTls.Server(clients: asks));
        TlsOptions tls = new()
        {
            Certificate = Certificate(which), TrustedCertificates = [TestCertificates.Authority], Protocols = protocol,
        };
        await FailsAsync(server.Port, "it seems to have refused the client certificate CN=localhost", tls);
        await Until(() => server.Counters.TlsFailures == 1);
        Assert.Contains(because, server.Counters.LastTlsFailure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls13)]
    [InlineData(SslProtocols.Tls13, SslProtocols.Tls12)]
    public async Task Sides_without_a_common_version_do_not_meet(SslProtocols ofServer, SslProtocols ofRequestor)
    {
        await using DicomServer server = SomeTls.Start(new() { Certificate = TestCertificates.Server, Protocols = ofServer });
        await FailsAsync(server.Port, "have no version or cipher suite of TLS in common", new() { Protocols = ofRequestor });
        await Until(() => server.Counters.TlsFailures == 1);
        Assert.Contains("no version or cipher suite of TLS in common", server.Counters.LastTlsFailure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sides_without_a_common_cipher_suite_do_not_meet()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let a program choose");
#pragma warning disable CA1416 // Skipped where it is not supported.
        using TlsPeer peer = new(new SslServerAuthenticationOptions
        {
            ServerCertificate = TestCertificates.Server,
            EnabledSslProtocols = SslProtocols.Tls12,
            CipherSuitesPolicy = new([TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256]),
        });
#pragma warning restore CA1416
        await FailsAsync(peer.Port, "have no version or cipher suite of TLS in common (alert 'handshake failure')");
    }

    [Fact]
    public async Task TLS_to_a_plain_server_says_so()
    {
        await using DicomServer server = DicomServer.Start(new ApplicationEntity(), new() { BindAddress = IPAddress.Loopback });
        await FailsAsync(server.Port, "answered the TLS handshake with an A-ABORT: it speaks DICOM without TLS");
    }

    [Fact]
    public async Task TLS_to_something_else_says_so()
    {
        using ScriptedListener listener = new();
        Task failing = FailsAsync(listener.Port, "answered the TLS handshake with bytes that are no TLS");
        using (ScriptedPeer peer = await listener.AcceptAsync())
        {
            await peer.SendAsync(Encoding.ASCII.GetBytes("SSH-2.0-none\r\n"));
            await failing;
        }

        failing = FailsAsync(listener.Port, "closed the connection at the TLS handshake without an answer");
        (await listener.AcceptAsync()).Dispose();
        await failing;
    }

    [Fact]
    public async Task A_handshake_that_nobody_answers_ends_with_the_connection_timeout()
    {
        using ScriptedListener listener = new();
        AssociationOptions options = SomeTls.To(listener.Port);
        options.ConnectionTimeout = TimeSpan.FromSeconds(0.3);
        DicomException error = await Fails(DicomErrorId.TlsFailed, Association.ConnectAsync(Requestor(), options, Token));
        Assert.Contains("did not complete the TLS handshake within 0.", error.Message, StringComparison.Ordinal);
        Assert.Contains("it sent nothing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_to_a_TLS_server_says_so()
    {
        await using DicomServer server = SomeTls.Start(SomeTls.Server());
        DicomException error = await Fails(DicomErrorId.TlsFailed, Association.ConnectAsync(Requestor(), new("127.0.0.1", server.Port), Token));
        Assert.Contains("expects TLS", error.Message, StringComparison.Ordinal);
        await Until(() => server.Counters.TlsFailures == 1);
        Assert.Contains("asked for an association without TLS", server.Counters.LastTlsFailure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_to_a_TLS_server_that_says_nothing_says_so_too()
    {
        using TlsPeer peer = new(new SslServerAuthenticationOptions { ServerCertificate = TestCertificates.Server });
        DicomException error = await Fails(DicomErrorId.TlsFailed, Association.ConnectAsync(Requestor(), new("127.0.0.1", peer.Port), Token));
        Assert.Contains("expects TLS", error.Message, StringComparison.Ordinal);
    }

    private static async Task<TlsException> FailsAsync(int port, string sentence, TlsOptions? tls = null)
    {
        DicomException error = await Fails(DicomErrorId.TlsFailed, Association.ConnectAsync(Requestor(), SomeTls.To(port, tls), Token));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.RecommendedAction));
        return Assert.IsType<TlsException>(error);
    }

    private static X509Certificate2 Certificate(string which) =>
        (X509Certificate2)typeof(TestCertificates).GetProperty(which)!.GetValue(null)!;

    /// <summary>A server that shakes hands in TLS and closes what is no TLS without a word.</summary>
    private sealed class TlsPeer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public TlsPeer(SslServerAuthenticationOptions options)
        {
            listener.Start();
            _ = ServeAsync(options);
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public void Dispose() => listener.Dispose();

        private async Task ServeAsync(SslServerAuthenticationOptions options)
        {
            while (true)
            {
                try
                {
                    using TcpClient client = await listener.AcceptTcpClientAsync();
                    await using SslStream secured = new(client.GetStream());
                    await secured.AuthenticateAsServerAsync(options);
                }
                catch (Exception e) when (e is AuthenticationException or IOException)
                {
                    // Closed, as it should be.
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
