using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Negotiation;

/// <summary>Why a requestor is not admitted.</summary>
/// <param name="Rejection">What it is told.</param>
/// <param name="Cause">What the acceptor's own people are told, without a secret.</param>
internal sealed record Refusal(AssociateRj Rejection, string Cause);
