using System.Net;
using System.Security.Cryptography.X509Certificates;
using DicomPS.Engine.Security;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Network;

/// <summary>What tests of TLS begin with.</summary>
internal static class SomeTls
{
    /// <summary>A requestor that trusts the authority of the tests.</summary>
    public static TlsOptions Client(X509Certificate2? certificate = null) =>
        new() { Certificate = certificate, TrustedCertificates = [TestCertificates.Authority] };

    /// <summary>A server that trusts the authority of the tests.</summary>
    public static TlsOptions Server(
        X509Certificate2? certificate = null, TlsClientAuthentication clients = TlsClientAuthentication.None) => new()
    {
        Certificate = certificate ?? TestCertificates.Server,
        TrustedCertificates = [TestCertificates.Authority],
        ClientAuthentication = clients,
    };

    public static DicomServer Start(TlsOptions tls, ApplicationEntity? entity = null) =>
        DicomServer.Start(entity ?? new ApplicationEntity("SERVER"), new() { BindAddress = IPAddress.Loopback, Tls = tls });

    public static AssociationOptions To(int port, TlsOptions? tls = null) => new("127.0.0.1", port) { Tls = tls ?? Client() };

    /// <summary>Connects, echoes and releases.</summary>
    public static async Task<TlsSession?> EchoAsync(int port, TlsOptions? tls = null)
    {
        await using Association association = await Association.ConnectAsync(Some.Requestor(), To(port, tls), Some.Token).Soon();
        Assert.True((await association.EchoAsync(Some.Token).Soon()).Status.IsSuccess);
        await association.ReleaseAsync(Some.Token).Soon();
        return association.Tls;
    }
}
