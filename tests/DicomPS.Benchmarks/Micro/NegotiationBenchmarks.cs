using BenchmarkDotNet.Attributes;
using DicomPS.Engine;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;

namespace DicomPS.Benchmarks.Micro;

/// <summary>The negotiation of 128 contexts, on both sides.</summary>
[MemoryDiagnoser]
public class NegotiationBenchmarks
{
    private AssociateAc answer = null!;
    private AcceptorPolicy policy = null!;

    /// <summary>Makes the policy and the answer.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        policy = new AcceptorPolicy(new ApplicationEntity("SERVER"), "SERVER", PrebuiltContexts.ForStorageServer()) { StoresInstances = true };
        answer = Accept();
    }

    /// <summary>The acceptor: what it accepts, and its answer.</summary>
    [Benchmark]
    public AssociateAc Accept() => AcceptorNegotiation.Answer(Samples.Request, policy, AcceptorNegotiation.Choose(Samples.Request, policy));

    /// <summary>The requestor: what became of its proposal.</summary>
    [Benchmark]
    public int Evaluate() => RequestorNegotiation.Evaluate(Samples.Request, answer).Accepted.Count;
}
