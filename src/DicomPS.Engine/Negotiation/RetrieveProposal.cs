using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Negotiation;

/// <summary>What to propose for a C-GET: a context for itself, and for what comes back (PS3.4 section C.5.3).</summary>
public static class RetrieveProposal
{
    /// <summary>Chooses the contexts.</summary>
    /// <param name="retrieveSopClass">UID, keyword or name of the SOP class of the C-GET.</param>
    /// <param name="storageSopClasses">
    /// UIDs, keywords or names of the storage classes that may come back, the likeliest first: those that a query found. Null or
    /// none stands for the common storage classes.
    /// </param>
    /// <param name="transferSyntaxes">The transfer syntaxes to take instances in; null for all that are not retired, the uncompressed ones first.</param>
    /// <returns>At most 128 contexts: that of the C-GET, and the first 127 storage classes with the SCP role for this side.</returns>
    /// <exception cref="DicomException">UnknownUid, InvalidPresentationContext.</exception>
    public static IReadOnlyList<PresentationContext> Choose(
        string retrieveSopClass,
        IEnumerable<string>? storageSopClasses = null,
        IEnumerable<string>? transferSyntaxes = null)
    {
        ArgumentNullException.ThrowIfNull(retrieveSopClass);
        string[] wanted = [.. (storageSopClasses ?? []).Select(text => UidDictionary.Resolve(text, UidKind.SopClass)).Distinct(StringComparer.Ordinal)];
        if (wanted.Length == 0)
        {
            wanted = [.. PrebuiltContexts.ForService(DicomServiceClass.Storage).Select(context => context.AbstractSyntax)];
        }

        // The retired ones are many, and DCMTK takes no more than some fifty in a context.
        IReadOnlyList<string> syntaxes = transferSyntaxes is null
            ? [.. PrebuiltContexts.StorableTransferSyntaxes.Where(uid => TransferSyntax.Find(uid) is { IsRetired: false })]
            : [.. transferSyntaxes];
        return
        [
            new PresentationContext(UidDictionary.Resolve(retrieveSopClass, UidKind.SopClass)),
            .. wanted.Take(RequestedContextCollection.MaximumCount - 1)
                .Select(uid => new PresentationContext(uid, syntaxes, scuRole: false, scpRole: true)),
        ];
    }
}
