using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine;

/// <summary>The acceptor behind associations: who decides on a request, and what is provided then.</summary>
internal interface IAssociationAcceptor
{
    /// <summary>What is provided to those who are accepted.</summary>
    ProvidedServices Provided { get; }

    /// <summary>Who is told what happens on the associations.</summary>
    DicomEventSource Events { get; }

    /// <summary>A peer has connected; nothing of it has been read.</summary>
    void OnConnected(Association association);

    /// <summary>An association request has come: it is accepted, rejected or aborted before the call is over.</summary>
    ValueTask OnAssociationRequestedAsync(Association association, AssociateRq request);

    /// <summary>An association, accepted or not, is over. Called once, from any thread.</summary>
    void OnAssociationEnded(Association association);

    /// <summary>The transport connection is closed. The last call about an association, but for a belated <see cref="OnAssociationEnded"/>.</summary>
    void OnDisconnected(Association association);
}
