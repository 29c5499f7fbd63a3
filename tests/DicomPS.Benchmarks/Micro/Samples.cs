using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;

namespace DicomPS.Benchmarks.Micro;

/// <summary>An association request with as many contexts as one can have.</summary>
internal static class Samples
{
    internal static IReadOnlyList<PresentationContext> Contexts { get; } =
        [.. PrebuiltContexts.ForStorageServer().Take(RequestedContextCollection.MaximumCount)];

    internal static AssociateRq Request { get; } = new()
    {
        CalledAETitle = "SERVER",
        CallingAETitle = "CLIENT",
        PresentationContexts = RequestorNegotiation.Number(Contexts),
        UserInformation = new UserInformation { MaximumLength = 131072, ImplementationClassUid = Uids.Verification },
    };
}
