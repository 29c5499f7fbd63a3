using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;

namespace DicomPS.Engine;

/// <content>
/// The services of normalised SOP classes as service user (PS3.7 chapter 10). All throw a <see cref="DicomException"/>
/// (NoAcceptedContext, UnknownUid, DimseTimeout, NetworkTimeout, AssociationAborted, AssociationClosed, ProtocolViolation,
/// NotDicom for a damaged answer), and an <see cref="OperationCanceledException"/> after cancelling, which aborts the
/// association. A status that is a failure is a result like any other.
/// </content>
public sealed partial class Association
{
    /// <summary>Sends an N-CREATE (PS3.7 section 10.1.5).</summary>
    /// <param name="sopClass">UID, keyword or name of the SOP class.</param>
    /// <param name="sopInstanceUid">The new SOP instance; null leaves its UID to the peer, whose answer tells it.</param>
    /// <param name="attributes">The attributes; null for none.</param>
    /// <param name="options">How the request is made; null for the usual.</param>
    /// <param name="cancellationToken">Aborts the association.</param>
    /// <returns>The peer's answer.</returns>
    public Task<DimseResult> CreateAsync(
        string sopClass,
        string? sopInstanceUid,
        DicomDataset? attributes,
        DimseRequestOptions? options = null,
        CancellationToken cancellationToken = default) =>
        RequestAsync(
            CommandField.NCreateRq,
            sopClass,
            sopInstanceUid,
            (command, sop) => command with { AffectedSopClassUid = sop, AffectedSopInstanceUid = sopInstanceUid },
            attributes,
            options,
            cancellationToken);

    /// <summary>Sends an N-GET (PS3.7 section 10.1.2).</summary>
    /// <param name="sopClass">UID, keyword or name of the SOP class.</param>
    /// <param name="sopInstanceUid">The SOP instance.</param>
    /// <param name="attributes">The attributes asked for; none asks for all.</param>
    /// <param name="options">How the request is made; null for the usual.</param>
    /// <param name="cancellationToken">Aborts the association.</param>
    /// <returns>The peer's answer, with the attributes.</returns>
    public Task<DimseResult> GetAttributesAsync(
        string sopClass,
        string sopInstanceUid,
        IReadOnlyList<DicomTag>? attributes = null,
        DimseRequestOptions? options = null,
        CancellationToken cancellationToken = default) =>
        RequestAsync(
            CommandField.NGetRq,
            sopClass,
            sopInstanceUid,
            (command, sop) => command with
            {
                RequestedSopClassUid = sop,
                RequestedSopInstanceUid = sopInstanceUid,
                AttributeIdentifierList = attributes is { Count: > 0 } ? attributes : null,
            },
            dataset: null,
            options,
            cancellationToken);

    /// <summary>Sends an N-SET (PS3.7 section 10.1.3).</summary>
    /// <param name="sopClass">UID, keyword or name of the SOP class.</param>
    /// <param name="sopInstanceUid">The SOP instance.</param>
    /// <param name="modifications">The attributes with their new values.</param>
    /// <param name="options">How the request is made; null for the usual.</param>
    /// <param name="cancellationToken">Aborts the association.</param>
    /// <returns>The peer's answer.</returns>
    public Task<DimseResult> SetAsync(
        string sopClass,
        string sopInstanceUid,
        DicomDataset modifications,
        DimseRequestOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modifications);
        return RequestAsync(
            CommandField.NSetRq,
            sopClass,
            sopInstanceUid,
            (command, sop) => command with { RequestedSopClassUid = sop, RequestedSopInstanceUid = sopInstanceUid },
            modifications,
            options,
            cancellationToken);
    }

    /// <summary>Sends an N-DELETE (PS3.7 section 10.1.6).</summary>
    /// <param name="sopClass">UID, keyword or name of the SOP class.</param>
    /// <param name="sopInstanceUid">The SOP instance.</param>
    /// <param name="options">How the request is made; null for the usual.</param>
    /// <param name="cancellationToken">Aborts the association.</param>
    /// <returns>The peer's answer.</returns>
    public Task<DimseResult> DeleteAsync(
        string sopClass,
        string sopInstanceUid,
        DimseRequestOptions? options = null,
        CancellationToken cancellationToken = default) =>
        RequestAsync(
            CommandField.NDeleteRq,
            sopClass,
            sopInstanceUid,
            (command, sop) => command with { RequestedSopClassUid = sop, RequestedSopInstanceUid = sopInstanceUid },
            dataset: null,
            options,
            cancellationToken);

    /// <summary>Sends an N-ACTION (PS3.7 section 10.1.4).</summary>
    /// <param name="sopClass">UID, keyword or name of the SOP class.</param>
    /// <param name="sopInstanceUid">The SOP instance.</param>
    /// <param name="actionTypeId">What to do, by the SOP class.</param>
    /// <param name="information">What it needs; null for nothing.</param>
    /// <param name="options">How the request is made; null for the usual.</param>
    /// <param name="cancellationToken">Aborts the association.</param>
    /// <returns>The peer's answer, with the action reply where there is one.</returns>
    public Task<DimseResult> ActionAsync(
        string sopClass,
        string sopInstanceUid,
        ushort actionTypeId,
        DicomDataset? information,
        DimseRequestOptions? options = null,
        CancellationToken cancellationToken = default) =>
        RequestAsync(
            CommandField.NActionRq,
            sopClass,
            sopInstanceUid,
            (command, sop) => command with
            {
                RequestedSopClassUid = sop,
                RequestedSopInstanceUid = sopInstanceUid,
                ActionTypeId = actionTypeId,
            },
            information,
            options,
            cancellationToken);

    /// <summary>Sends an N-EVENT-REPORT (PS3.7 section 10.1.1): what the provider of a SOP class tells its user.</summary>
    /// <param name="sopClass">UID, keyword or name of the SOP class.</param>
    /// <param name="sopInstanceUid">The SOP instance.</param>
    /// <param name="eventTypeId">What has happened, by the SOP class.</param>
    /// <param name="information">More of it; null for nothing.</param>
    /// <param name="options">How the request is made; null for the usual.</param>
    /// <param name="cancellationToken">Aborts the association.</param>
    /// <returns>The peer's answer, with the event reply where there is one.</returns>
    public Task<DimseResult> ReportEventAsync(
        string sopClass,
        string sopInstanceUid,
        ushort eventTypeId,
        DicomDataset? information,
        DimseRequestOptions? options = null,
        CancellationToken cancellationToken = default) =>
        RequestAsync(
            CommandField.NEventReportRq,
            sopClass,
            sopInstanceUid,
            (command, sop) => command with
            {
                AffectedSopClassUid = sop,
                AffectedSopInstanceUid = sopInstanceUid,
                EventTypeId = eventTypeId,
            },
            information,
            options,
            cancellationToken);

    private async Task<DimseResult> RequestAsync(
        CommandField service,
        string sopClass,
        string? sopInstanceUid,
        Func<CommandSet, string, CommandSet> complete,
        DicomDataset? dataset,
        DimseRequestOptions? options,
        CancellationToken cancellationToken)
    {
        DimseExchange exchange = DimseExchange.Begin(this, service, sopClass, options ?? DimseRequestOptions.Default);
        byte[]? bytes = dataset is null ? null : DataSetBytes.Encode(dataset, exchange.Context.TransferSyntax);
        DimseMessage response = await RequestAsync(
            exchange.Context,
            id => complete(new CommandSet { CommandField = service, MessageId = id, HasDataSet = bytes is not null }, exchange.SopClassUid),
            bytes is null ? null : writer => writer.WriteAsync(bytes),
            cancellationToken).ConfigureAwait(false);
        return exchange.Result(response, sopInstanceUid);
    }
}
