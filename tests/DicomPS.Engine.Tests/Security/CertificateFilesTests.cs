using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DicomPS.Engine.Security;
using DicomPS.Engine.Tests.Network;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Security;

public sealed class CertificateFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_PEM_file_has_the_certificate_first_and_the_key_in_it_or_apart(bool isApart)
    {
        (string certificate, string key) = TestCertificates.Server.WritePem(folder.Path, "server", TestCertificates.Authority);
        if (!isApart)
        {
            File.AppendAllText(certificate, "\n" + File.ReadAllText(key));
        }

        (X509Certificate2 read, IReadOnlyList<X509Certificate2> others) = CertificateFiles.ReadWithKey(certificate, isApart ? key : null);
        Assert.True(read.HasPrivateKey);
        Assert.Equal(TestCertificates.Server.Thumbprint, read.Thumbprint);
        Assert.Equal([TestCertificates.Authority.Thumbprint], others.Select(other => other.Thumbprint));
    }

    [Fact]
    public void An_encrypted_key_needs_its_password()
    {
        (string certificate, string key) = TestCertificates.Server.WritePem(folder.Path, "server");
        using RSA rsa = TestCertificates.Server.GetRSAPrivateKey()!;
        File.WriteAllText(key, rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        Assert.True(CertificateFiles.ReadWithKey(certificate, key, "secret").Certificate.HasPrivateKey);
        Fails(DicomErrorId.InvalidCertificate, () => CertificateFiles.ReadWithKey(certificate, key, "wrong"));
        Fails(DicomErrorId.InvalidCertificate, () => CertificateFiles.ReadWithKey(certificate, key));
    }

    [Fact]
    public void A_PFX_file_has_key_and_authorities()
    {
        string path = folder.PathOf("server.pfx");
        X509Certificate2Collection all = [TestCertificates.Server, X509CertificateLoader.LoadCertificate(TestCertificates.Authority.RawData)];
        File.WriteAllBytes(path, all.Export(X509ContentType.Pfx, "secret")!);
        (X509Certificate2 read, IReadOnlyList<X509Certificate2> others) = CertificateFiles.ReadWithKey(path, password: "secret");
        Assert.Equal((TestCertificates.Server.Thumbprint, true), (read.Thumbprint, read.HasPrivateKey));
        Assert.Equal([TestCertificates.Authority.Thumbprint], others.Select(other => other.Thumbprint));
        DicomException error = Fails(DicomErrorId.InvalidCertificate, () => CertificateFiles.ReadWithKey(path, password: "wrong"));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_the_key_or_with_another_or_of_nothing_is_an_error()
    {
        (string certificate, _) = TestCertificates.Server.WritePem(folder.Path, "server");
        (_, string otherKey) = TestCertificates.Client.WritePem(folder.Path, "client");
        string notes = folder.PathOf("notes.txt");
        File.WriteAllText(notes, "notes");
        Fails(DicomErrorId.InvalidCertificate, () => CertificateFiles.ReadWithKey(certificate));
        Fails(DicomErrorId.InvalidCertificate, () => CertificateFiles.ReadWithKey(certificate, otherKey));
        Fails(DicomErrorId.InvalidCertificate, () => CertificateFiles.ReadWithKey(notes));
        Fails(DicomErrorId.InvalidCertificate, () => CertificateFiles.Read(notes));
        Fails(DicomErrorId.InvalidCertificate, () => CertificateFiles.Read(otherKey));
        Assert.Throws<FileNotFoundException>(() => CertificateFiles.Read(folder.PathOf("none.pem")));
        Fails(DicomErrorId.InvalidCertificate, () => CertificateFiles.Find("00112233445566778899aabbccddeeff00112233"));
    }

    [Fact]
    public void Trusted_certificates_come_from_PEM_and_DER()
    {
        (string pem, _) = TestCertificates.Server.WritePem(folder.Path, "all", TestCertificates.Authority, TestCertificates.SelfSigned);
        Assert.Equal(3, CertificateFiles.Read(pem).Count);
        string der = folder.PathOf("ca.cer");
        File.WriteAllBytes(der, TestCertificates.Authority.RawData);
        Assert.Equal("CN=Test CA", Assert.Single(CertificateFiles.Read(der)).Subject);
    }
}
