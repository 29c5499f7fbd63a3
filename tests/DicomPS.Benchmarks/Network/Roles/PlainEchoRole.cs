using System.Net.Sockets;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>100 bytes to and fro on one connection: "port count".</summary>
internal sealed class PlainEchoRole(string[] arguments) : PlainRole(arguments)
{
    protected override Tally Do()
    {
        int count = Number(Rest[0]);
        using NetworkStream stream = Connect();
        byte[] buffer = new byte[PlainSinkRole.EchoLength];
        for (int i = 0; i < count; i++)
        {
            stream.Write(buffer);
            stream.ReadExactly(buffer);
        }

        return new Tally(count, 0);
    }
}
