using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Server;

namespace DicomPS.Engine.Negotiation;

/// <summary>
/// What an acceptor admits and supports, as far as it is known: all of it of a server of this process and of an Application
/// Entity, and of a peer what an association with it has shown.
/// </summary>
public sealed class AcceptorProfile
{
    /// <summary>The profile that an Application Entity would have as a server with nothing but its own settings.</summary>
    /// <param name="entity">The acceptor. Without supported contexts it supports Verification, as its server would.</param>
    public AcceptorProfile(ApplicationEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        Source = $"the settings of {entity.Title}";
        Policy = new AcceptorPolicy(
            entity,
            entity.Title,
            entity.SupportedContexts.Count > 0 ? [.. entity.SupportedContexts] : PrebuiltContexts.ForService(DicomServiceClass.Verification));
    }

    /// <summary>The profile of a server of this process.</summary>
    /// <param name="server">The server.</param>
    public AcceptorProfile(DicomServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        Source = $"the server {server}";
        Policy = server.Policy;
    }

    /// <summary>
    /// What an association has shown of its acceptor: that it admits the requestor, and what it made of the contexts that were
    /// proposed. Of a context it shows the one transfer syntax that was chosen, and not what else would have been taken.
    /// </summary>
    /// <param name="association">The association, of either side.</param>
    public AcceptorProfile(Association association)
    {
        ArgumentNullException.ThrowIfNull(association);
        Source = $"the association {association}";
        SupportedContextCollection contexts = new();
        foreach (AcceptedContext context in association.AcceptedContexts)
        {
            // Roles are those of the requestor.
            RolePair roles = new(context.AsScu, context.AsScp);
            RolePair requestor = association.IsRequestor ? roles : roles.Reversed;
            contexts.Add(requestor == RolePair.RequestorDefault
                ? new PresentationContext(context.AbstractSyntax, [context.TransferSyntax])
                : new PresentationContext(context.AbstractSyntax, [context.TransferSyntax], requestor.Scu, requestor.Scp));
        }

        Policy = new AcceptorPolicy(new ApplicationEntity(association.CalledAETitle), association.CalledAETitle, contexts);
        Shown = association.AcceptedContexts.Select(context => context.AbstractSyntax)
            .Concat(association.RefusedContexts.Select(context => context.AbstractSyntax)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The acceptor's title.</summary>
    public string Title => Policy.Title;

    /// <summary>Where the profile is from, in words.</summary>
    public string Source { get; }

    /// <summary>Whether it admits requestors by their addresses.</summary>
    public bool AdmitsByAddress => Policy.AllowedRemoteAddresses.Count > 0;

    /// <summary>Title and source.</summary>
    /// <returns>A line.</returns>
    public override string ToString() => $"{Title}, by {Source}";

    internal AcceptorPolicy Policy { get; }

    /// <summary>The abstract syntaxes that something is known of; null where all is known.</summary>
    internal IReadOnlySet<string>? Shown { get; }
}
