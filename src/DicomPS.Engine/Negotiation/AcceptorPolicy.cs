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
        MaximumAssociations = entity.MaximumAssociations;
        MaximumPduLength = entity.MaximumPduLength;
        ImplementationClassUid = entity.ImplementationClassUid;
        ImplementationVersionName = entity.ImplementationVersionName;
        supported = contexts.ToDictionary(context => context.AbstractSyntax, StringComparer.Ordinal);
    }

    internal string Title { get; }

    internal bool RequireCalledTitle { get; }

    /// <summary>Empty admits all.</summary>
    internal IReadOnlyList<string> AllowedCallingTitles { get; }

    internal int MaximumAssociations { get; }

    internal uint MaximumPduLength { get; }

    internal string ImplementationClassUid { get; }

    internal string ImplementationVersionName { get; }

    internal PresentationContext? Supports(string abstractSyntax) => supported.GetValueOrDefault(abstractSyntax);
}
