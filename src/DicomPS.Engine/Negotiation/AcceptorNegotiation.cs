using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Negotiation;

/// <summary>The acceptor's side of the negotiation as pure functions (PS3.8 sections 7.1.1 and 9.3.4).</summary>
internal static class AcceptorNegotiation
{
    /// <summary>
    /// Tells what is wrong with the identifiers of the proposed contexts: they are odd, and each stands once
    /// (PS3.8 section 9.3.2.2). Such a request has no answer but an A-ABORT.
    /// </summary>
    /// <returns>A sentence, or null where nothing is wrong.</returns>
    internal static string? FindFault(AssociateRq request)
    {
        HashSet<byte> seen = [];
        foreach (PresentationContextRq context in request.PresentationContexts)
        {
            if (context.Id % 2 == 0)
            {
                return $"The presentation context ID {context.Id} of the association request is even.";
            }

            if (!seen.Add(context.Id))
            {
                return $"The presentation context ID {context.Id} stands twice in the association request.";
            }
        }

        return null;
    }

    /// <summary>
    /// Chooses, for each proposed context, the first of the acceptor's own transfer syntaxes that was proposed, and the
    /// roles. Where roles were proposed and none of them is supported, the context is rejected.
    /// </summary>
    internal static NegotiatedContexts Choose(AssociateRq request, AcceptorPolicy policy)
    {
        IReadOnlyDictionary<string, RolePair> proposedRoles = RoleNegotiation.ByClass(request.UserInformation.RoleSelections);
        List<AcceptedContext> accepted = [];
        List<RefusedContext> refused = [];
        foreach (PresentationContextRq proposal in request.PresentationContexts)
        {
            PresentationContext? supported = policy.Supports(proposal.AbstractSyntax) ?? SupportedStorage.Find(request, proposal, policy);
            string? chosen = supported?.TransferSyntaxes.FirstOrDefault(proposal.TransferSyntaxes.Contains);
            RolePair? proposed = proposedRoles.Find(proposal.AbstractSyntax);
            RolePair roles = supported is null ? default : RoleNegotiation.Conclude(proposed, RoleNegotiation.Answer(proposed, supported));
            if (chosen is not null && roles.IsNone)
            {
                refused.Add(RefusedContext.ForRoles(proposal));
            }
            else if (chosen is not null)
            {
                accepted.Add(new AcceptedContext(proposal.Id, proposal.AbstractSyntax, chosen)
                {
                    AsScu = roles.Reversed.Scu,
                    AsScp = roles.Reversed.Scp,
                });
            }
            else
            {
                refused.Add(new RefusedContext(
                    proposal.Id,
                    proposal.AbstractSyntax,
                    proposal.TransferSyntaxes,
                    supported is null
                        ? PresentationContextResult.AbstractSyntaxNotSupported
                        : PresentationContextResult.TransferSyntaxesNotSupported));
            }
        }

        return new NegotiatedContexts(accepted, refused);
    }

    /// <summary>Writes the answer to an admitted requestor: every proposed context, in the order proposed.</summary>
    internal static AssociateAc Answer(
        AssociateRq request, AcceptorPolicy policy, NegotiatedContexts contexts, UserIdentityAc? identityAnswer = null) => new()
    {
        CalledAETitle = request.CalledAETitle,
        CallingAETitle = request.CallingAETitle,
        ApplicationContextName = Uids.ApplicationContextName,
        PresentationContexts =
        [
            .. request.PresentationContexts.Select(proposal =>
                contexts.Accepted.FirstOrDefault(context => context.Id == proposal.Id) is { } accepted
                    ? new PresentationContextAc(proposal.Id, PresentationContextResult.Acceptance, accepted.TransferSyntax)
                    : new PresentationContextAc(
                        proposal.Id,
                        contexts.Refused.First(context => context.Id == proposal.Id).Result!.Value,
                        // Not significant when refused (PS3.8 section 9.3.3.2), but the item is there.
                        proposal.TransferSyntaxes.FirstOrDefault(UidSyntax.IsValid) ?? Uids.ImplicitVRLittleEndian)),
        ],
        UserInformation = new UserInformation
        {
            MaximumLength = policy.MaximumPduLength,
            ImplementationClassUid = policy.ImplementationClassUid,
            ImplementationVersionName = policy.ImplementationVersionName,
            AsynchronousOperationsWindow = OperationsWindow.Answer(
                request.UserInformation.AsynchronousOperationsWindow, policy.MaximumOperationsPerformed),
            RoleSelections = AnswerRoles(request, policy),
            SopClassExtendedNegotiations = AnswerExtended(request, policy, contexts),
            UserIdentityAc = identityAnswer,
        },
    };

    // One answer for each SOP class, however many contexts propose it.
    private static List<RoleSelection> AnswerRoles(AssociateRq request, AcceptorPolicy policy)
    {
        IReadOnlyDictionary<string, RolePair> proposed = RoleNegotiation.ByClass(request.UserInformation.RoleSelections);
        List<RoleSelection> answers = [];
        foreach (string sopClassUid in request.PresentationContexts.Select(context => context.AbstractSyntax).Distinct(StringComparer.Ordinal))
        {
            if (policy.Supports(sopClassUid) is { } supported && RoleNegotiation.Answer(proposed.Find(sopClassUid), supported) is { } roles)
            {
                answers.Add(new RoleSelection(sopClassUid, roles.Scu, roles.Scp));
            }
        }

        return answers;
    }

    // A class that was not accepted has nothing more to negotiate (PS3.7 annex D.3.3.5); of several items the last counts.
    private static List<SopClassExtendedNegotiation> AnswerExtended(AssociateRq request, AcceptorPolicy policy, NegotiatedContexts contexts)
    {
        List<SopClassExtendedNegotiation> answers = [];
        foreach (string sopClassUid in contexts.Accepted.Select(context => context.AbstractSyntax).Distinct(StringComparer.Ordinal))
        {
            SopClassExtendedNegotiation? proposed = request.UserInformation.SopClassExtendedNegotiations
                .LastOrDefault(item => item.SopClassUid == sopClassUid);
            if (proposed is not null && AnswerExtended(proposed, policy) is { } information)
            {
                answers.Add(new SopClassExtendedNegotiation(sopClassUid, information));
            }
        }

        return answers;
    }

    // Instances are stored with all their elements, and none is changed.
    private static ReadOnlyMemory<byte>? AnswerExtended(SopClassExtendedNegotiation proposed, AcceptorPolicy policy) =>
        policy.ExtendedNegotiationHandler is { } handler ? handler(proposed)
            : policy.StoresInstances && proposed.Fields is StorageFields ? new StorageFields(LevelOfSupport: 2).Encode()
            : null;
}
