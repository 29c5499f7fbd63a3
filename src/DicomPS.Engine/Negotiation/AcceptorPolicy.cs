using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Negotiation;

/// <summary>What an acceptor admits and supports: its side of every negotiation, fixed when a server starts.</summary>
internal sealed class AcceptorPolicy
{
    private readonly Dictionary<string, PresentationContext> supported;

    internal AcceptorPolicy(ApplicationEntity entity, string title, IEnumerable<PresentationContext> contexts)
    {
        Title = title;
        RequireCalledTitle = entity.RequireCalledTitle;
        AllowedCallingTitles = [.. entity.AllowedCallingTitles];
        AllowedRemoteAddresses = [.. entity.AllowedRemoteAddresses];
        MaximumAssociations = entity.MaximumAssociations;
        MaximumAssociationsPerPeer = entity.MaximumAssociationsPerPeer;
        MaximumPduLength = entity.MaximumPduLength;
        ImplementationClassUid = entity.ImplementationClassUid;
        ImplementationVersionName = entity.ImplementationVersionName;
        supported = contexts.ToDictionary(context => context.AbstractSyntax, StringComparer.Ordinal);
        string[] allowed =
        [
            .. supported.Values
                .Where(context => context.AbstractSyntax != Uids.Verification)
                .SelectMany(context => context.TransferSyntaxes)
                .Distinct(StringComparer.Ordinal),
        ];
        TransferSyntaxes = allowed.Length > 0 ? allowed : PresentationContext.DefaultTransferSyntaxes;
    }

    /// <summary>How many operations of a requestor may be under way at a time; 0 for no limit.</summary>
    internal ushort MaximumOperationsPerformed { get; init; } = 1;

    /// <summary>Whether instances are stored at all.</summary>
    internal bool StoresInstances { get; init; }

    /// <summary>Whether SOP classes that the standard does not register count as storage.</summary>
    internal bool AcceptUnknownStorage { get; init; }

    /// <summary>Answers an extended negotiation; null where that is done for storage alone.</summary>
    internal Func<SopClassExtendedNegotiation, ReadOnlyMemory<byte>?>? ExtendedNegotiationHandler { get; init; }

    /// <summary>Every transfer syntax that a context allows, but for Verification, which says nothing about instances.</summary>
    internal IReadOnlyCollection<string> TransferSyntaxes { get; }

    internal string Title { get; }

    internal bool RequireCalledTitle { get; }

    /// <summary>Patterns; empty admits all.</summary>
    internal IReadOnlyList<string> AllowedCallingTitles { get; }

    /// <summary>Empty admits all.</summary>
    internal IReadOnlyList<AddressRange> AllowedRemoteAddresses { get; }

    internal int MaximumAssociations { get; }

    /// <summary>0 for no limit.</summary>
    internal int MaximumAssociationsPerPeer { get; }

    internal uint MaximumPduLength { get; }

    internal string ImplementationClassUid { get; }

    internal string ImplementationVersionName { get; }

    internal PresentationContext? Supports(string abstractSyntax) => supported.GetValueOrDefault(abstractSyntax);
}
