using System.Security.Cryptography.X509Certificates;
using DicomPS.Engine.Security;

namespace DicomPS.Completion;

/// <summary>Completes the thumbprints of the certificates with a private key that are in the personal stores, also by their subjects.</summary>
public sealed class ThumbprintCompleter : TermCompleter
{
    private protected override IEnumerable<(string Word, string Text)> Candidates(string word) => CertificateFiles.FindAll()
        .Where(certificate => Fits(certificate, word))
        .Select(certificate => (certificate.Thumbprint, $"{certificate.Subject}, expires {certificate.NotAfter:yyyy-MM-dd}"));

    private static bool Fits(X509Certificate2 certificate, string word) =>
        certificate.Thumbprint.StartsWith(word, StringComparison.OrdinalIgnoreCase)
        || certificate.Subject.Contains(word, StringComparison.OrdinalIgnoreCase);
}
