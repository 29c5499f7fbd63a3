using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;

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

    /// <summary>Whether this side may use the service as its user, SCU (PS3.7 annex D.3.3.4): the requestor by default.</summary>
    public bool AsScu { get; init; } = true;

    /// <summary>Whether this side may provide the service, as SCP (PS3.7 annex D.3.3.4): the acceptor by default.</summary>
    public bool AsScp { get; init; }

    /// <summary>The roles of this side in a word: SCU, SCP or SCU/SCP.</summary>
    public string Role => new RolePair(AsScu, AsScp).ToString();

    /// <summary>The context in a line.</summary>
    /// <returns>ID, abstract syntax, transfer syntax, and the roles of this side.</returns>
    public override string ToString() => $"{Id}: {AbstractSyntaxName}, {TransferSyntaxName}, as {Role}";

    // An N-EVENT-REPORT goes from the SCP to the SCU, everything else the other way (PS3.7 section 7.5.2).

    /// <summary>Whether this side's role lets it send a request in the context.</summary>
    internal bool MaySend(CommandField service) => service == CommandField.NEventReportRq ? AsScp : AsScu;

    /// <summary>Whether this side's role lets it answer a request in the context.</summary>
    internal bool MayReceive(CommandField service) => service == CommandField.NEventReportRq ? AsScu : AsScp;
}
