using BenchmarkDotNet.Attributes;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;

namespace DicomPS.Benchmarks.Micro;

/// <summary>Command sets: a C-STORE request out, its response in.</summary>
[MemoryDiagnoser]
public class CommandSetBenchmarks
{
    private readonly CommandSet request = new()
    {
        AffectedSopClassUid = Uids.CTImageStorage,
        CommandField = CommandField.CStoreRq,
        MessageId = 1,
        Priority = Priority.Medium,
        HasDataSet = true,
        AffectedSopInstanceUid = "1.2.826.0.1.3680043.9.7484.3.1.100",
    };

    private byte[] response = [];

    /// <summary>Encodes what is decoded.</summary>
    [GlobalSetup]
    public void Prepare() => response = CommandSetCodec.Encode(request.RespondWith(StatusCodes.Success));

    /// <summary>Out.</summary>
    [Benchmark]
    public byte[] Encode() => CommandSetCodec.Encode(request);

    /// <summary>In.</summary>
    [Benchmark]
    public CommandSet Decode() => CommandSetCodec.Decode(response);
}
