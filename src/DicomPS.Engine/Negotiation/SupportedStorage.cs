using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Negotiation;

/// <summary>
/// What an acceptor that stores instances supports beyond its list: SOP classes that say which one of the list they
/// specialise, and those that nobody knows.
/// </summary>
internal static class SupportedStorage
{
    /// <summary>Finds what supports a proposed context that is not in the acceptor's list.</summary>
    /// <returns>The context as it is supported; null where it is not.</returns>
    internal static PresentationContext? Find(AssociateRq request, PresentationContextRq proposal, AcceptorPolicy policy)
    {
        if (!policy.StoresInstances || !UidSyntax.IsValid(proposal.AbstractSyntax) || !MayBeStorage(proposal.AbstractSyntax))
        {
            return null;
        }

        return FindGeneral(request, proposal.AbstractSyntax, policy) is { } general
            ? new PresentationContext(proposal.AbstractSyntax, general.TransferSyntaxes)
            : policy.AcceptUnknownStorage && UidDictionary.Find(proposal.AbstractSyntax) is null ? Unknown(proposal, policy) : null;
    }

    // The common extended negotiation (PS3.7 annex D.3.3.6) names classes of the list that the class may be treated as.
    private static PresentationContext? FindGeneral(AssociateRq request, string abstractSyntax, AcceptorPolicy policy) =>
        request.UserInformation.SopClassCommonExtendedNegotiations
            .LastOrDefault(item => item.SopClassUid == abstractSyntax && item.ServiceClassUid == Uids.StorageServiceClass)?
            .RelatedGeneralSopClassUids
            .Where(MayBeStorage)
            .Select(policy.Supports)
            .FirstOrDefault(supported => supported is not null);

    // The requestor's order: this side has none for a class that it does not know.
    private static PresentationContext Unknown(PresentationContextRq proposal, AcceptorPolicy policy) =>
        new(proposal.AbstractSyntax, proposal.TransferSyntaxes.Where(policy.TransferSyntaxes.Contains).Concat(policy.TransferSyntaxes));

    // A class that the standard registers for another service is no storage, whatever a peer says.
    private static bool MayBeStorage(string sopClassUid) =>
        UidDictionary.Find(sopClassUid) is null or { ServiceClass: DicomServiceClass.Storage };
}
