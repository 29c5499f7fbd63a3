using System.Globalization;
using System.Security.Authentication;
using DicomPS.Engine;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>TLS with DCMTK's tools in both roles: certificates on both sides or one, and the BCP 195 profiles.</summary>
public sealed class TlsInteropTests : InteropTest
{
    private readonly string[] serverFiles;
    private readonly string[] clientFiles;
    private readonly string[] strangerFiles;
    private readonly string authority;

    public TlsInteropTests()
    {
        string folder = Directory.CreateDirectory(InFolder("certificates")).FullName;
        (string certificate, string key) = TestCertificates.Server.WritePem(folder, "server");
        serverFiles = [key, certificate];
        (certificate, key) = TestCertificates.Client.WritePem(folder, "client");
        clientFiles = [key, certificate];
        (certificate, key) = TestCertificates.SelfSigned.WritePem(folder, "stranger");
        strangerFiles = [key, certificate];
        (authority, _) = TestCertificates.Authority.WritePem(folder, "authority");
    }

    public static TheoryData<string> Profiles => ["--profile-bcp195-nd", "--profile-bcp195", "--profile-bcp195-ex"];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Storescu_with_a_certificate_stores(string profile)
    {
        DicomServer server = StartTlsServer("Require");
        string file = NewFile(rows: 512);
        StoreScu(server, ["+tls", .. clientFiles, "+cf", authority, profile], file).ShouldSucceed();
        Assert.Equal(InstanceBytes.DataSetOf(file), InstanceBytes.DataSetOf(StoredFileOf(file)));
        Assert.Equal((1L, 0L), (server.Counters.Instances, server.Counters.TlsFailures));
    }

    [Fact]
    public void Anonymous_storescu_is_served_or_refused_as_the_server_asks()
    {
        string[] anonymous = ["--anonymous-tls", "+cf", authority];
        StoreScu(StartTlsServer("Allow"), anonymous, NewFile()).ShouldSucceed();
        StoreScu(StartTlsServer("None"), anonymous, NewFile()).ShouldSucceed();
        DicomServer strict = StartTlsServer("Require");
        Assert.NotEqual(0, StoreScu(strict, anonymous, NewFile()).ExitCode);
        Wait.Until(() => strict.Counters.TlsFailures == 1, "the refusal is counted");
        Assert.Contains("gave no client certificate", strict.Counters.LastTlsFailure, StringComparison.Ordinal);
        Assert.Equal(0, strict.Counters.TotalAssociations);
    }

    [Fact]
    public void Storescu_with_an_unknown_certificate_or_without_TLS_or_with_an_old_profile_is_refused()
    {
        DicomServer server = StartTlsServer("Require");
        Assert.NotEqual(0, StoreScu(server, ["+tls", .. strangerFiles, "+cf", authority], NewFile()).ExitCode);
        Wait.Until(() => server.Counters.LastTlsFailure?.Contains("it is self-signed", StringComparison.Ordinal) == true, "the certificate is refused");
        Assert.NotEqual(0, StoreScu(server, [], NewFile()).ExitCode);
        Wait.Until(() => server.Counters.LastTlsFailure?.Contains("without TLS", StringComparison.Ordinal) == true, "the plain request is refused");
        Assert.NotEqual(0, StoreScu(server, ["+tls", .. clientFiles, "+cf", authority, "--profile-null"], NewFile()).ExitCode);
        Wait.Until(() => server.Counters.TlsFailures == 3, "the cipher suite is refused");
        Assert.Equal(0, server.Counters.TotalAssociations);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Storescp_with_certificates_on_both_sides_stores(string profile)
    {
        using StoreScp peer = new("+tls", serverFiles[0], serverFiles[1], "+cf", authority, profile);
        string file = NewFile(rows: 512);
        StoreResult result = Send(peer, file, NewOption("$client")).ShouldSucceed().Output.Select(output => (StoreResult)output.BaseObject).Single();
        Assert.True(result.IsStored, result.ToString());
        Assert.Equal(InstanceBytes.DataSetOf(file), InstanceBytes.DataSetOf(peer.FileOf(InstanceBytes.SopInstanceOf(file))));
        ConnectionTest test = Test(peer, NewOption("$client"));
        Assert.True(test.Succeeded, test.ToString());
        Assert.Equal("CN=localhost", test.Certificate!.Subject);
        Assert.True(test.Tls!.Protocol is SslProtocols.Tls12 or SslProtocols.Tls13);
    }

    [Fact]
    public void Storescp_tells_what_it_misses()
    {
        using StoreScp peer = new("+tls", serverFiles[0], serverFiles[1], "+cf", authority);
        AssertFails(Test(peer, NewOption("$null")), "asked for a client certificate");
        AssertFails(Test(peer, NewOption("$stranger")), "refused the client certificate CN=localhost");
        AssertFails(Test(peer, "New-DicomTlsOption"), "no trusted authority");
        ConnectionTest plain = PowerShell.Invoke("Test-DicomConnection 127.0.0.1 $port", ("port", peer.Port)).One<ConnectionTest>();
        AssertFails(plain, "expects TLS");
    }

    [Fact]
    public void Storescp_without_TLS_is_told_apart()
    {
        using StoreScp peer = new();
        AssertFails(Test(peer, NewOption("$client")), "TLS");
    }

    [Fact]
    public void Storescp_that_asks_for_no_certificate_serves_who_has_none()
    {
        using StoreScp peer = new("+tls", serverFiles[0], serverFiles[1], "-ic");
        Assert.True(Test(peer, NewOption("$null")).Succeeded);
    }

    private static void AssertFails(ConnectionTest test, string because)
    {
        Assert.Equal(DicomErrorId.TlsFailed, test.ErrorId);
        Assert.Contains(because, test.Reason, StringComparison.Ordinal);
    }

    private static string NewOption(string certificate) => $"New-DicomTlsOption {certificate} -TrustedCertificate $authority";

    private DicomServer StartTlsServer(string asks) => PowerShell.Invoke(
        "Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -StoragePath $storage -TlsOption ("
        + $"New-DicomTlsOption $certificate -TrustedCertificate $authority -ClientAuthentication {asks})",
        ("storage", StoragePath), ("certificate", TestCertificates.Server), ("authority", TestCertificates.Authority)).One<DicomServer>();

    private ConnectionTest Test(StoreScp peer, string option) => Run("Test-DicomConnection 127.0.0.1", peer, option).One<ConnectionTest>();

    private PowerShellResult Send(StoreScp peer, string file, string option) =>
        Run($"Send-DicomInstance -Path '{file}' -HostName 127.0.0.1 -Port", peer, option);

    private PowerShellResult Run(string command, StoreScp peer, string option) => PowerShell.Invoke(
        $"{command} {peer.Port.ToString(CultureInfo.InvariantCulture)} -TlsOption ({option})",
        ("authority", TestCertificates.Authority), ("client", TestCertificates.Client), ("stranger", TestCertificates.SelfSigned));
}
