using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Negotiation;

/// <summary>The requestor's side of the negotiation: what is proposed, and what the answer means (PS3.8 section 7.1.1).</summary>
internal static class RequestorNegotiation
{
    /// <summary>Gives contexts their identifiers: odd, from 1, in order (PS3.8 section 9.3.2.2).</summary>
    internal static IReadOnlyList<PresentationContextRq> Number(IReadOnlyList<PresentationContext> contexts)
    {
        RequestedContextCollection.CheckCount(contexts.Count);
        return
        [
            .. contexts.Select((context, index) =>
                new PresentationContextRq((byte)(2 * index + 1), context.AbstractSyntax, context.TransferSyntaxes)),
        ];
    }

    /// <summary>
    /// Reads the answer against the proposal. An answer for an identifier that was not proposed is passed over; a
    /// proposal without a usable answer, or without a role in its answer, counts as refused.
    /// </summary>
    internal static NegotiatedContexts Evaluate(AssociateRq request, AssociateAc answer)
    {
        IReadOnlyDictionary<string, RolePair> proposedRoles = RoleNegotiation.ByClass(request.UserInformation.RoleSelections);
        IReadOnlyDictionary<string, RolePair> answeredRoles = RoleNegotiation.ByClass(answer.UserInformation.RoleSelections);
        List<AcceptedContext> accepted = [];
        List<RefusedContext> refused = [];
        foreach (PresentationContextRq context in request.PresentationContexts)
        {
            PresentationContextAc? answered = answer.PresentationContexts.FirstOrDefault(item => item.Id == context.Id);
            RolePair roles = RoleNegotiation.Conclude(
                proposedRoles.Find(context.AbstractSyntax), answeredRoles.Find(context.AbstractSyntax));
            bool isAccepted = answered is { Result: PresentationContextResult.Acceptance };
            if (!isAccepted || !context.TransferSyntaxes.Contains(answered!.TransferSyntax))
            {
                refused.Add(new RefusedContext(context.Id, context.AbstractSyntax, context.TransferSyntaxes, answered?.Result)
                {
                    RolesRefused = answered is { Result: PresentationContextResult.UserRejection } && roles.IsNone,
                });
            }
            else if (roles.IsNone)
            {
                refused.Add(RefusedContext.ForRoles(context));
            }
            else
            {
                accepted.Add(new AcceptedContext(context.Id, context.AbstractSyntax, answered.TransferSyntax)
                {
                    AsScu = roles.Scu,
                    AsScp = roles.Scp,
                });
            }
        }

        return new NegotiatedContexts(accepted, refused);
    }
}
