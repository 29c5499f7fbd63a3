using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Negotiation;

/// <summary>A proposed presentation context that the acceptor did not take (PS3.8 section 9.3.3.2, table 9-18).</summary>
/// <param name="Id">The presentation context ID: odd, 1 to 255.</param>
/// <param name="AbstractSyntax">The UID of the abstract syntax.</param>
/// <param name="TransferSyntaxes">The UIDs of the transfer syntaxes that were proposed.</param>
/// <param name="Result">The acceptor's answer; null where it gave none, or one that cannot be used.</param>
public sealed record RefusedContext(
    byte Id,
    string AbstractSyntax,
    IReadOnlyList<string> TransferSyntaxes,
    PresentationContextResult? Result)
{
    /// <summary>The name of the abstract syntax; its UID where the dictionary has none.</summary>
    public string AbstractSyntaxName => UidDictionary.NameOf(AbstractSyntax);

    /// <summary>The acceptor's answer in words.</summary>
    public string Reason => RolesRefused ? "none of the proposed roles is supported" : DescribeResult();

    /// <summary>Whether the reason is that of the proposed roles none was accepted (PS3.7 annex D.3.3.4).</summary>
    public bool RolesRefused { get; init; }

    /// <summary>The context in a line.</summary>
    /// <returns>ID, abstract syntax and reason.</returns>
    public override string ToString() => $"{Id}: {AbstractSyntaxName}, {Reason}";

    internal static RefusedContext ForRoles(PresentationContextRq context) =>
        new(context.Id, context.AbstractSyntax, context.TransferSyntaxes, PresentationContextResult.UserRejection) { RolesRefused = true };

    private string DescribeResult() => Result switch
    {
        PresentationContextResult.UserRejection => "rejected by the user of the service",
        PresentationContextResult.NoReason => "rejected without a reason",
        PresentationContextResult.AbstractSyntaxNotSupported => "abstract syntax not supported",
        PresentationContextResult.TransferSyntaxesNotSupported => "none of the transfer syntaxes is supported",
        PresentationContextResult.Acceptance => "accepted with a transfer syntax that was not proposed",
        _ => "not answered",
    };
}
