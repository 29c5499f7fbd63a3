using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DicomPS.Engine.Security;

/// <summary>Reads certificates and keys from files, and finds them in the stores of the system.</summary>
public static class CertificateFiles
{
    private static readonly byte[] PemMark = "-----BEGIN "u8.ToArray();

    /// <summary>Reads a certificate with its private key.</summary>
    /// <param name="path">A PEM file with the certificate first and perhaps its authorities behind it, or a PFX (PKCS #12) file.</param>
    /// <param name="keyPath">The PEM file of the key; null where the key stands in the same file.</param>
    /// <param name="password">What the PFX file or the key is encrypted with; null for nothing.</param>
    /// <returns>The certificate, and the other certificates of the file.</returns>
    /// <exception cref="DicomException">InvalidCertificate: the file cannot be understood, the password is wrong, or there is no key for it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public static (X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Others) ReadWithKey(
        string path, string? keyPath = null, string? password = null)
    {
        byte[] content = File.ReadAllBytes(path);
        return Understand(path, () => IsPem(content) ? ReadPem(path, keyPath ?? path, password) : ReadPfx(content, path, password));
    }

    /// <summary>Reads certificates without keys: all of a PEM file, or the one of a DER file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The certificates, at least one.</returns>
    /// <exception cref="DicomException">InvalidCertificate: there is no certificate in the file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public static IReadOnlyList<X509Certificate2> Read(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        return Understand<IReadOnlyList<X509Certificate2>>(path, () =>
        {
            if (!IsPem(content))
            {
                return [new X509Certificate2(content)];
            }

            X509Certificate2Collection certificates = [];
            certificates.ImportFromPemFile(path);
            return certificates.Count > 0 ? [.. certificates] : throw new CryptographicException("it holds no certificate");
        });
    }

    /// <summary>Finds a certificate with its private key in the personal store of the user, or else of the computer.</summary>
    /// <param name="thumbprint">Its thumbprint: 40 hexadecimal digits, blanks between them allowed.</param>
    /// <returns>The certificate.</returns>
    /// <exception cref="DicomException">InvalidCertificate: there is none.</exception>
    public static X509Certificate2 Find(string thumbprint)
    {
        ArgumentNullException.ThrowIfNull(thumbprint);

        // Copied from a dialog of Windows, a thumbprint has blanks, and an invisible mark in front.
        string digits = string.Concat(thumbprint.Where(char.IsAsciiHexDigit));
        return FindAll().FirstOrDefault(certificate => certificate.Thumbprint.Equals(digits, StringComparison.OrdinalIgnoreCase))
            ?? throw new DicomException(
                DicomErrorId.InvalidCertificate,
                $"No personal store of this user or computer holds a certificate with the thumbprint '{thumbprint}' and its private key.",
                "Check the thumbprint, that the key was imported too, and that this user may read it.");
    }

    /// <summary>Finds the certificates that have a private key in the personal stores: those of the user, then those of the computer.</summary>
    /// <returns>The certificates.</returns>
    public static IReadOnlyList<X509Certificate2> FindAll() => [.. In(StoreLocation.CurrentUser), .. In(StoreLocation.LocalMachine)];

    private static IEnumerable<X509Certificate2> In(StoreLocation location)
    {
        try
        {
            using X509Store store = new(StoreName.My, location);
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            return store.Certificates.Where(certificate => certificate.HasPrivateKey);
        }
        catch (CryptographicException)
        {
            // There is no such store: on Linux the computer has none.
            return [];
        }
    }

    private static (X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Others) ReadPem(string path, string keyPath, string? password)
    {
        X509Certificate2 read = password is null
            ? X509Certificate2.CreateFromPemFile(path, keyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath);
        X509Certificate2Collection all = [];
        all.ImportFromPemFile(path);

        // Windows secures connections only with keys that it knows by more than the memory of this process.
        X509Certificate2 certificate = OperatingSystem.IsWindows()
            ? new X509Certificate2(read.Export(X509ContentType.Pfx))
            : read;
        return (certificate, [.. all.Where(other => other.Thumbprint != certificate.Thumbprint)]);
    }

    private static (X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Others) ReadPfx(byte[] content, string path, string? password)
    {
        X509Certificate2Collection all = [];
        all.Import(content, password, X509KeyStorageFlags.DefaultKeySet);
        X509Certificate2 certificate = all.FirstOrDefault(candidate => candidate.HasPrivateKey) ?? throw NoKey(path);
        return (certificate, [.. all.Where(other => other.Thumbprint != certificate.Thumbprint)]);
    }

    private static bool IsPem(byte[] content) => content.AsSpan().IndexOf(PemMark) >= 0;

    private static DicomException NoKey(string path) => new(
        DicomErrorId.InvalidCertificate,
        $"'{path}' holds no certificate with its private key.",
        "Give a PFX file with the key in it, or a PEM file and its key file.");

    private static T Understand<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new DicomException(
                DicomErrorId.InvalidCertificate,
                $"The certificate or key of '{path}' cannot be read: {e.Message}",
                "Check the password, that the key belongs to the certificate, and that the file is PEM (with -KeyPath where the key stands apart), PFX or DER.",
                e);
        }
    }
}
