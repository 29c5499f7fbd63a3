using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DicomPS.Tests;

/// <summary>Certificates made by the tests, of an authority of their own.</summary>
internal static class TestCertificates
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    /// <summary>The authority that the tests trust.</summary>
    public static X509Certificate2 Authority { get; } = NewAuthority("Test CA");

    /// <summary>A certificate of the authority for localhost and 127.0.0.1.</summary>
    public static X509Certificate2 Server { get; } = New("localhost");

    /// <summary>A certificate of the authority for a requestor.</summary>
    public static X509Certificate2 Client { get; } = New("client");

    /// <summary>A certificate for localhost that expired ten days ago.</summary>
    public static X509Certificate2 Expired { get; } = New("localhost", Now.AddDays(-20), Now.AddDays(-10));

    /// <summary>A certificate for localhost that will be valid in ten days.</summary>
    public static X509Certificate2 NotYetValid { get; } = New("localhost", Now.AddDays(10), Now.AddDays(20));

    /// <summary>A certificate for localhost that issued itself.</summary>
    public static X509Certificate2 SelfSigned { get; } = Create("localhost", Now.AddDays(-1), Now.AddDays(30), null, false);

    /// <summary>A certificate for localhost of an authority that nobody knows.</summary>
    public static X509Certificate2 OfAnotherAuthority { get; } =
        Create("localhost", Now.AddDays(-1), Now.AddDays(30), NewAuthority("Another CA"), false);

    /// <summary>A certificate of the authority.</summary>
    public static X509Certificate2 New(string name, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        Create(name, from ?? Now.AddDays(-1), to ?? Now.AddDays(30), Authority, false);

    /// <summary>An authority, under another one or of its own.</summary>
    public static X509Certificate2 NewAuthority(string name, X509Certificate2? issuer = null) =>
        Create(name, Now.AddDays(-300), Now.AddDays(300), issuer, true);

    /// <summary>A certificate of some authority.</summary>
    public static X509Certificate2 NewOf(X509Certificate2 issuer, string name) => Create(name, Now.AddDays(-1), Now.AddDays(30), issuer, false);

    /// <summary>Writes a certificate, its key, and further certificates as PEM files.</summary>
    public static (string CertificatePath, string KeyPath) WritePem(this X509Certificate2 certificate, string folder, string name, params X509Certificate2[] others)
    {
        string certificatePath = Path.Combine(folder, name + ".crt");
        string keyPath = Path.Combine(folder, name + ".key");
        File.WriteAllText(certificatePath, string.Join('\n', others.Prepend(certificate).Select(one => one.ExportCertificatePem())));
        using RSA key = certificate.GetRSAPrivateKey()!;
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return (certificatePath, keyPath);
    }

    private static X509Certificate2 Create(string name, DateTimeOffset from, DateTimeOffset to, X509Certificate2? issuer, bool isAuthority)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (!isAuthority)
        {
            SubjectAlternativeNameBuilder names = new();
            names.AddDnsName(name);
            if (name == "localhost")
            {
                names.AddIpAddress(IPAddress.Loopback);
            }

            request.CertificateExtensions.Add(names.Build());
        }

        if (issuer is null)
        {
            return request.CreateSelfSigned(from, to);
        }

        using X509Certificate2 issued = request.Create(issuer, from, to, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
