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
    }

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
