using DicomPS.Engine.Security;

namespace DicomPS.Engine.UpperLayer;

/// <summary>What a connection knows of its TLS.</summary>
/// <param name="Session">What was negotiated.</param>
/// <param name="Options">The options of this side.</param>
/// <param name="WasAskedInVain">Whether the peer asked this side for a certificate that it does not have.</param>
internal sealed record TransportSecurity(TlsSession Session, TlsOptions Options, bool WasAskedInVain);
