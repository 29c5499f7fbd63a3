using System.Net.Security;
using System.Runtime.Versioning;

namespace DicomPS.Engine.UpperLayer;

/// <summary>The cipher suites of the BCP 195 profiles of PS3.15 annex B: those that RFC 9325 section 4.2 recommends.</summary>
internal static class TlsCipherSuites
{
    private static readonly TlsCipherSuite[] Recommended =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ];

    /// <summary>The policy; null where the system chooses by itself: Windows has settings of its own for it.</summary>
    internal static CipherSuitesPolicy? Policy { get; } = Create();

    private static CipherSuitesPolicy? Create() => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() ? Choose() : null;

    [UnsupportedOSPlatform("windows")]
    [UnsupportedOSPlatform("android")]
    private static CipherSuitesPolicy? Choose()
    {
        try
        {
            return new CipherSuitesPolicy(Recommended);
        }
        catch (PlatformNotSupportedException)
        {
            // An OpenSSL without the choice.
            return null;
        }
    }
}
