using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// Answers what peers ask for (PS3.7 chapter 7): one handler for each service. A provider says in
/// <see cref="Services"/> which it has; a request for another is refused with status 0122, and C-ECHO and C-STORE are then
/// the server's own affair.
/// </summary>
/// <remarks>
/// Handlers run beside the connection's reader, on threads of the pool; they may block. Those of one association run one after
/// the other, those of several side by side. The token ends with a C-CANCEL, with the association and with the handler's time
/// limit; what a handler writes after that goes nowhere. A handler that throws, is late or gives nonsense has the failure
/// status of its service answered: C211 for a C-STORE, C311 for a C-FIND, C411 for a C-GET, C511 for a C-MOVE and 0110 for
/// the others. To answer another status it gives that status.
/// </remarks>
public interface IDimseServiceProvider
{
    /// <summary>The services that are provided. Asked for each request.</summary>
    DimseServices Services { get; }

    /// <summary>Answers a C-ECHO.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <returns>The answer.</returns>
    ValueTask<DimseAnswer> EchoAsync(DimseRequest request, CancellationToken cancellationToken) => new(DimseAnswer.Success);

    /// <summary>Answers a C-STORE. The instance has come whole and is gone after the call, unless it was saved.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <returns>The answer.</returns>
    ValueTask<DimseAnswer> StoreAsync(StoreRequest request, CancellationToken cancellationToken) => NotProvided;

    /// <summary>
    /// Answers a C-FIND: each match (<see cref="DimseAnswer.Match"/>) goes out at once; an answer that is not pending ends it,
    /// and the end of the stream is success.
    /// </summary>
    /// <param name="request">The request; its data set is the identifier.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <returns>The matches.</returns>
    IAsyncEnumerable<DimseAnswer> FindAsync(DimseRequest request, CancellationToken cancellationToken) => NothingProvided;

    /// <summary>Answers a C-GET: each instance is sent by C-STORE on the same association; the engine keeps the counts.</summary>
    /// <param name="request">The request; its data set is the identifier.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <returns>The instances; a total before them, where it is known; a status, where it is not to be the usual one.</returns>
    IAsyncEnumerable<RetrieveItem> GetAsync(DimseRequest request, CancellationToken cancellationToken) => NothingToRetrieve;

    /// <summary>
    /// Answers a C-MOVE: each instance is sent by C-STORE to the destination, over an association of the engine's; the engine
    /// keeps the counts. It is called when the destination is known.
    /// </summary>
    /// <param name="request">The request; its data set is the identifier.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <returns>The instances; a total before them, where it is known; a status, where it is not to be the usual one.</returns>
    IAsyncEnumerable<RetrieveItem> MoveAsync(DimseRequest request, CancellationToken cancellationToken) => NothingToRetrieve;

    /// <summary>Looks up the destination of a C-MOVE.</summary>
    /// <param name="request">The request, with the title of the destination.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <returns>Where it is and how it is called; null for one that is not known, which answers A801.</returns>
    ValueTask<AssociationOptions?> FindMoveDestinationAsync(DimseRequest request, CancellationToken cancellationToken) => new((AssociationOptions?)null);

    /// <summary>Answers an N-CREATE. Where the request names no instance, the engine has made a UID for it.</summary>
    /// <param name="request">The request; its data set is the attribute list.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <returns>The answer; its data set is the attribute list.</returns>
    ValueTask<DimseAnswer> CreateAsync(DimseRequest request, CancellationToken cancellationToken) => NotProvided;

    /// <summary>Answers an N-GET.</summary>
    /// <param name="request">The request, with the tags that are asked for.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <returns>The answer; its data set is the attribute list.</returns>
    ValueTask<DimseAnswer> GetAttributesAsync(DimseRequest request, CancellationToken cancellationToken) => NotProvided;

    /// <summary>Answers an N-SET.</summary>
    /// <param name="request">The request; its data set is the modification list.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <returns>The answer; its data set is the attribute list.</returns>
    ValueTask<DimseAnswer> SetAsync(DimseRequest request, CancellationToken cancellationToken) => NotProvided;

    /// <summary>Answers an N-DELETE.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <returns>The answer.</returns>
    ValueTask<DimseAnswer> DeleteAsync(DimseRequest request, CancellationToken cancellationToken) => NotProvided;

    /// <summary>Answers an N-ACTION.</summary>
    /// <param name="request">The request; its data set is the action information.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <returns>The answer; its data set is the action reply.</returns>
    ValueTask<DimseAnswer> ActionAsync(DimseRequest request, CancellationToken cancellationToken) => NotProvided;

    /// <summary>Answers an N-EVENT-REPORT.</summary>
    /// <param name="request">The request; its data set is the event information.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <returns>The answer; its data set is the event reply.</returns>
    ValueTask<DimseAnswer> ReportEventAsync(DimseRequest request, CancellationToken cancellationToken) => NotProvided;

    /// <summary>
    /// Decides on an association request that the server would accept. One that throws or is late rejects it, for the time
    /// being.
    /// </summary>
    /// <param name="association">The association; it is not established yet.</param>
    /// <param name="request">What the requestor proposes.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    /// <returns>The rejection; null accepts.</returns>
    ValueTask<AssociateRj?> DecideAssociationAsync(Association association, AssociateRq request, CancellationToken cancellationToken) =>
        new((AssociateRj?)null);

    /// <summary>
    /// Decides on the user identity of an association request, before the request itself is decided on. One that throws or is
    /// late (<see cref="DicomServerOptions.UserIdentityTimeout"/>) refuses it.
    /// </summary>
    /// <param name="request">The identity, and who brings it.</param>
    /// <param name="cancellationToken">Ends with the connection and with the time.</param>
    /// <returns>The answer.</returns>
    ValueTask<UserIdentityAnswer> DecideUserIdentityAsync(UserIdentityRequest request, CancellationToken cancellationToken) => new(UserIdentityAnswer.Refused);

    private static ValueTask<DimseAnswer> NotProvided => new(new DimseAnswer(Dictionary.StatusCodes.SopClassNotSupported));

    private static IAsyncEnumerable<DimseAnswer> NothingProvided => Once(new DimseAnswer(Dictionary.StatusCodes.SopClassNotSupported));

    private static IAsyncEnumerable<RetrieveItem> NothingToRetrieve =>
        Once(RetrieveItem.End(new DimseAnswer(Dictionary.StatusCodes.SopClassNotSupported)));

    private static async IAsyncEnumerable<T> Once<T>(T item)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return item;
    }
}
