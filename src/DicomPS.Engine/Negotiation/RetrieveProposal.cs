using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Negotiation;

/// <summary>
/// What to propose for a C-GET: a context for itself, and for what comes back (PS3.4 section C.5.3). For each storage class one
/// context has the uncompressed transfer syntaxes and further ones a compressed transfer syntax each. Of several transfer
/// syntaxes in one context the peer takes one (PS3.8 section 9.3.3.2), so that only like this it can send each instance as it
/// is.
/// </summary>
public static class RetrieveProposal
{
    // Contexts that compressed transfer syntaxes of the likely classes leave to the other classes.
    private const int RoomForOthers = 60;

    /// <summary>Chooses the contexts.</summary>
    /// <param name="retrieveSopClass">UID, keyword or name of the SOP class of the C-GET.</param>
    /// <param name="storageSopClasses">
    /// UIDs, keywords or names of the storage classes that may come back, the likeliest first: those that a query found. Null or
    /// none stands for the common storage classes.
    /// </param>
    /// <param name="transferSyntaxes">
    /// UIDs, keywords or names of the transfer syntaxes to take instances in, the likeliest first: no others are proposed, except
    /// that classes without pixel data, which are not compressed, are always proposed uncompressed. Null or none stands for all
    /// that are not retired.
    /// </param>
    /// <param name="modalities">
    /// Where no storage classes are given: the terms of Modality (0008,0060) that a query found. Their classes come first.
    /// </param>
    /// <returns>At most 128 contexts: that of the C-GET, and those of storage classes, with the SCP role for this side.</returns>
    /// <exception cref="DicomException">UnknownUid, InvalidPresentationContext.</exception>
    public static IReadOnlyList<PresentationContext> Choose(
        string retrieveSopClass,
        IEnumerable<string>? storageSopClasses = null,
        IEnumerable<string>? transferSyntaxes = null,
        IEnumerable<string>? modalities = null)
    {
        ArgumentNullException.ThrowIfNull(retrieveSopClass);
        string retrieve = UidDictionary.Resolve(retrieveSopClass, UidKind.SopClass);
        string[] named = Resolve(storageSopClasses, UidKind.SopClass);
        Proposal proposal = new(retrieve, Resolve(transferSyntaxes, UidKind.TransferSyntax));
        if (named.Length > 0)
        {
            proposal.AddUncompressed(named);
            proposal.AddCompressed(named, int.MaxValue, RequestedContextCollection.MaximumCount);
            return proposal.Contexts;
        }

        IReadOnlyList<string> likely = CommonStorage.OfModalities(modalities ?? []);
        if (likely.Count == 0 && proposal.HasGivenSyntaxes)
        {
            likely = CommonStorage.OftenCompressed;
        }

        string[] others = [.. OthersFor(retrieve).Except(likely)];
        proposal.AddUncompressed(likely);
        proposal.AddCompressed(
            likely, CommonStorage.UsualSyntaxes + 1, RequestedContextCollection.MaximumCount - Math.Min(others.Length, RoomForOthers));
        proposal.AddUncompressed(others);
        proposal.AddCompressed(others, 1, RequestedContextCollection.MaximumCount);
        return proposal.Contexts;
    }

    // Instances of no patient are stored by classes of their own (PS3.4 annex GG), which an information model beside Patient and
    // Study Root is most likely about.
    private static IEnumerable<string> OthersFor(string retrieveSopClass) =>
        UidDictionary.Find(retrieveSopClass) is { ServiceClass: DicomServiceClass.QueryRetrieve }
            ? CommonStorage.Classes()
            : PrebuiltContexts.ForService(DicomServiceClass.NonPatientObject).Select(context => context.AbstractSyntax)
                .Concat(CommonStorage.Classes());

    private static string[] Resolve(IEnumerable<string>? texts, UidKind kind) =>
        [.. (texts ?? []).Select(text => UidDictionary.Resolve(text, kind)).Distinct(StringComparer.Ordinal)];

    private sealed class Proposal(string retrieveSopClass, string[] givenSyntaxes)
    {
        private readonly string[] compressed = [.. givenSyntaxes.Where(uid => !IsUncompressed(uid))];
        private readonly string[] uncompressed = [.. givenSyntaxes.Where(IsUncompressed)];

        internal List<PresentationContext> Contexts { get; } = [new(retrieveSopClass)];

        internal bool HasGivenSyntaxes => givenSyntaxes.Length > 0;

        // Each class can be had uncompressed before one of them has a compressed context.
        internal void AddUncompressed(IEnumerable<string> classes)
        {
            bool isWanted = !HasGivenSyntaxes || uncompressed.Length > 0;
            foreach (string sopClass in classes
                .Where(uid => isWanted || !CommonStorage.HasPixelData(uid))
                .Take(RequestedContextCollection.MaximumCount - Contexts.Count))
            {
                Add(sopClass, uncompressed.Length > 0 ? uncompressed : null);
            }
        }

        /// <summary>Shares what room there is among the classes with pixel data, the first of them favoured.</summary>
        /// <param name="classes">The classes.</param>
        /// <param name="most">The most contexts of one class.</param>
        /// <param name="limit">The most contexts of all that there may be.</param>
        internal void AddCompressed(IEnumerable<string> classes, int most, int limit)
        {
            string[] images = [.. classes.Where(CommonStorage.HasPixelData)];
            int room = Math.Max(limit - Contexts.Count, 0);
            for (int i = 0; i < images.Length; i++)
            {
                IReadOnlyList<string> syntaxes = HasGivenSyntaxes ? compressed : CommonStorage.CompressedSyntaxes(images[i]);
                int share = (room + images.Length - i - 1) / (images.Length - i);
                int count = Math.Min(Math.Min(share, most), syntaxes.Count);
                AddCompressed(images[i], syntaxes, count);
                room -= count;
            }
        }

        // Those that have no context of their own share the last one: of them the peer takes the one that it knows best.
        private void AddCompressed(string sopClass, IReadOnlyList<string> syntaxes, int count)
        {
            for (int i = 0; i < count; i++)
            {
                Add(sopClass, i < count - 1 ? [syntaxes[i]] : syntaxes.Skip(i));
            }
        }

        private void Add(string sopClass, IEnumerable<string>? transferSyntaxes) =>
            Contexts.Add(new PresentationContext(sopClass, transferSyntaxes, scuRole: false, scpRole: true));

        private static bool IsUncompressed(string uid) => TransferSyntax.Find(uid) is { CanConvert: true };
    }
}
