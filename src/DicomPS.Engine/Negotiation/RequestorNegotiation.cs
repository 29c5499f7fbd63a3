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
    /// proposal without a usable answer counts as refused.
    /// </summary>
    internal static NegotiatedContexts Evaluate(
        IReadOnlyList<PresentationContextRq> proposed,
        IReadOnlyList<PresentationContextAc> answered)
    {
        List<AcceptedContext> accepted = [];
        List<RefusedContext> refused = [];
        foreach (PresentationContextRq context in proposed)
        {
            PresentationContextAc? answer = answered.FirstOrDefault(item => item.Id == context.Id);
            if (answer is { Result: PresentationContextResult.Acceptance } && context.TransferSyntaxes.Contains(answer.TransferSyntax))
            {
                accepted.Add(new AcceptedContext(context.Id, context.AbstractSyntax, answer.TransferSyntax));
            }
            else
            {
                refused.Add(new RefusedContext(context.Id, context.AbstractSyntax, context.TransferSyntaxes, answer?.Result));
            }
        }

        return new NegotiatedContexts(accepted, refused);
    }
}
