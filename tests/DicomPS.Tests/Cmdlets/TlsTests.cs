using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>TLS from the prompt: options, parameters, warnings, and what objects tell of it.</summary>
public sealed class TlsTests : IDisposable
{
    private const string StartServer = """
        $trust = @{ TrustedCertificate = $authority }
        $server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -StoragePath $store -TlsOption (New-DicomTlsOption $serverCertificate @trust)
        $tls = New-DicomTlsOption $clientCertificate @trust
        $peer = @{ HostName = '127.0.0.1'; Port = $server.Port; CalledAETitle = 'ARCHIVE'; TlsOption = $tls }
        """;

    private readonly PowerShellHost host = new(width: 120);
    private readonly TemporaryFolder folder = new();

    public TlsTests() => host.Invoke(
        StartServer,
        ("authority", TestCertificates.Authority),
        ("serverCertificate", TestCertificates.Server),
        ("clientCertificate", TestCertificates.Client),
        ("store", folder.Combine("store"))).ShouldSucceed();

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Every_cmdlet_that_connects_does_it_with_TLS()
    {
        PowerShellResult result = host.Invoke(
            """
            (Send-DicomEcho @peer).Status.IsSuccess
            (Send-DicomInstance @peer -Path $files).IsStored
            $association = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext Verification)
            $association.Tls.PeerCertificate.Subject -eq 'CN=localhost'
            $server.Associations[0].Tls.PeerCertificate.Subject -eq 'CN=client'
            Disconnect-DicomAssociation $association
            $server.Tls.Certificate.Subject -eq 'CN=localhost'
            $test = Test-DicomConnection @peer
            $test.Succeeded
            ($test.Steps.Name -join ', ') -eq 'Name resolution, TCP connection, TLS, Association, Echo'
            $test.Certificate.Issuer -eq 'CN=Test CA' -and $test.Certificate.DaysLeft -in 28..30
            """,
            ("files", folder.WriteInstances(2)));

        Assert.Equal(Enumerable.Repeat(true, 9), result.ShouldSucceed().Output.Select(output => (bool)output.BaseObject));
    }

    [Theory]
    [InlineData("Start-DicomServer -Port 0 -Tls", "InvalidCertificate")]
    [InlineData("Start-DicomServer -Port 0 -TlsOption (New-DicomTlsOption)", "InvalidCertificate")]
    [InlineData("New-DicomTlsOption $keyless", "InvalidCertificate")]
    [InlineData("New-DicomTlsOption -CertificatePath $notes", "InvalidCertificate")]
    [InlineData("New-DicomTlsOption -TrustedCertificatePath $notes", "InvalidCertificate")]
    [InlineData("New-DicomTlsOption -CertificatePath nowhere.pem", "InputOutput")]
    [InlineData("New-DicomTlsOption -Thumbprint 00112233445566778899aabbccddeeff00112233", "InvalidCertificate")]
    public void A_missing_certificate_ends_the_call(string script, string errorId)
    {
        string notes = folder.Combine("notes.txt");
        File.WriteAllText(notes, "notes");
        PowerShellResult result = host.Invoke(
            "try { " + script + " } catch { $_.FullyQualifiedErrorId }",
            ("keyless", X509CertificateLoader.LoadCertificate(TestCertificates.Server.RawData)),
            ("notes", notes));

        Assert.StartsWith(errorId + ",", Assert.Single(result.ShouldSucceed().Output).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Send-DicomEcho @peer")]
    [InlineData("Connect-DicomAssociation @peer -Context (New-DicomPresentationContext Verification)")]
    public void A_fault_of_TLS_is_an_error_with_advice(string script)
    {
        ErrorRecord error = host.Invoke("$peer.Remove('TlsOption'); $peer.Tls = $true; " + script).OneError();

        Assert.StartsWith("TlsFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
        Assert.Contains("no trusted authority (issued by CN=Test CA)", error.Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Skipping_the_check_is_told_each_time()
    {
        host.Invoke("$lab = New-DicomTlsOption $clientCertificate -SkipCertificateCheck -WarningVariable made").ShouldSucceed();
        PowerShellResult result = host.Invoke("""
            $peer.TlsOption = $lab
            $null = Send-DicomEcho @peer -WarningVariable first
            $null = Test-DicomConnection @peer -WarningVariable second
            $other = Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -TlsOption (New-DicomTlsOption $serverCertificate -SkipCertificateCheck) -WarningVariable third
            Stop-DicomServer $other
            $made.Count, $first.Count, $second.Count, $third.Count
            """);

        Assert.Equal([1, 1, 1, 1], result.ShouldSucceed().Output.Select(count => (int)count.BaseObject));
    }

    [Fact]
    public void A_certificate_comes_from_files()
    {
        (string certificate, string key) = TestCertificates.Client.WritePem(folder.Combine("."), "client");
        (string authority, _) = TestCertificates.Authority.WritePem(folder.Combine("."), "authority");
        string pfx = folder.Combine("client.pfx");
        File.WriteAllBytes(pfx, TestCertificates.Client.Export(X509ContentType.Pfx, "secret"));
        SecureString password = new NetworkCredential(string.Empty, "secret").SecurePassword;

        PowerShellResult result = host.Invoke(
            """
            $peer.TlsOption = New-DicomTlsOption -CertificatePath $certificate -KeyPath $key -TrustedCertificatePath $ca -Protocol Tls12
            (Send-DicomEcho @peer).Status.IsSuccess
            $peer.TlsOption = New-DicomTlsOption -CertificatePath $pfx -CertificatePassword $password -TrustedCertificatePath $ca -TargetHost localhost
            (Send-DicomEcho @peer).Status.IsSuccess
            """,
            ("certificate", certificate), ("key", key), ("ca", authority), ("pfx", pfx), ("password", password));

        Assert.Equal([true, true], result.ShouldSucceed().Output.Select(output => (bool)output.BaseObject));
    }

    [Fact]
    public void A_certificate_comes_from_the_store_and_is_offered()
    {
        // One of its own, that the store of whoever runs the tests is left as it was.
        using X509Certificate2 own = X509CertificateLoader.LoadPkcs12(
            TestCertificates.New("dicomps-test").Export(X509ContentType.Pfx), null, X509KeyStorageFlags.PersistKeySet);
        using X509Store store = new(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        store.Add(own);
        try
        {
            PowerShellResult result = host.Invoke(
                """
                $line = 'New-DicomTlsOption -Thumbprint dicomps-te'
                [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText
                $peer.TlsOption = New-DicomTlsOption -Thumbprint $thumbprint @trust
                (Send-DicomEcho @peer).Status.IsSuccess
                """,
                ("thumbprint", string.Join(' ', own.Thumbprint.Chunk(2).Select(pair => new string(pair)))));

            Assert.Equal([own.Thumbprint, "True"], result.ShouldSucceed().Output.Select(output => output.ToString()));
        }
        finally
        {
            store.Remove(own);
        }
    }

    [Theory]
    [InlineData("$tls")]
    [InlineData("$server")]
    [InlineData("$a = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext Verification); Disconnect-DicomAssociation $a; $a")]
    [InlineData("Test-DicomConnection @peer")]
    public void Nothing_of_a_key_travels(string script)
    {
        foreach (int depth in new[] { 1, 2, 4 })
        {
            string xml = host.Invoke(
                "[Management.Automation.PSSerializer]::Serialize((& { " + script + " }), $depth)", ("depth", depth)).One<string>();

            Assert.Contains("CN=", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("PrivateKey", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("X509Certificate2", xml, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("$tls", "Expires", "CN=client", "1 certificate(s)", "Require", "Tls12, Tls13", "NoCheck")]
    [InlineData("New-DicomTlsOption", "Trusts", "as the system")]
    [InlineData("$tls.OwnCertificate", "Days Left", "CN=client", "CN=Test CA")]
    [InlineData("$server.Tls", "Skips Check", "CN=localhost, issued by CN=Test CA", "Require")]
    [InlineData("(Test-DicomConnection @peer).Tls", "Cipher Suite", "Tls13", "GCM", "CN=localhost")]
    public void What_TLS_made_is_a_table(string script, string header, params string[] values)
    {
        string text = host.Render(script);

        Assert.Contains(header, text, StringComparison.Ordinal);
        Assert.All(values, value => Assert.Contains(value, text, StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 120, line));
    }

    [Fact]
    public void Stopping_ends_a_handshake_at_once()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using RunningScript running = host.Start(
            "Send-DicomEcho 127.0.0.1 $port -Tls", ("port", ((IPEndPoint)silent.LocalEndpoint).Port));
        using TcpClient accepted = silent.AcceptTcpClient();
        Assert.True(accepted.GetStream().ReadByte() == 22);

        PowerShellResult result = running.Stop(TimeSpan.FromSeconds(3));

        Assert.True(result.Stopped);
        Assert.Empty(result.Errors);
        accepted.GetStream().CopyTo(Stream.Null);
    }

    [Fact]
    public void Peers_are_tested_side_by_side()
    {
        // The silent one is answered last although it comes first; with -Quiet the answers keep the order of the peers.
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        PowerShellResult result = host.Invoke(
            """
            $node = [pscustomobject] @{ HostName = '127.0.0.1', 'localhost'; Port = $server.Port; CalledAETitle = 'ARCHIVE' }
            $slow = [pscustomobject] @{ HostName = '127.0.0.1'; Port = $port; CalledAETitle = 'SLOW' }
            ($slow, $node | Test-DicomConnection -TlsOption $tls -ConnectionTimeout 2).CalledAETitle -join ' '
            ($slow, $node | Test-DicomConnection -TlsOption $tls -ConnectionTimeout 2 -Quiet) -join ' '
            ($slow, $node | Test-DicomConnection -TlsOption $tls -ConnectionTimeout 2 -ThrottleLimit 1).CalledAETitle -join ' '
            """,
            ("port", ((IPEndPoint)silent.LocalEndpoint).Port));

        Assert.Equal(
            ["ARCHIVE ARCHIVE SLOW", "False True True", "SLOW ARCHIVE ARCHIVE"],
            result.ShouldSucceed().Output.Select(output => output.ToString()));
    }
}
