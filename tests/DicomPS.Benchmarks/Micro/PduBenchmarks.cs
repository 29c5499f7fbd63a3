using BenchmarkDotNet.Attributes;
using DicomPS.Engine.Pdu;

namespace DicomPS.Benchmarks.Micro;

/// <summary>The PDU codec: an association request of 128 contexts, and a P-DATA-TF as large as they are sent.</summary>
[MemoryDiagnoser]
public class PduBenchmarks
{
    private const uint MaximumLength = 1 << 20;

    private readonly PDataTf data = new([new PresentationDataValue(1, IsCommand: false, IsLast: false, new byte[131066])]);
    private readonly AssociateRq request = Samples.Request;
    private byte[] requestBytes = [];
    private byte[] dataBytes = [];

    /// <summary>Encodes what is decoded.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        requestBytes = request.Encode();
        dataBytes = data.Encode();
    }

    /// <summary>A-ASSOCIATE-RQ out.</summary>
    [Benchmark]
    public byte[] EncodeRequest() => request.Encode();

    /// <summary>A-ASSOCIATE-RQ in.</summary>
    [Benchmark]
    public ProtocolDataUnit DecodeRequest() => Decode(requestBytes);

    /// <summary>P-DATA-TF out, as a whole; the engine sends them by <see cref="FramingBenchmarks"/>.</summary>
    [Benchmark]
    public byte[] EncodeData() => data.Encode();

    /// <summary>P-DATA-TF in, as a whole; the engine reads them piece by piece.</summary>
    [Benchmark]
    public ProtocolDataUnit DecodeData() => Decode(dataBytes);

    private static ProtocolDataUnit Decode(byte[] bytes) =>
        ProtocolDataUnit.TryDecode(bytes, MaximumLength, out ProtocolDataUnit? pdu, out _) ? pdu! : throw new InvalidDataException();
}
