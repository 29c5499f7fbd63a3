using System.IO.Enumeration;
using System.Net;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Negotiation;

/// <summary>
/// Decides whether a requestor is admitted (PS3.8 section 9.3.4, table 9-21): who it is first, then whether there is room.
/// The first reason that applies is the one it is told. The protocol version is tested before, by AE-6 of the upper layer.
/// </summary>
internal static class Admission
{
    /// <summary>The answer to a requestor whose user identity is refused: transient, without a reason.</summary>
    internal static AssociateRj IdentityRefused { get; } =
        new(AssociateResult.RejectedTransient, AssociateSource.ServiceProviderAcse, 1);

    /// <summary>Decides on a request.</summary>
    /// <param name="request">The association request.</param>
    /// <param name="remote">Where it comes from; null where that is not known, and so not looked at.</param>
    /// <param name="policy">The acceptor's side.</param>
    /// <param name="open">Associations that are open already: all, and those with this peer.</param>
    /// <returns>The refusal, or null where the requestor is admitted.</returns>
    internal static Refusal? Decide(AssociateRq request, IPAddress? remote, AcceptorPolicy policy, OpenAssociations open)
    {
        if (request.ApplicationContextName != Uids.ApplicationContextName)
        {
            return Permanent(2, "the application context is not that of DICOM");
        }

        if (policy.RequireCalledTitle && request.CalledAETitle != policy.Title)
        {
            return Permanent(7, $"the called title is not {policy.Title}");
        }

        if (policy.AllowedCallingTitles.Count > 0 && !policy.AllowedCallingTitles.Any(pattern => Matches(pattern, request.CallingAETitle)))
        {
            return Permanent(3, "the calling title is not allowed");
        }

        if (remote is not null && policy.AllowedRemoteAddresses.Count > 0 && !policy.AllowedRemoteAddresses.Any(range => range.Contains(remote)))
        {
            // No reason is about addresses. To the acceptor a peer is its title at its address.
            return Permanent(3, $"the address {remote} is not allowed");
        }

        // A request proposes one or more contexts (PS3.8 section 9.3.2); without any there is nothing to agree on.
        if (request.PresentationContexts.Count == 0)
        {
            return Permanent(1, "no presentation context is proposed");
        }

        if (open.Total >= policy.MaximumAssociations)
        {
            return NoRoom($"{open.Total} association(s) are open, which is the maximum");
        }

        return policy.MaximumAssociationsPerPeer > 0 && open.WithPeer >= policy.MaximumAssociationsPerPeer
            ? NoRoom($"{open.WithPeer} association(s) with {remote} are open, which is the maximum for a peer")
            : null;
    }

    // * stands for any characters, ? for one. A backslash, which would escape them, is no character of a title.
    private static bool Matches(string pattern, string title) =>
        FileSystemName.MatchesSimpleExpression(pattern, title, ignoreCase: false);

    private static Refusal Permanent(byte reason, string cause) =>
        new(new AssociateRj(AssociateResult.RejectedPermanent, AssociateSource.ServiceUser, reason), cause);

    // Local limit exceeded.
    private static Refusal NoRoom(string cause) =>
        new(new AssociateRj(AssociateResult.RejectedTransient, AssociateSource.ServiceProviderPresentation, 2), cause);
}
