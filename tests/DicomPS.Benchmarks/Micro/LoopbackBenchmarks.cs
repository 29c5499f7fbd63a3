using System.Net;
using BenchmarkDotNet.Attributes;
using DicomPS.Benchmarks.Network.Inputs;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;

namespace DicomPS.Benchmarks.Micro;

/// <summary>
/// One message and its answer on an open association, both sides in this process: what is allocated is that of both. The
/// goals: under 1 KB for a C-ECHO and under 4 KB for a C-STORE, a side.
/// </summary>
[MemoryDiagnoser]
public class LoopbackBenchmarks
{
    private string folder = string.Empty;
    private DicomServer server = null!;
    private Association association = null!;
    private InstanceFile small = null!;
    private InstanceFile image = null!;

    /// <summary>Writes the files and opens the association.</summary>
    [GlobalSetup]
    public async Task ConnectAsync()
    {
        folder = Directory.CreateTempSubdirectory("dicomps-benchmark-").FullName;
        small = Write("small.dcm", GeneratedInstances.WriteSmall);
        image = Write("image.dcm", GeneratedInstances.WriteCT);
        server = DicomServer.Start(
            new ApplicationEntity("SERVER"), new DicomServerOptions { BindAddress = IPAddress.Loopback, Discard = true });
        association = await Association.ConnectAsync(
            new ApplicationEntity("CLIENT"),
            new AssociationOptions("127.0.0.1", server.Port)
            {
                Contexts =
                [
                    new PresentationContext(Uids.Verification),
                    new PresentationContext(Uids.CTImageStorage, [Uids.ExplicitVRLittleEndian]),
                ],
            });
    }

    /// <summary>Ends all that.</summary>
    [GlobalCleanup]
    public async Task EndAsync()
    {
        await association.ReleaseAsync();
        await association.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>C-ECHO.</summary>
    [Benchmark]
    public async Task Echo() => Require((await association.EchoAsync()).Status.IsSuccess);

    /// <summary>C-STORE of 1.4 KB.</summary>
    [Benchmark]
    public async Task StoreSmall() => Require((await association.StoreAsync(small)).IsStored);

    /// <summary>C-STORE of 525 KB.</summary>
    [Benchmark]
    public async Task StoreImage() => Require((await association.StoreAsync(image)).IsStored);

    private static void Require(bool isDone)
    {
        if (!isDone)
        {
            throw new InvalidOperationException("The server did not answer with success.");
        }
    }

    private InstanceFile Write(string name, Action<string, int> write)
    {
        string path = Path.Combine(folder, name);
        write(path, 1);
        return InstanceFile.Read(path);
    }
}
