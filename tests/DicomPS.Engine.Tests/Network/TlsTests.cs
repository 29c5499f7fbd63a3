using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Security;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>Associations over TLS that come about.</summary>
public class TlsTests
{
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Both_sides_know_what_was_negotiated(SslProtocols protocol)
    {
        await using DicomServer server = SomeTls.Start(SomeTls.Server(clients: TlsClientAuthentication.Require));
        TlsOptions tls = new()
        {
            Certificate = TestCertificates.Client, TrustedCertificates = [TestCertificates.Authority], Protocols = protocol,
        };
        await using Association association = await Association.ConnectAsync(Requestor(), SomeTls.To(server.Port, tls), Token).Soon();
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);

        TlsSession session = association.Tls!;
        Assert.Equal(protocol, session.Protocol);
        Assert.Contains("GCM", session.CipherSuite.ToString(), StringComparison.Ordinal);
        Assert.Equal(("CN=localhost", "CN=Test CA"), (session.PeerCertificate!.Subject, session.PeerCertificate.Issuer));
        Assert.Equal(["localhost", "127.0.0.1"], session.PeerCertificate.Names);
        Assert.Equal(TestCertificates.Server.Thumbprint, session.PeerCertificate.Thumbprint);
        Assert.InRange(session.PeerCertificate.DaysLeft, 28, 30);
        Assert.Equal("CN=client", session.LocalCertificate!.Subject);
        TlsSession served = Assert.Single(server.Associations).Tls!;
        Assert.Equal((protocol, session.CipherSuite, "CN=client"), (served.Protocol, served.CipherSuite, served.PeerCertificate!.Subject));
        Assert.Equal(("CN=localhost", TlsClientAuthentication.Require), (server.Tls!.Certificate.Subject, server.Tls.ClientAuthentication));
        await association.ReleaseAsync(Token).Soon();
        await Until(() => server.ConnectionCount == 0);
        Assert.Equal(0, server.Counters.TlsFailures);
    }

    [Theory]
    [InlineData(TlsClientAuthentication.Require, true)]
    [InlineData(TlsClientAuthentication.Allow, true)]
    [InlineData(TlsClientAuthentication.Allow, false)]
    [InlineData(TlsClientAuthentication.None, true)]
    [InlineData(TlsClientAuthentication.None, false)]
    public async Task A_server_takes_the_certificates_it_asks_for(TlsClientAuthentication asks, bool isGiven)
    {
        await using DicomServer server = SomeTls.Start(SomeTls.Server(clients: asks));
        AssociationOptions options = SomeTls.To(server.Port, SomeTls.Client(isGiven ? TestCertificates.Client : null));
        await using Association association = await Association.ConnectAsync(Requestor(), options, Token).Soon();
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
        bool isKnown = isGiven && asks != TlsClientAuthentication.None;
        Assert.Equal(isKnown ? "CN=client" : null, Assert.Single(server.Associations).Tls!.PeerCertificate?.Subject);
    }

    [Fact]
    public async Task A_plain_association_has_no_TLS()
    {
        await using DicomServer server = DicomServer.Start(new ApplicationEntity(), new() { BindAddress = IPAddress.Loopback });
        await using Association association = await Association.ConnectAsync(Requestor(), new("127.0.0.1", server.Port), Token).Soon();
        Assert.Null(association.Tls);
        Assert.Null(server.Tls);
    }

    [Fact]
    public async Task Authorities_in_between_are_sent_along()
    {
        X509Certificate2 department = TestCertificates.NewAuthority("Department", TestCertificates.Authority);
        TlsOptions tls = new()
        {
            Certificate = TestCertificates.NewOf(department, "localhost"),
            IntermediateCertificates = [department],
            ClientAuthentication = TlsClientAuthentication.Require,
            TrustedCertificates = [TestCertificates.Authority],
        };
        await using DicomServer server = SomeTls.Start(tls);
        Assert.Equal("CN=Department", (await SomeTls.EchoAsync(server.Port, tls))!.PeerCertificate!.Issuer);
    }

    [Fact]
    public async Task A_certificate_that_is_itself_trusted_needs_no_authority()
    {
        foreach (X509Certificate2 trusted in new[] { TestCertificates.SelfSigned, TestCertificates.OfAnotherAuthority })
        {
            await using DicomServer server = SomeTls.Start(SomeTls.Server(trusted));
            Assert.Equal(trusted.Thumbprint, (await SomeTls.EchoAsync(server.Port, new() { TrustedCertificates = [trusted] }))!.PeerCertificate!.Thumbprint);
        }
    }

    [Fact]
    public async Task A_certificate_may_be_for_another_name_that_is_given()
    {
        await using DicomServer server = SomeTls.Start(SomeTls.Server(TestCertificates.New("archive.example")));
        TlsOptions tls = new() { TargetHost = "archive.example", TrustedCertificates = [TestCertificates.Authority] };
        Assert.NotNull(await SomeTls.EchoAsync(server.Port, tls));
    }

    [Fact]
    public async Task Without_a_check_any_certificate_will_do()
    {
        await using DicomServer server = SomeTls.Start(SomeTls.Server(TestCertificates.Expired));
        Assert.Equal("CN=localhost", (await SomeTls.EchoAsync(server.Port, new() { SkipCertificateCheck = true }))!.PeerCertificate!.Subject);
    }

    [Fact]
    public void A_server_needs_a_certificate_and_a_certificate_its_key()
    {
        Fails(DicomErrorId.InvalidCertificate, () => { SomeTls.Start(new TlsOptions()); });
        Fails(DicomErrorId.InvalidCertificate, () => new TlsOptions { Certificate = X509CertificateLoader.LoadCertificate(TestCertificates.Server.RawData) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TlsOptions { Protocols = SslProtocols.None });
    }

    [Fact]
    public async Task Twenty_send_at_once()
    {
        await using StorageServer server = new(
            options => options.Tls = SomeTls.Server(clients: TlsClientAuthentication.Require), entity => entity.MaximumAssociations = 20);
        using TemporaryFolder files = new();
        InstanceFile[] sent = [.. Enumerable.Range(0, 20).Select(_ => InstanceFile.Read(files.Instance(rows: 256)))];
        AssociationOptions to = SomeTls.To(server.Server.Port, SomeTls.Client(TestCertificates.Client));
        await Task.WhenAll(sent.Select(async file =>
        {
            await foreach (StoreResult result in new InstanceSender(new ApplicationEntity(), to).SendAsync([file], Token))
            {
                Assert.True(result.IsStored, result.ToString());
            }
        })).Soon();
        Assert.All(sent, file => Assert.Equal(
            TestInstances.DataSetOf(File.ReadAllBytes(file.Path)), TestInstances.DataSetOf(server.Read(file.SopInstanceUid + ".dcm"))));
        Assert.Equal((20L, 0L), (server.Server.Counters.Instances, server.Server.Counters.TlsFailures));
    }

    [Fact]
    public async Task Cancelling_ends_a_handshake_at_once()
    {
        using ScriptedListener listener = new();
        using CancellationTokenSource source = new();
        Task<Association> connecting = Association.ConnectAsync(Requestor(), SomeTls.To(listener.Port), source.Token);
        using ScriptedPeer peer = await listener.AcceptAsync();
        Assert.False(connecting.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Soon());
    }

    [Fact]
    public async Task Aborting_ends_a_request_at_once_on_both_sides()
    {
        await using DicomServer server = SomeTls.Start(SomeTls.Server());
        await using Association association = await Association.ConnectAsync(Requestor(), SomeTls.To(server.Port), Token).Soon();
        Association served = Assert.Single(server.Associations);
        await association.AbortAsync().Soon();
        await served.Ended.Soon();
        Assert.Contains("aborted the association", served.EndReason, StringComparison.Ordinal);
        await Until(() => server.ConnectionCount == 0);
    }

    [Fact]
    public async Task A_server_that_stops_waits_for_no_handshake()
    {
        await using DicomServer server = SomeTls.Start(SomeTls.Server());
        using TcpClient silent = new();
        await silent.ConnectAsync(IPAddress.Loopback, server.Port, Token);
        await Until(() => server.ConnectionCount == 1);
        await server.StopAsync().Soon();
        Assert.Equal(0, await silent.GetStream().ReadAsync(new byte[1], Token).AsTask().Soon());
    }
}
