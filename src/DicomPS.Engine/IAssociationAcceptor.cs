using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine;

/// <summary>The acceptor behind associations: who decides on a request, and performs what is asked for.</summary>
internal interface IAssociationAcceptor : IRequestHandler
{
    /// <summary>An association request has come: it is accepted, rejected or aborted before the call is over.</summary>
    ValueTask OnAssociationRequestedAsync(Association association, AssociateRq request);

    /// <summary>An association, accepted or not, is over. Called once, from any thread.</summary>
    void OnAssociationEnded(Association association);
}
