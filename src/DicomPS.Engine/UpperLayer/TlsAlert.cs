namespace DicomPS.Engine.UpperLayer;

/// <summary>The alerts of TLS that tell why a handshake failed (RFC 8446 section 6.2).</summary>
internal static class TlsAlert
{
    internal const byte UnexpectedMessage = 10;

    private const byte HandshakeFailure = 40;
    private const byte ProtocolVersion = 70;
    private const byte InsufficientSecurity = 71;
    private const byte UnrecognizedName = 112;
    private const byte CertificateRequired = 116;

    /// <summary>An alert record that ends a connection, for a peer that may know TLS although it does not speak it.</summary>
    internal static byte[] FatalRecord(byte description) => [21, 3, 1, 0, 2, 2, description];

    /// <summary>Whether the bytes begin an alert record.</summary>
    internal static bool IsRecord(ReadOnlySpan<byte> bytes) => bytes is [21, 3, <= 4, 0, 2, ..];

    /// <summary>The peer found no version or cipher suite that both sides have.</summary>
    internal static bool IsNothingInCommon(byte? description) =>
        description is HandshakeFailure or ProtocolVersion or InsufficientSecurity;

    /// <summary>The peer says that something is wrong with this side's certificate, or that it misses one.</summary>
    internal static bool IsAboutCertificate(byte? description) =>
        description is (>= 41 and <= 46) or 48 or 49 or CertificateRequired;

    internal static bool IsAboutName(byte? description) => description == UnrecognizedName;

    internal static string NameOf(byte description) => description switch
    {
        UnexpectedMessage => "unexpected message",
        HandshakeFailure => "handshake failure",
        41 => "no certificate",
        42 => "bad certificate",
        43 => "unsupported certificate",
        44 => "certificate revoked",
        45 => "certificate expired",
        46 => "certificate unknown",
        47 => "illegal parameter",
        48 => "unknown CA",
        49 => "access denied",
        50 => "decode error",
        51 => "decrypt error",
        ProtocolVersion => "protocol version",
        InsufficientSecurity => "insufficient security",
        80 => "internal error",
        UnrecognizedName => "unrecognized name",
        CertificateRequired => "certificate required",
        _ => $"alert {description}",
    };
}
