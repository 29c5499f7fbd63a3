using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Dimse;

/// <summary>Performs the requests of a peer: the service provider behind an association.</summary>
internal interface IRequestHandler
{
    /// <summary>A request has come.</summary>
    /// <param name="association">The association; answers go out through it.</param>
    /// <param name="context">The presentation context of the request.</param>
    /// <param name="request">The command set.</param>
    /// <returns>Who takes the data set of the request, and answers when it is whole; null where it is answered already.</returns>
    ValueTask<IDataSetReceiver?> OnRequestAsync(Association association, AcceptedContext context, CommandSet request);
}
