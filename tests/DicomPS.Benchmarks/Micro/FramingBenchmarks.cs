using BenchmarkDotNet.Attributes;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Benchmarks.Micro;

/// <summary>P-DATA framing: a command and a data set into the buffer of one write, which is not sent. The writer is made for it; on an association it is made once.</summary>
[MemoryDiagnoser]
public class FramingBenchmarks
{
    private const int MaximumLength = 131072;

    private readonly byte[] command = new byte[150];
    private byte[] dataSet = [];

    /// <summary>Bytes of the data set: a small one, and one that fills a PDU.</summary>
    [Params(1024, MaximumLength - PdvHeader.Size)]
    public int Length { get; set; }

    /// <summary>Makes the data set.</summary>
    [GlobalSetup]
    public void Prepare() => dataSet = new byte[Length];

    /// <summary>Frames the message.</summary>
    [Benchmark]
    public async Task Frame()
    {
        // Nothing is sent, so that no connection is asked for anything.
        using PDataWriter writer = new(null!, MaximumLength);
        writer.Begin(1, command: true);
        await writer.WriteAsync(command);
        await writer.EndAsync();
        writer.Begin(1, command: false);
        await writer.WriteAsync(dataSet);
        await writer.EndAsync();
    }
}
