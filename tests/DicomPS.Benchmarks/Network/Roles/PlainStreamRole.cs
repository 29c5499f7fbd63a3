using System.Buffers.Binary;
using System.Net.Sockets;
using DicomPS.Benchmarks.Network.Inputs;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>Sends whole files, one behind the other: "port" and the files.</summary>
internal sealed class PlainStreamRole : PlainRole
{
    private readonly string[] paths;

    internal PlainStreamRole(string[] arguments)
        : base(arguments) => paths = FileSelection.Parse(Rest).Paths();

    protected override Tally Do()
    {
        byte[] buffer = new byte[PlainSinkRole.BufferLength];
        long bytes = 0;
        using NetworkStream stream = Connect();
        foreach (string path in paths)
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            BinaryPrimitives.WriteInt64LittleEndian(buffer, file.Length);
            int used = sizeof(long);
            for (int count; (count = file.Read(buffer, used, buffer.Length - used)) > 0; used = 0)
            {
                stream.Write(buffer, 0, used + count);
                bytes += count;
            }
        }

        BinaryPrimitives.WriteInt64LittleEndian(buffer, -1);
        stream.Write(buffer, 0, sizeof(long));
        stream.ReadExactly(buffer, 0, sizeof(long));
        return new Tally(paths.Length, bytes);
    }
}
