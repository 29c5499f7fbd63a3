using DicomPS.Engine.Pdu;

namespace DicomPS.Engine;

/// <summary>The peer answered an association request with A-ASSOCIATE-RJ (PS3.8 section 9.3.4).</summary>
public sealed class AssociationRejectedException : DicomException
{
    /// <summary>Makes the error.</summary>
    /// <param name="peer">The peer: its title and where it is.</param>
    /// <param name="callingAETitle">The title by which the requestor called itself.</param>
    /// <param name="rejection">The peer's answer.</param>
    public AssociationRejectedException(string peer, string callingAETitle, AssociateRj rejection)
        : base(
            DicomErrorId.AssociationRejected,
            $"{peer} rejected the association of {callingAETitle}: {(rejection ?? throw new ArgumentNullException(nameof(rejection))).Describe()}.",
            rejection.RecommendedAction) =>
        Rejection = rejection;

    /// <summary>The peer's answer: result, source and reason.</summary>
    public AssociateRj Rejection { get; }
}
