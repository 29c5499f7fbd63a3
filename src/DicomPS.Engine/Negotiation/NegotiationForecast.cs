using System.Net;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Negotiation;

/// <summary>
/// What an acceptor would make of a requestor's association, without a network: the request is the one that would be sent,
/// and the answer comes from the functions that a server uses. What depends on the moment or on a handler is not looked at:
/// whether there is room for an association, and who the user is.
/// </summary>
public static class NegotiationForecast
{
    /// <summary>Negotiates.</summary>
    /// <param name="requestor">The requestor.</param>
    /// <param name="acceptor">The acceptor.</param>
    /// <param name="contexts">What is proposed; null for what the requestor requests.</param>
    /// <param name="calledAETitle">The title by which the acceptor is called; null for its own.</param>
    /// <param name="remoteAddress">Where the requestor would come from; null where that is not known, and not looked at.</param>
    /// <returns>The outcome for each context, in the order proposed.</returns>
    /// <exception cref="DicomException">
    /// InvalidAETitle; InvalidPresentationContext, TooManyRequestedContexts: the request cannot be made.
    /// </exception>
    public static IReadOnlyList<NegotiationOutcome> Run(
        ApplicationEntity requestor,
        AcceptorProfile acceptor,
        IReadOnlyList<PresentationContext>? contexts = null,
        string? calledAETitle = null,
        IPAddress? remoteAddress = null)
    {
        ArgumentNullException.ThrowIfNull(requestor);
        ArgumentNullException.ThrowIfNull(acceptor);

        // Host and port are never used.
        AssociateRq request = Association.Propose(
            requestor, new AssociationOptions("localhost", 1) { Contexts = contexts, CalledAETitle = calledAETitle ?? acceptor.Title });
        AcceptorPolicy policy = acceptor.Policy;
        Refusal? refusal = Admission.Decide(request, remoteAddress, policy, new OpenAssociations(0, 0));
        NegotiatedContexts chosen = AcceptorNegotiation.Choose(request, policy);
        AssociateAc answer = AcceptorNegotiation.Answer(request, policy, chosen);
        NegotiatedContexts outcome = RequestorNegotiation.Evaluate(request, answer);
        return
        [
            .. request.PresentationContexts.Select(proposal =>
            {
                AcceptedContext? accepted = outcome.Accepted.FirstOrDefault(context => context.Id == proposal.Id);
                return new NegotiationOutcome
                {
                    Id = proposal.Id,
                    AbstractSyntax = proposal.AbstractSyntax,
                    ProposedTransferSyntaxes = proposal.TransferSyntaxes,
                    Rejection = refusal is null ? null : Describe(refusal),
                    TransferSyntax = accepted?.TransferSyntax,
                    Role = accepted?.Role,
                    Rule = accepted is null ? WhyRefused(request, proposal, acceptor) : WhyAccepted(request, proposal, policy, accepted),
                };
            }),
        ];
    }

    private static string Describe(Refusal refusal) =>
        $"{refusal.Cause} ({(byte)refusal.Rejection.Result}/{(byte)refusal.Rejection.Source}/{refusal.Rejection.Reason}: {refusal.Rejection.Describe()})";

    private static string WhyAccepted(AssociateRq request, PresentationContextRq proposal, AcceptorPolicy policy, AcceptedContext accepted)
    {
        string syntax = policy.Supports(proposal.AbstractSyntax) is not null
            ? $"the first of the transfer syntaxes of {policy.Title} that is proposed"
            : $"{policy.Title} stores this SOP class, which is not among its contexts";
        RolePair? proposed = RolesOf(request, proposal.AbstractSyntax);
        return proposed is null || accepted.Role == proposed.ToString() ? syntax : $"{syntax}; the roles proposed are {proposed}, those that follow {accepted.Role}";
    }

    private static string WhyRefused(AssociateRq request, PresentationContextRq proposal, AcceptorProfile acceptor)
    {
        AcceptorPolicy policy = acceptor.Policy;
        if ((policy.Supports(proposal.AbstractSyntax) ?? SupportedStorage.Find(request, proposal, policy)) is not { } supported)
        {
            return acceptor.Shown?.Contains(proposal.AbstractSyntax) == false
                ? $"not known: {acceptor.Source} did not propose this abstract syntax"
                : $"{policy.Title} does not support this abstract syntax";
        }

        if (!supported.TransferSyntaxes.Any(proposal.TransferSyntaxes.Contains))
        {
            return $"{policy.Title} takes it in {Names(supported.TransferSyntaxes)}, and what is proposed is {Names(proposal.TransferSyntaxes)}"
                + (acceptor.Shown is null ? string.Empty : "; what else it takes, the association did not show");
        }

        RolePair accepted = supported is { ScuRole: { } scu, ScpRole: { } scp } ? new RolePair(scu, scp) : RolePair.RequestorDefault;
        return $"of the proposed roles of the requestor, {RolesOf(request, proposal.AbstractSyntax)}, {policy.Title} supports none: it supports {accepted}";
    }

    private static RolePair? RolesOf(AssociateRq request, string abstractSyntax) =>
        RoleNegotiation.ByClass(request.UserInformation.RoleSelections).Find(abstractSyntax);

    private static string Names(IReadOnlyList<string> uids) => string.Join(", ", uids.Select(UidDictionary.NameOf));
}
