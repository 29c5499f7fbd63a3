namespace DicomPS.Engine.Negotiation;

/// <summary>What became of the proposed presentation contexts.</summary>
/// <param name="Accepted">Those agreed on, in the order proposed.</param>
/// <param name="Refused">The others, in the order proposed.</param>
internal sealed record NegotiatedContexts(IReadOnlyList<AcceptedContext> Accepted, IReadOnlyList<RefusedContext> Refused);
