using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;

namespace DicomPS.Engine.Negotiation;

/// <summary>Lists of presentation contexts by service class, for requestors and acceptors alike.</summary>
public static class PrebuiltContexts
{
    internal const string Root = "1.2.840.10008.5.1.4.";

    /// <summary>
    /// Storage classes that are seldom met, left out of the list that must fit into one association: their UIDs
    /// without the root above. One that ends in a dot stands for the whole branch.
    /// </summary>
    internal static readonly string[] SeldomMet =
    [
        // legacy converted enhanced CT, MR and PET; photoacoustic
        "1.1.2.2", "1.1.4.4", "1.1.128.1", "1.1.6.3",
        // EEG, EMG, EOG, sleep; body position; waveform presentation states
        "1.1.9.7.", "1.1.9.8.", "1.1.9.100.",
        // volumetric and advanced presentation states
        "1.1.11.6", "1.1.11.7", "1.1.11.8", "1.1.11.9", "1.1.11.10", "1.1.11.11", "1.1.11.12",
        // label and height maps, surface scans
        "1.1.66.7", "1.1.66.8", "1.1.68.",
        // en face OCT, B-scan analysis, confocal microscopy
        "1.1.77.1.5.7", "1.1.77.1.5.8", "1.1.77.1.8", "1.1.77.1.9",
        // structured reports of implantation, imaging agents, annotations
        "1.1.88.70", "1.1.88.71", "1.1.88.74", "1.1.88.75", "1.1.88.77",
        // content assessment, microscopy annotations, structured display, OBJ and MTL
        "1.1.90.", "1.1.91.", "1.1.131", "1.1.104.4", "1.1.104.5",
        // defined and performed protocols
        "1.1.200.",
        // second-generation radiotherapy, delivery instructions
        "1.1.481.10", "1.1.481.11", "1.1.481.12", "1.1.481.13", "1.1.481.14", "1.1.481.15", "1.1.481.16", "1.1.481.17",
        "1.1.481.18", "1.1.481.19", "1.1.481.20", "1.1.481.21", "1.1.481.22", "1.1.481.23", "1.1.481.24", "1.1.481.25",
        "34.",
    ];

    /// <summary>The contexts of a service class, each with the default transfer syntaxes.</summary>
    /// <param name="service">The service class.</param>
    /// <param name="all">
    /// Storage has a chosen list that fits with Verification into the 128 contexts of an association; true gives
    /// every storage class instead. Other services are always whole, without the retired classes unless this is true.
    /// </param>
    /// <returns>The contexts in the order of the table of UIDs.</returns>
    public static IReadOnlyList<PresentationContext> ForService(DicomServiceClass service, bool all = false) =>
    [
        .. UidDictionary.OfService(service)
            .Where(uid => all || (!uid.IsRetired && (service != DicomServiceClass.Storage || !IsSeldomMet(uid.Uid))))
            .Select(uid => new PresentationContext(uid.Uid)),
    ];

    /// <summary>
    /// What a storage server supports when it is given no contexts: Verification, and every storage class in every
    /// transfer syntax that a file may have, the uncompressed ones preferred.
    /// </summary>
    /// <returns>The contexts.</returns>
    public static IReadOnlyList<PresentationContext> ForStorageServer() =>
    [
        .. ForService(DicomServiceClass.Verification),
        .. UidDictionary.OfService(DicomServiceClass.Storage).Select(uid => new PresentationContext(uid.Uid, StorableTransferSyntaxes)),
    ];

    /// <summary>
    /// What a server supports when it is given no contexts: Verification; every storage class, where it stores or sends
    /// instances back; and for each service that it has a handler for the classes that are current and mostly asked by it.
    /// </summary>
    /// <remarks>
    /// Find, get and move: the classes of query and retrieve of each information model. N-CREATE, N-SET and N-GET: modality
    /// performed procedure steps. N-ACTION: storage commitment. N-EVENT-REPORT: storage commitment and the notification of
    /// procedure steps, also from a requestor that is to report them.
    /// </remarks>
    /// <param name="services">The services that there are handlers for.</param>
    /// <param name="stores">Whether it stores into a folder.</param>
    /// <returns>The contexts.</returns>
    public static IReadOnlyList<PresentationContext> ForServer(DimseServices services, bool stores)
    {
        stores |= services.HasFlag(DimseServices.Store);
        bool sendsBack = services.HasFlag(DimseServices.Get);

        // What a C-GET sends back comes to a requestor in the SCP role (PS3.4 section C.4.3).
        IEnumerable<PresentationContext> storage = sendsBack
            ? ForStorageServer().Select(context => context.AbstractSyntax == Uids.Verification
                ? context
                : new PresentationContext(context.AbstractSyntax, context.TransferSyntaxes, scuRole: stores, scpRole: true))
            : stores ? ForStorageServer() : ForService(DicomServiceClass.Verification);
        return [.. storage, .. UidDictionary.All.Where(uid => uid is { Kind: UidKind.SopClass, IsRetired: false } && IsAskedBy(uid, services))
            .Select(uid => IsReported(uid) && services.HasFlag(DimseServices.EventReport)
                ? new PresentationContext(uid.Uid, null, scuRole: true, scpRole: true)
                : new PresentationContext(uid.Uid))];
    }

    /// <summary>Every transfer syntax that a file may have, the uncompressed ones first.</summary>
    internal static IReadOnlyList<string> StorableTransferSyntaxes =>
    [
        .. PresentationContext.DefaultTransferSyntaxes,
        .. UidDictionary.All.Where(uid => uid.Kind == UidKind.TransferSyntax && IsStorable(uid.Uid)).Select(uid => uid.Uid)
            .Except(PresentationContext.DefaultTransferSyntaxes),
    ];

    // Who opens an association to report events is in the SCP role (PS3.7 annex D.3.3.4).
    private static bool IsReported(DicomUid uid) => uid.Keyword is "StorageCommitmentPushModel" or "ModalityPerformedProcedureStepNotification";

    private static bool IsAskedBy(DicomUid uid, DimseServices services)
    {
        bool Has(DimseServices some) => (services & some) != 0;
        bool Ends(string end) => uid.Keyword.EndsWith(end, StringComparison.Ordinal);
        return (Has(DimseServices.Find) && (Ends("Find") || Ends("Query")))
            || (Has(DimseServices.Get) && Ends("Get"))
            || (Has(DimseServices.Move) && Ends("Move"))
            || (Has(DimseServices.Create | DimseServices.Set) && Ends("ModalityPerformedProcedureStep"))
            || (Has(DimseServices.GetAttributes) && Ends("ModalityPerformedProcedureStepRetrieve"))
            || (Has(DimseServices.Action | DimseServices.EventReport) && Ends("StorageCommitmentPushModel"))
            || (Has(DimseServices.EventReport) && Ends("ModalityPerformedProcedureStepNotification"));
    }

    private static bool IsSeldomMet(string uid) =>
        SeldomMet.Any(tail => tail.EndsWith('.') ? uid.StartsWith(Root + tail, StringComparison.Ordinal) : uid == Root + tail);

    // RFC 2557, XML, SMPTE ST 2110 and Papyrus are no encodings of a file on disk or a data set of an association.
    private static bool IsStorable(string uid) =>
        !uid.StartsWith("1.2.840.10008.1.2.6.", StringComparison.Ordinal)
        && !uid.StartsWith("1.2.840.10008.1.2.7.", StringComparison.Ordinal)
        && uid != "1.2.840.10008.1.20";
}
