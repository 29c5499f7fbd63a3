using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Negotiation;

/// <summary>
/// An abstract syntax and the transfer syntaxes it may travel in: what a requestor proposes, or an acceptor
/// supports (PS3.8 section 7.1.1.13). It does not change once made.
/// </summary>
public sealed class PresentationContext
{
    /// <summary>Makes a presentation context.</summary>
    /// <param name="abstractSyntax">UID, keyword or name of the abstract syntax; private UIDs are fine.</param>
    /// <param name="transferSyntaxes">
    /// UIDs, keywords or names of the transfer syntaxes in order of preference; repeated ones count once. Null
    /// stands for <see cref="DefaultTransferSyntaxes"/>.
    /// </param>
    /// <param name="scuRole">As requestor: SCU role proposed; as acceptor: SCU role of the requestor accepted.</param>
    /// <param name="scpRole">The same for the SCP role. Both roles are given, or neither (PS3.7 annex D.3.3.4).</param>
    /// <exception cref="DicomException">
    /// <see cref="DicomErrorId.InvalidPresentationContext"/>: a faulty UID, no transfer syntax, or one role without
    /// the other; <see cref="DicomErrorId.UnknownUid"/>: a keyword or name that no table knows.
    /// </exception>
    public PresentationContext(
        string abstractSyntax,
        IEnumerable<string>? transferSyntaxes = null,
        bool? scuRole = null,
        bool? scpRole = null)
    {
        ArgumentNullException.ThrowIfNull(abstractSyntax);
        AbstractSyntax = UidDictionary.Resolve(abstractSyntax);
        TransferSyntaxes = transferSyntaxes is null
            ? DefaultTransferSyntaxes
            : [.. transferSyntaxes.Select(text => UidDictionary.Resolve(text, UidKind.TransferSyntax)).Distinct(StringComparer.Ordinal)];
        if (TransferSyntaxes.Count == 0)
        {
            throw new DicomException(
                DicomErrorId.InvalidPresentationContext,
                $"The presentation context of {UidDictionary.NameOf(AbstractSyntax)} has no transfer syntax.",
                "Give at least one transfer syntax, or leave the parameter out for the default ones.");
        }

        if (scuRole.HasValue != scpRole.HasValue)
        {
            throw new DicomException(
                DicomErrorId.InvalidPresentationContext,
                $"The presentation context of {UidDictionary.NameOf(AbstractSyntax)} has a value for one role and none for the other.",
                "Give both the SCU and the SCP role, or neither for the default roles.");
        }

        ScuRole = scuRole;
        ScpRole = scpRole;
    }

    /// <summary>
    /// The transfer syntaxes of a context that is given none, in this order: Implicit VR Little Endian, Explicit VR
    /// Little Endian, Deflated Explicit VR Little Endian, Explicit VR Big Endian.
    /// </summary>
    public static IReadOnlyList<string> DefaultTransferSyntaxes { get; } = Array.AsReadOnly(
    [
        Uids.ImplicitVRLittleEndian,
        Uids.ExplicitVRLittleEndian,
        Uids.DeflatedExplicitVRLittleEndian,
        Uids.ExplicitVRBigEndian,
    ]);

    /// <summary>The UID of the abstract syntax.</summary>
    public string AbstractSyntax { get; }

    /// <summary>The name of the abstract syntax; its UID where the dictionary has none.</summary>
    public string AbstractSyntaxName => UidDictionary.NameOf(AbstractSyntax);

    /// <summary>The UIDs of the transfer syntaxes in order of preference, at least one, each once.</summary>
    public IReadOnlyList<string> TransferSyntaxes { get; }

    /// <summary>The names of the transfer syntaxes, in the same order.</summary>
    public IEnumerable<string> TransferSyntaxNames => TransferSyntaxes.Select(UidDictionary.NameOf);

    /// <summary>The SCU role of the requestor: proposed or accepted; null for the default roles.</summary>
    public bool? ScuRole { get; }

    /// <summary>The SCP role of the requestor: proposed or accepted; null for the default roles.</summary>
    public bool? ScpRole { get; }

    /// <summary>The context as text: a line for the abstract syntax, then a line for each transfer syntax.</summary>
    /// <returns>Several lines, separated by a line feed, with none at the end.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append("Abstract Syntax: ").Append(AbstractSyntaxName).Append("\nTransfer Syntax(es):");
        foreach (string name in TransferSyntaxNames)
        {
            text.Append("\n    =").Append(name);
        }

        if (ScuRole is { } scu && ScpRole is { } scp)
        {
            text.Append("\nSCP/SCU Role: ").Append(scp ? "SCP" : "-").Append('/').Append(scu ? "SCU" : "-");
        }

        return text.ToString();
    }

    /// <summary>The same context without some of its transfer syntaxes.</summary>
    /// <param name="transferSyntaxes">UIDs of transfer syntaxes; those the context lacks do not matter.</param>
    /// <returns>The context that is left, or null where no transfer syntax is left.</returns>
    internal PresentationContext? Without(IReadOnlyCollection<string> transferSyntaxes)
    {
        string[] left = [.. TransferSyntaxes.Where(uid => !transferSyntaxes.Contains(uid))];
        return left.Length == 0 ? null : new PresentationContext(AbstractSyntax, left, ScuRole, ScpRole);
    }

    /// <summary>This context with what another of the same abstract syntax adds to it.</summary>
    /// <param name="added">Its transfer syntaxes come behind; its roles, where it has any, replace the roles.</param>
    /// <returns>The merged context.</returns>
    internal PresentationContext MergedWith(PresentationContext added) =>
        new(AbstractSyntax, TransferSyntaxes.Concat(added.TransferSyntaxes), added.ScuRole ?? ScuRole, added.ScpRole ?? ScpRole);
}
