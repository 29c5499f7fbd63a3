using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Negotiation;

/// <summary>A presentation context that both sides agreed on (PS3.8 section 9.3.3.2).</summary>
/// <param name="Id">The presentation context ID: odd, 1 to 255.</param>
/// <param name="AbstractSyntax">The UID of the abstract syntax.</param>
/// <param name="TransferSyntax">The UID of the one transfer syntax that was accepted.</param>
public sealed record AcceptedContext(byte Id, string AbstractSyntax, string TransferSyntax)
{
    /// <summary>The name of the abstract syntax; its UID where the dictionary has none.</summary>
    public string AbstractSyntaxName => UidDictionary.NameOf(AbstractSyntax);

    /// <summary>The name of the transfer syntax; its UID where the dictionary has none.</summary>
    public string TransferSyntaxName => UidDictionary.NameOf(TransferSyntax);

    /// <summary>The context in a line.</summary>
    /// <returns>ID, abstract syntax and transfer syntax.</returns>
    public override string ToString() => $"{Id}: {AbstractSyntaxName}, {TransferSyntaxName}";
}
