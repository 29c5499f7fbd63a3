using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Negotiation;

/// <summary>What would become of a presentation context, and by which rule.</summary>
public sealed record NegotiationOutcome
{
    /// <summary>The presentation context ID that it would have: odd, 1 to 255.</summary>
    public required byte Id { get; init; }

    /// <summary>The UID of the abstract syntax.</summary>
    public required string AbstractSyntax { get; init; }

    /// <summary>The name of the abstract syntax; its UID where the dictionary has none.</summary>
    public string AbstractSyntaxName => UidDictionary.NameOf(AbstractSyntax);

    /// <summary>The UIDs of the transfer syntaxes that are proposed.</summary>
    public required IReadOnlyList<string> ProposedTransferSyntaxes { get; init; }

    /// <summary>Whether the association would be accepted, and the context with it.</summary>
    public bool IsAccepted => IsAdmitted && TransferSyntax is not null;

    /// <summary>Whether the association would be accepted at all.</summary>
    public bool IsAdmitted => Rejection is null;

    /// <summary>Why the association would be rejected, with result, source and reason of the A-ASSOCIATE-RJ; null where it would not.</summary>
    public string? Rejection { get; init; }

    /// <summary>The UID of the transfer syntax that would be chosen; null where the context itself would be refused.</summary>
    public string? TransferSyntax { get; init; }

    /// <summary>The name of that transfer syntax; null for none.</summary>
    public string? TransferSyntaxName => TransferSyntax is null ? null : UidDictionary.NameOf(TransferSyntax);

    /// <summary>The requestor's roles in a word: SCU, SCP or SCU/SCP; null where the context itself would be refused.</summary>
    public string? Role { get; init; }

    /// <summary>The rule that decides on the context, in words.</summary>
    public required string Rule { get; init; }

    /// <summary>The context in a line.</summary>
    /// <returns>ID, abstract syntax, outcome and rule.</returns>
    public override string ToString() => $"{Id}: {AbstractSyntaxName}: {(IsAccepted ? $"{TransferSyntaxName}, as {Role}" : "refused")}: {Rejection ?? Rule}";
}
