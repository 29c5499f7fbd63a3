using System.Runtime.CompilerServices;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;

namespace DicomPS.Tests.Cmdlets;

/// <summary>A service provider whose answers a test sets. It keeps what it was asked.</summary>
internal sealed class ServiceProvider : IDimseServiceProvider
{
    private readonly List<DimseRequest> requests = [];

    public DimseServices Services { get; set; } =
        DimseServices.Find | DimseServices.Get | DimseServices.Move | DimseServices.Create | DimseServices.GetAttributes
        | DimseServices.Set | DimseServices.Delete | DimseServices.Action | DimseServices.EventReport;

    /// <summary>The requests so far, in order.</summary>
    internal DimseRequest[] Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    internal Func<DimseRequest, IEnumerable<DimseAnswer>> OnFind { get; set; } = _ => [];

    internal Func<DimseRequest, IEnumerable<RetrieveItem>> OnRetrieve { get; set; } = _ => [];

    internal Func<DimseRequest, DimseAnswer> OnRequest { get; set; } = _ => DimseAnswer.Success;

    internal Func<string, Engine.AssociationOptions?> OnDestination { get; set; } = _ => null;

    public async IAsyncEnumerable<DimseAnswer> FindAsync(DimseRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Keep(request);
        foreach (DimseAnswer answer in OnFind(request))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return answer;
            await Task.Yield();
        }
    }

    public IAsyncEnumerable<RetrieveItem> GetAsync(DimseRequest request, CancellationToken cancellationToken) => RetrieveAsync(request, cancellationToken);

    public IAsyncEnumerable<RetrieveItem> MoveAsync(DimseRequest request, CancellationToken cancellationToken) => RetrieveAsync(request, cancellationToken);

    public ValueTask<Engine.AssociationOptions?> FindMoveDestinationAsync(DimseRequest request, CancellationToken cancellationToken) =>
        new(OnDestination(request.MoveDestination!));

    public ValueTask<DimseAnswer> CreateAsync(DimseRequest request, CancellationToken cancellationToken) => Answer(request);

    public ValueTask<DimseAnswer> GetAttributesAsync(DimseRequest request, CancellationToken cancellationToken) => Answer(request);

    public ValueTask<DimseAnswer> SetAsync(DimseRequest request, CancellationToken cancellationToken) => Answer(request);

    public ValueTask<DimseAnswer> DeleteAsync(DimseRequest request, CancellationToken cancellationToken) => Answer(request);

    public ValueTask<DimseAnswer> ActionAsync(DimseRequest request, CancellationToken cancellationToken) => Answer(request);

    public ValueTask<DimseAnswer> ReportEventAsync(DimseRequest request, CancellationToken cancellationToken) => Answer(request);

    private async IAsyncEnumerable<RetrieveItem> RetrieveAsync(DimseRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Keep(request);
        foreach (RetrieveItem item in OnRetrieve(request))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
            await Task.Yield();
        }
    }

    private ValueTask<DimseAnswer> Answer(DimseRequest request)
    {
        Keep(request);
        return new(OnRequest(request));
    }

    // The data set is read while the request is there.
    private void Keep(DimseRequest request)
    {
        _ = request.Dataset;
        lock (requests)
        {
            requests.Add(request);
        }
    }

    internal static DicomDataset Dataset(params (string Keyword, object? Value)[] values)
    {
        DicomDataset dataset = new();
        foreach ((string keyword, object? value) in values)
        {
            ElementPath.Parse(keyword).SetValue(dataset, value);
        }

        return dataset;
    }
}
