using System.Net;
using DicomPS.Engine;
using DicomPS.Engine.Pdu;

namespace DicomPS.Handlers;

/// <summary>An association request that a handler decides on.</summary>
public sealed class AssociationRequest
{
    private readonly CancellationToken cancellationToken;

    internal AssociationRequest(Association association, AssociateRq request, CancellationToken cancellationToken)
    {
        Association = association;
        CallingAETitle = request.CallingAETitle;
        CalledAETitle = request.CalledAETitle;
        ProposedContexts = request.PresentationContexts;
        ImplementationVersionName = request.UserInformation.ImplementationVersionName;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>The association; it is not established yet.</summary>
    public Association Association { get; }

    /// <summary>The title of the requestor.</summary>
    public string CallingAETitle { get; }

    /// <summary>The title by which the server is called.</summary>
    public string CalledAETitle { get; }

    /// <summary>Where the requestor comes from.</summary>
    public IPEndPoint RemoteEndPoint => Association.RemoteEndPoint;

    /// <summary>What is proposed, as it came: abstract and transfer syntaxes as UIDs.</summary>
    public IReadOnlyList<PresentationContextRq> ProposedContexts { get; }

    /// <summary>The name of the requestor's implementation; null where it names none.</summary>
    public string? ImplementationVersionName { get; }

    /// <summary>Whether the requestor has gone.</summary>
    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    /// <summary>Titles and remote end.</summary>
    /// <returns>For example "MODALITY1 > ARCHIVE (192.0.2.1:50000)".</returns>
    public override string ToString() => $"{CallingAETitle} > {CalledAETitle} ({RemoteEndPoint})";
}
