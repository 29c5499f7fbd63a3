using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace DicomPS.Engine.Dictionary;

/// <summary>The UIDs that the standard registers (PS3.6 annex A).</summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is the registry of UIDs in the data dictionary of the standard.")]
public static class UidDictionary
{
    private const string SopClassSuffix = " SOP Class";

    // Made on the first look-up: a program that asks for no UID pays nothing.
    private static readonly Lazy<DicomUid[]> Entries = new(ReadTable);

    private static readonly Lazy<FrozenDictionary<string, DicomUid>> ByUid =
        new(() => Entries.Value.ToFrozenDictionary(entry => entry.Uid, StringComparer.Ordinal));

    /// <summary>All of them, in the order of the standard.</summary>
    public static IReadOnlyList<DicomUid> All => Array.AsReadOnly(Entries.Value);

    /// <summary>Looks up a UID.</summary>
    /// <param name="uid">The UID, without padding.</param>
    /// <returns>Its entry; null where the standard does not register it.</returns>
    public static DicomUid? Find(string uid) => ByUid.Value.GetValueOrDefault(uid);

    /// <summary>The name of a UID.</summary>
    /// <param name="uid">The UID, without padding.</param>
    /// <returns>The name; the UID itself where the standard does not register it.</returns>
    public static string NameOf(string uid) => Find(uid)?.Name ?? uid;

    /// <summary>The SOP classes of a service class, in the order of the standard; some may be retired.</summary>
    /// <param name="service">The service class.</param>
    public static IEnumerable<DicomUid> OfService(DicomServiceClass service) =>
        Entries.Value.Where(entry => entry.ServiceClass == service && entry.IsAbstractSyntax);

    /// <summary>Turns what a person writes into a UID.</summary>
    /// <param name="text">A UID, known or not; or the keyword or the name of a registered one, in any case,
    /// the name also without a trailing " SOP Class".</param>
    /// <param name="kind">What the keyword or name has to identify; null for anything.
    /// A SOP class may also be a meta SOP class, for both are negotiated alike.</param>
    /// <returns>The UID.</returns>
    /// <exception cref="DicomException">The text is a malformed UID (InvalidPresentationContext),
    /// or no such keyword or name is registered (UnknownUid).</exception>
    public static string Resolve(string text, UidKind? kind = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        string wanted = text.Trim(' ', '\t', '\r', '\n', '\0');
        UidFault? fault = UidSyntax.FindFault(wanted);
        if (fault is null)
        {
            return wanted;
        }

        // Some names belong to a retired UID and a current one: the current one is meant.
        DicomUid? match = Entries.Value
            .Where(entry => wanted.Length > 0 && IsOfKind(entry, kind) && IsNamed(entry, wanted))
            .MinBy(entry => entry.IsRetired);
        return match is not null ? match.Uid
            : LooksLikeUid(wanted) ? throw Malformed(wanted, fault.Value)
            : throw Unknown(wanted, kind);
    }

    /// <summary>Gives the registered UIDs that a text means: the UID itself, or all with that keyword or name.</summary>
    /// <param name="text">A UID, a keyword or a name, in any case, the name also without a trailing " SOP Class".</param>
    /// <param name="kind">What they have to identify; null for anything.</param>
    /// <param name="service">The service class that they have to belong to; null for any and none.</param>
    /// <returns>One or more entries, in the order of the standard; some may be retired.</returns>
    /// <exception cref="DicomException">There is none (UnknownUid).</exception>
    public static IReadOnlyList<DicomUid> FindAll(string text, UidKind? kind = null, DicomServiceClass? service = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        string wanted = text.Trim(' ', '\t', '\r', '\n', '\0');
        IEnumerable<DicomUid> among = Entries.Value.Where(entry =>
            (kind is null || entry.Kind == kind) && (service is null || entry.ServiceClass == service));
        DicomUid[] found = wanted.Length == 0 ? [] : [.. among.Where(entry => entry.Uid == wanted || IsNamed(entry, wanted))];
        if (found.Length > 0)
        {
            return found;
        }

        bool isUid = UidSyntax.IsValid(wanted);
        string which = (kind is null ? "UID of the standard" : $"UID of the kind {kind}")
            + (service is null ? "" : $" of the service class {service}");
        throw new DicomException(
            DicomErrorId.UnknownUid,
            isUid ? $"No {which} is '{wanted}'." : $"No {which} has the keyword or name '{wanted}'.{Hint(wanted, among)}",
            isUid
                ? "A UID under a root of its own, as of a study or a private SOP class, is in no table of the standard."
                : "Give a UID, keyword or name of PS3.6 annex A, or a part of it with * on both sides.");
    }

    internal static bool IsOfKind(DicomUid entry, UidKind? kind) =>
        kind is null || entry.Kind == kind || (kind == UidKind.SopClass && entry.IsAbstractSyntax);

    private static bool IsNamed(DicomUid entry, string text) =>
        string.Equals(entry.Keyword, text, StringComparison.OrdinalIgnoreCase)
        || string.Equals(entry.Name, text, StringComparison.OrdinalIgnoreCase)
        || (entry.Name.Length == text.Length + SopClassSuffix.Length
            && entry.Name.StartsWith(text, StringComparison.OrdinalIgnoreCase)
            && entry.Name.EndsWith(SopClassSuffix, StringComparison.Ordinal));

    // A name may begin with a digit ("12-lead ECG"): it has words, and no dot before the first letter.
    private static bool LooksLikeUid(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiDigit(text[0]) || text[0] == '.'))
        {
            return text.Length == 0;
        }

        int letter = text.AsSpan().IndexOfAnyInRange('A', 'z');
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        return letter < 0 || (dot >= 0 && dot < letter) || text.Count(char.IsAsciiLetter) < 3;
    }

    private static DicomException Malformed(string text, UidFault fault) => new(
        DicomErrorId.InvalidPresentationContext,
        $"'{text}' is not a UID: at position {fault.Position}, {fault.Rule}.",
        "A UID has 1 to 64 characters: numbers without leading zeros, with a dot between each two.");

    private static DicomException Unknown(string text, UidKind? kind)
    {
        string hint = Hint(text, Entries.Value.Where(entry => IsOfKind(entry, kind)));
        return new DicomException(
            DicomErrorId.UnknownUid,
            $"No UID of the standard has the keyword or name '{text}'.{hint}",
            "Give a UID, or one of the keywords or names of PS3.6 annex A.");
    }

    private static string Hint(string text, IEnumerable<DicomUid> entries) =>
        Suggestions.Hint(text, entries.Select(entry => new SuggestedTerm(entry.Keyword, entry.Name, entry.IsRetired)));

    private static DicomUid[] ReadTable()
    {
        List<DicomUid> entries = new(capacity: 512);
        ReadOnlySpan<byte> table = UidTable.Rows;
        while (TableText.TryNextRow(ref table, out ReadOnlySpan<byte> row))
        {
            string uid = TableText.Text(row, 0);
            string name = TableText.Text(row, 4);
            entries.Add(new DicomUid(
                uid,
                name.Length == 0 ? uid : name,
                TableText.Text(row, 3),
                Enum.Parse<UidKind>(TableText.Text(row, 1)),
                Enum.Parse<DicomServiceClass>(TableText.Text(row, 2)),
                isRetired: TableText.Field(row, 5).Length > 0));
        }

        return [.. entries];
    }
}
