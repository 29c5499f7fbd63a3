using System.Net;

namespace DicomPS.Engine.UpperLayer;

/// <summary>Where a transport connection goes, and where it comes from.</summary>
/// <param name="HostName">Name, IPv4 or IPv6 address of the peer.</param>
/// <param name="Port">The peer's port, 1 to 65535.</param>
/// <param name="BindAddress">The local address to connect from; null leaves it to the system.</param>
/// <param name="BindPort">The local port to connect from; 0 leaves it to the system.</param>
internal sealed record ConnectionTarget(string HostName, int Port, IPAddress? BindAddress = null, int BindPort = 0)
{
    /// <summary>host:port, an IPv6 address in brackets.</summary>
    public override string ToString() => HostName.Contains(':') ? $"[{HostName}]:{Port}" : $"{HostName}:{Port}";
}
