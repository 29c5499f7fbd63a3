using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace DicomPS.Engine.Security;

/// <summary>What a certificate says, without its keys.</summary>
/// <param name="Subject">Whom it is for, as a distinguished name.</param>
/// <param name="Issuer">Who issued it, as a distinguished name.</param>
/// <param name="Thumbprint">The SHA-1 hash of the certificate in hexadecimal digits, by which stores know it.</param>
/// <param name="NotBefore">Since when it is valid.</param>
/// <param name="NotAfter">Until when it is valid.</param>
/// <param name="Names">The DNS names and IP addresses it is for (subject alternative names).</param>
public sealed record TlsCertificate(
    string Subject, string Issuer, string Thumbprint, DateTimeOffset NotBefore, DateTimeOffset NotAfter, IReadOnlyList<string> Names)
{
    /// <summary>The whole days it is still valid, counted now; negative where it has expired.</summary>
    public int DaysLeft => (int)Math.Floor((NotAfter - DateTimeOffset.UtcNow).TotalDays);

    /// <summary>Subject, issuer and expiry in a line.</summary>
    /// <returns>For example "CN=archive, issued by CN=Hospital CA, expires 2030-01-01".</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Subject}, issued by {Issuer}, expires {NotAfter.UtcDateTime:yyyy-MM-dd}");

    internal static TlsCertificate Of(X509Certificate2 certificate) => new(
        certificate.Subject,
        certificate.Issuer,
        certificate.Thumbprint,
        new DateTimeOffset(certificate.NotBefore),
        new DateTimeOffset(certificate.NotAfter),
        [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(NamesOf)]);

    private static IEnumerable<string> NamesOf(X509SubjectAlternativeNameExtension extension) =>
        extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString()));
}
