using System.Runtime.CompilerServices;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;

namespace DicomPS.Engine.Tests.Network.Services;

/// <summary>A provider whose handlers a test gives one by one; it provides those that are given.</summary>
internal sealed class TestProvider : IDimseServiceProvider
{
    public Func<DimseRequest, CancellationToken, ValueTask<DimseAnswer>>? Echo { get; init; }

    public Func<StoreRequest, CancellationToken, ValueTask<DimseAnswer>>? Store { get; init; }

    public Func<DimseRequest, CancellationToken, IAsyncEnumerable<DimseAnswer>>? Find { get; init; }

    public Func<DimseRequest, CancellationToken, IAsyncEnumerable<RetrieveItem>>? Get { get; init; }

    public Func<DimseRequest, CancellationToken, IAsyncEnumerable<RetrieveItem>>? Move { get; init; }

    public Func<DimseRequest, AssociationOptions?>? Destination { get; init; }

    /// <summary>All of the normalised services.</summary>
    public Func<DimseRequest, CancellationToken, ValueTask<DimseAnswer>>? Normalised { get; init; }

    public Func<Association, AssociateRq, CancellationToken, ValueTask<AssociateRj?>>? Decide { get; init; }

    public Func<UserIdentityRequest, CancellationToken, ValueTask<UserIdentityAnswer>>? DecideUser { get; init; }

    public DimseServices Services =>
        (Echo is null ? 0 : DimseServices.Echo)
        | (Store is null ? 0 : DimseServices.Store)
        | (Find is null ? 0 : DimseServices.Find)
        | (Get is null ? 0 : DimseServices.Get)
        | (Move is null ? 0 : DimseServices.Move)
        | (Decide is null ? 0 : DimseServices.AssociationRequest)
        | (DecideUser is null ? 0 : DimseServices.UserIdentity)
        | (Normalised is null
            ? 0
            : DimseServices.Create | DimseServices.GetAttributes | DimseServices.Set | DimseServices.Delete | DimseServices.Action | DimseServices.EventReport);

    public ValueTask<DimseAnswer> EchoAsync(DimseRequest request, CancellationToken cancellationToken) => Echo!(request, cancellationToken);

    public ValueTask<DimseAnswer> StoreAsync(StoreRequest request, CancellationToken cancellationToken) => Store!(request, cancellationToken);

    public IAsyncEnumerable<DimseAnswer> FindAsync(DimseRequest request, CancellationToken cancellationToken) => Find!(request, cancellationToken);

    public IAsyncEnumerable<RetrieveItem> GetAsync(DimseRequest request, CancellationToken cancellationToken) => Get!(request, cancellationToken);

    public IAsyncEnumerable<RetrieveItem> MoveAsync(DimseRequest request, CancellationToken cancellationToken) => Move!(request, cancellationToken);

    public ValueTask<AssociationOptions?> FindMoveDestinationAsync(DimseRequest request, CancellationToken cancellationToken) =>
        new(Destination?.Invoke(request));

    public ValueTask<DimseAnswer> CreateAsync(DimseRequest request, CancellationToken cancellationToken) => Normalised!(request, cancellationToken);

    public ValueTask<DimseAnswer> GetAttributesAsync(DimseRequest request, CancellationToken cancellationToken) => Normalised!(request, cancellationToken);

    public ValueTask<DimseAnswer> SetAsync(DimseRequest request, CancellationToken cancellationToken) => Normalised!(request, cancellationToken);

    public ValueTask<DimseAnswer> DeleteAsync(DimseRequest request, CancellationToken cancellationToken) => Normalised!(request, cancellationToken);

    public ValueTask<DimseAnswer> ActionAsync(DimseRequest request, CancellationToken cancellationToken) => Normalised!(request, cancellationToken);

    public ValueTask<DimseAnswer> ReportEventAsync(DimseRequest request, CancellationToken cancellationToken) => Normalised!(request, cancellationToken);

    public ValueTask<AssociateRj?> DecideAssociationAsync(Association association, AssociateRq request, CancellationToken cancellationToken) =>
        Decide!(association, request, cancellationToken);

    public ValueTask<UserIdentityAnswer> DecideUserIdentityAsync(UserIdentityRequest request, CancellationToken cancellationToken) =>
        DecideUser!(request, cancellationToken);

    /// <summary>A stream of items that are there.</summary>
    public static async IAsyncEnumerable<T> Stream<T>(IEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (T item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return item;
        }
    }
}
