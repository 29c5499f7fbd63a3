using System.Runtime.CompilerServices;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Server;

namespace DicomPS.Engine;

/// <content>C-FIND, C-GET and C-MOVE as service user.</content>
public sealed partial class Association
{
    // The C-GET that is going on; null where there is none.
    private volatile Retrieval? retrieving;

    /// <summary>
    /// Sends a C-FIND and gives the answers as they come (PS3.7 section 9.1.2): each match with its data set and a pending
    /// status, and the last answer, without one. Who leaves the enumeration early has a C-CANCEL sent.
    /// </summary>
    /// <param name="sopClass">UID, keyword or name of the SOP class.</param>
    /// <param name="identifier">The keys to match and to return.</param>
    /// <param name="options">How the request is made; null for the usual.</param>
    /// <param name="cancellationToken">Cancels the operation by C-CANCEL; a peer that does not end it soon loses the association.</param>
    /// <returns>The answers. One that is waited for too long aborts the association.</returns>
    /// <exception cref="DicomException">
    /// NoAcceptedContext, UnknownUid, NotDicom (a damaged answer), DimseTimeout, NetworkTimeout, AssociationAborted,
    /// AssociationClosed, ProtocolViolation.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async IAsyncEnumerable<DimseResult> FindAsync(
        string sopClass,
        DicomDataset identifier,
        DimseRequestOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        options ??= DimseRequestOptions.Default;
        DimseExchange exchange = DimseExchange.Begin(this, CommandField.CFindRq, sopClass, options);
        await foreach (DimseMessage message in RequestManyAsync(
            exchange.Context,
            id => Query(CommandField.CFindRq, exchange, options, id),
            DataSetBytes.Encode(identifier, exchange.Context.TransferSyntax),
            begun: null,
            cancellationToken).ConfigureAwait(false))
        {
            yield return exchange.Result(message, sopInstanceUid: null);
        }
    }

    /// <summary>
    /// Sends a C-MOVE and gives the answers as they come (PS3.7 section 9.1.4): counts of sub-operations, and in the last
    /// answer the outcome. Who leaves the enumeration early has a C-CANCEL sent.
    /// </summary>
    /// <param name="sopClass">UID, keyword or name of the SOP class.</param>
    /// <param name="destination">The title of the Application Entity that is to get the instances; the peer knows where it is.</param>
    /// <param name="identifier">The unique keys of what to move.</param>
    /// <param name="options">How the request is made; null for the usual.</param>
    /// <param name="cancellationToken">Cancels the operation by C-CANCEL; a peer that does not end it soon loses the association.</param>
    /// <returns>The answers.</returns>
    /// <exception cref="DicomException">As of <see cref="FindAsync"/>, and InvalidAETitle.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async IAsyncEnumerable<RetrieveResult> MoveAsync(
        string sopClass,
        string destination,
        DicomDataset identifier,
        DimseRequestOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        string title = AETitle.Normalize(destination);
        options ??= DimseRequestOptions.Default;
        DimseExchange exchange = DimseExchange.Begin(this, CommandField.CMoveRq, sopClass, options);
        await foreach (DimseMessage message in RequestManyAsync(
            exchange.Context,
            id => Query(CommandField.CMoveRq, exchange, options, id) with { MoveDestination = title },
            DataSetBytes.Encode(identifier, exchange.Context.TransferSyntax),
            begun: null,
            cancellationToken).ConfigureAwait(false))
        {
            yield return exchange.RetrieveResult(message);
        }
    }

    /// <summary>
    /// Sends a C-GET and gives what comes, in order (PS3.7 section 9.1.3): the instances, which come back on this
    /// association and are stored before they are given, and the responses with the counts of sub-operations. The contexts
    /// of their storage classes have to be there, with the SCP role for this side: see <see cref="Negotiation.RetrieveProposal"/>.
    /// Who leaves the enumeration early has a C-CANCEL sent.
    /// </summary>
    /// <param name="sopClass">UID, keyword or name of the SOP class.</param>
    /// <param name="identifier">The unique keys of what to get.</param>
    /// <param name="options">How the request is made, and where the instances go; null leaves them to the service provider.</param>
    /// <param name="cancellationToken">Cancels the operation by C-CANCEL; a peer that does not end it soon loses the association.</param>
    /// <returns>Instances and answers; the last is an answer.</returns>
    /// <exception cref="DicomException">As of <see cref="FindAsync"/>.</exception>
    /// <exception cref="IOException">The storage folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The storage folder must not be made.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async IAsyncEnumerable<GetUpdate> GetAsync(
        string sopClass,
        DicomDataset identifier,
        GetOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        options ??= new GetOptions();
        InstanceStore? store = options.StoragePath is null ? null : InstanceStore.Open(options);
        DimseExchange exchange = DimseExchange.Begin(this, CommandField.CGetRq, sopClass, options);
        try
        {
            await foreach (DimseMessage message in RequestManyAsync(
                exchange.Context,
                id => Query(CommandField.CGetRq, exchange, options, id),
                DataSetBytes.Encode(identifier, exchange.Context.TransferSyntax),
                request => retrieving = new Retrieval(store, request),
                cancellationToken).ConfigureAwait(false))
            {
                yield return message.Instance is { } instance
                    ? new GetUpdate(instance, null)
                    : new GetUpdate(null, exchange.RetrieveResult(message));
            }
        }
        finally
        {
            retrieving = null;
        }
    }

    /// <summary>The store that instances of the C-GET going on are to go into; null where that is nobody's wish.</summary>
    internal InstanceStore? RetrieveStore => retrieving?.Store;

    // Where the instances of a C-GET go, and who is told.
    private sealed record Retrieval(InstanceStore? Store, PendingRequest Request);

    private static CommandSet Query(CommandField service, DimseExchange exchange, DimseRequestOptions options, ushort messageId) => new()
    {
        AffectedSopClassUid = exchange.SopClassUid,
        CommandField = service,
        MessageId = messageId,
        Priority = options.Priority,
        HasDataSet = true,
    };
}
