namespace DicomPS.Engine.Security;

/// <summary>A connection that TLS could not secure.</summary>
public sealed class TlsException : DicomException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What happened and with whom.</param>
    /// <param name="recommendedAction">What to check next.</param>
    /// <param name="peerCertificate">The peer's certificate, where it came.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public TlsException(
        string message, string recommendedAction, TlsCertificate? peerCertificate = null, Exception? innerException = null)
        : base(DicomErrorId.TlsFailed, message, recommendedAction, innerException) =>
        PeerCertificate = peerCertificate;

    /// <summary>The peer's certificate; null where none came.</summary>
    public TlsCertificate? PeerCertificate { get; }
}
