using System.Net.Sockets;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>Connects, sends 100 bytes to and fro, and closes, again and again: "port count".</summary>
internal sealed class PlainConnectRole(string[] arguments) : PlainRole(arguments)
{
    protected override Tally Do()
    {
        int count = Number(Rest[0]);
        byte[] buffer = new byte[PlainSinkRole.EchoLength];
        for (int i = 0; i < count; i++)
        {
            using NetworkStream stream = Connect();
            stream.Write(buffer);
            stream.ReadExactly(buffer);
        }

        return new Tally(count, 0);
    }
}
