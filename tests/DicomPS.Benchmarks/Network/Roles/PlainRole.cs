using System.Net;
using System.Net.Sockets;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>The floor, asking: a socket, and nothing else. Its command line begins with the port.</summary>
internal abstract class PlainRole(string[] arguments) : Role
{
    private readonly IPEndPoint peer = new(IPAddress.Loopback, Number(arguments[0]));

    /// <summary>What follows the port.</summary>
    protected string[] Rest { get; } = arguments[1..];

    protected NetworkStream Connect()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(peer);
        return new NetworkStream(socket, ownsSocket: true);
    }

    protected override Task<Tally> DoAsync() => Task.FromResult(Do());

    protected abstract Tally Do();
}
