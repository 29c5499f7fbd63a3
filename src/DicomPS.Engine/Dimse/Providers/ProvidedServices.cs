using DicomPS.Engine.Server;

namespace DicomPS.Engine.Dimse;

/// <summary>What one side of associations provides to its peers: fixed when a server starts or an association is requested.</summary>
/// <param name="Entity">This side: as whom the sub-operations of a C-MOVE are sent.</param>
/// <param name="Provider">Who has the handlers; null for nobody.</param>
/// <param name="Store">Where instances go; null stores nothing.</param>
/// <param name="Limits">How many handlers run, and how long.</param>
/// <param name="Counters">What is done is counted here.</param>
internal sealed record ProvidedServices(
    ApplicationEntity Entity, IDimseServiceProvider? Provider, InstanceStore? Store, HandlerLimits Limits, ServerCounters Counters)
{
    /// <summary>Whether instances that no handler takes are received and not kept.</summary>
    internal bool Discard { get; init; }

    /// <summary>What a requestor provides on the association it asks for.</summary>
    internal static ProvidedServices Of(ApplicationEntity entity, AssociationOptions options) => new(
        entity,
        options.ServiceProvider,
        Store: null,
        new HandlerLimits(HandlerLimits.DefaultMaximum, options.HandlerTimeout),
        new ServerCounters());

    internal bool Has(DimseServices service) => Provider is { } provider && (provider.Services & service) != 0;
}
