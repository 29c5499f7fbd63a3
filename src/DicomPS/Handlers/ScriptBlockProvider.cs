using System.Management.Automation;
using System.Runtime.CompilerServices;
using DicomPS.Engine;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;

namespace DicomPS.Handlers;

/// <summary>
/// Answers requests by script blocks: in private runspaces, or on the caller's thread while it lends that. How many run and
/// how long is the engine's affair; a block that is to end is stopped.
/// </summary>
internal sealed class ScriptBlockProvider : IDimseServiceProvider
{
    private readonly IReadOnlyDictionary<DimseServices, HandlerBlock> blocks;
    private readonly HandlerRunspaces runspaces;
    private readonly MoveDestinations destinations;
    private readonly string location;
    private volatile CallerThread? caller;

    private ScriptBlockProvider(
        IReadOnlyDictionary<DimseServices, HandlerBlock> blocks, MoveDestinations destinations, HandlerRunspaces runspaces, string location)
    {
        this.blocks = blocks;
        this.destinations = destinations;
        this.runspaces = runspaces;
        this.location = location;
        Services = blocks.Keys.Aggregate(DimseServices.None, (services, service) => services | service);
    }

    public DimseServices Services { get; }

    /// <summary>Makes a provider for a cmdlet.</summary>
    /// <param name="cmdlet">The cmdlet: its module is there in each runspace, and relative paths start from its location.</param>
    /// <param name="blocks">The handlers by their services.</param>
    /// <param name="destinations">Where a C-MOVE may go.</param>
    /// <param name="kept">How many runspaces are kept while they are free.</param>
    /// <param name="importModule">What each runspace imports besides.</param>
    /// <param name="initialization">What is run in each; null for nothing.</param>
    /// <exception cref="ArgumentException">A module cannot be imported, or the initialization script failed.</exception>
    internal static ScriptBlockProvider Create(
        PSCmdlet cmdlet,
        IReadOnlyDictionary<DimseServices, HandlerBlock> blocks,
        MoveDestinations destinations,
        int kept,
        string[] importModule,
        HandlerBlock? initialization)
    {
        string location = cmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        PSModuleInfo module = cmdlet.MyInvocation.MyCommand.Module;
        string manifest = Path.Combine(module.ModuleBase, module.Name + ".psd1");
        HandlerRunspaces runspaces = new(
            new RunspaceSettings(File.Exists(manifest) ? manifest : module.Path, importModule, initialization, location), kept);
        if (importModule.Length > 0 || initialization is not null)
        {
            try
            {
                runspaces.Prepare();
            }
            catch (RuntimeException e)
            {
                throw new ArgumentException($"The handlers' runspaces cannot be made: {e.Message}", e);
            }
        }

        return new ScriptBlockProvider(blocks, destinations, runspaces, location);
    }

    public ValueTask<DimseAnswer> EchoAsync(DimseRequest request, CancellationToken cancellationToken) => SingleAsync(DimseServices.Echo, request, cancellationToken);

    public ValueTask<DimseAnswer> StoreAsync(StoreRequest request, CancellationToken cancellationToken) => SingleAsync(DimseServices.Store, request, cancellationToken);

    public ValueTask<DimseAnswer> CreateAsync(DimseRequest request, CancellationToken cancellationToken) => SingleAsync(DimseServices.Create, request, cancellationToken);

    public ValueTask<DimseAnswer> GetAttributesAsync(DimseRequest request, CancellationToken cancellationToken) => SingleAsync(DimseServices.GetAttributes, request, cancellationToken);

    public ValueTask<DimseAnswer> SetAsync(DimseRequest request, CancellationToken cancellationToken) => SingleAsync(DimseServices.Set, request, cancellationToken);

    public ValueTask<DimseAnswer> DeleteAsync(DimseRequest request, CancellationToken cancellationToken) => SingleAsync(DimseServices.Delete, request, cancellationToken);

    public ValueTask<DimseAnswer> ActionAsync(DimseRequest request, CancellationToken cancellationToken) => SingleAsync(DimseServices.Action, request, cancellationToken);

    public ValueTask<DimseAnswer> ReportEventAsync(DimseRequest request, CancellationToken cancellationToken) => SingleAsync(DimseServices.EventReport, request, cancellationToken);

    public async IAsyncEnumerable<DimseAnswer> FindAsync(DimseRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (object output in RunAsync(DimseServices.Find, request, cancellationToken).ConfigureAwait(false))
        {
            yield return HandlerAnswers.Match(output);
        }
    }

    public IAsyncEnumerable<RetrieveItem> GetAsync(DimseRequest request, CancellationToken cancellationToken) =>
        RetrieveAsync(DimseServices.Get, request, cancellationToken);

    public IAsyncEnumerable<RetrieveItem> MoveAsync(DimseRequest request, CancellationToken cancellationToken) =>
        RetrieveAsync(DimseServices.Move, request, cancellationToken);

    public async ValueTask<AssociationOptions?> FindMoveDestinationAsync(DimseRequest request, CancellationToken cancellationToken)
    {
        if (destinations.Block is not { } block)
        {
            return destinations.Find(request.MoveDestination!);
        }

        List<object> outputs = await CollectAsync(RunAsync(block, request, request.Association, cancellationToken)).ConfigureAwait(false);
        return MoveDestinations.From(request.MoveDestination!, outputs);
    }

    public async ValueTask<AssociateRj?> DecideAssociationAsync(Association association, AssociateRq request, CancellationToken cancellationToken)
    {
        AssociationRequest asked = new(association, request, cancellationToken);
        List<object> outputs = await CollectAsync(
            RunAsync(blocks[DimseServices.AssociationRequest], asked, association, cancellationToken)).ConfigureAwait(false);
        return outputs.Select(HandlerAnswers.Rejection).FirstOrDefault(rejection => rejection is not null);
    }

    /// <summary>Decides on a user identity: $true or bytes for the requestor accept, all else refuses.</summary>
    internal async ValueTask<UserIdentityAnswer> DecideUserAsync(HandlerBlock block, UserIdentityRequest request, CancellationToken cancellationToken)
    {
        List<object> outputs = await CollectAsync(RunAsync(block, request, null, cancellationToken)).ConfigureAwait(false);
        return outputs switch
        {
            [true] => UserIdentityAnswer.Accepted,
            [UserIdentityAnswer answer] => answer,
            [byte[] response] => UserIdentityAnswer.AcceptedWith(response),
            [byte, ..] when outputs.All(output => output is byte) => UserIdentityAnswer.AcceptedWith([.. outputs.Cast<byte>()]),
            _ => UserIdentityAnswer.Refused,
        };
    }

    /// <summary>Has the blocks run on a thread of the caller, until that is given back.</summary>
    internal void Borrow(CallerThread thread) => caller = thread;

    /// <summary>Has the blocks run in private runspaces again.</summary>
    internal void GiveBack(CallerThread thread)
    {
        caller = null;
        thread.Close(runspaces);
    }

    /// <summary>Stops what runs, for good.</summary>
    internal void Close() => runspaces.Close();

    private ValueTask<DimseAnswer> SingleAsync(DimseServices service, DimseRequest request, CancellationToken cancellationToken) =>
        new(HandlerAnswers.SingleAsync(RunAsync(service, request, cancellationToken), request.Service));

    private async IAsyncEnumerable<RetrieveItem> RetrieveAsync(
        DimseServices service, DimseRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (object output in RunAsync(service, request, cancellationToken).ConfigureAwait(false))
        {
            yield return HandlerAnswers.Retrieval(output, location);
        }
    }

    private IAsyncEnumerable<object> RunAsync(DimseServices service, DimseRequest request, CancellationToken cancellationToken) =>
        RunAsync(blocks[service], request, request.Association, cancellationToken);

    private async IAsyncEnumerable<object> RunAsync(
        HandlerBlock block, object request, Association? association, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        BlockCall call = new(block, request, message => association?.TellMessage(message), ending.Token);
        if (caller is not { } lent || !lent.TryStart(call))
        {
            runspaces.Start(call);
        }

        try
        {
            await foreach (object? output in call.Output.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                // A property of an empty list writes null, which says nothing.
                if (output is not null)
                {
                    yield return output;
                }
            }
        }
        finally
        {
            // The block keeps its place among those that run until it has really ended.
            await ending.CancelAsync().ConfigureAwait(false);
            await call.Ended.ConfigureAwait(false);
        }
    }

    private static async Task<List<object>> CollectAsync(IAsyncEnumerable<object> outputs)
    {
        const int Most = 100_000;
        List<object> all = [];
        await foreach (object output in outputs.ConfigureAwait(false))
        {
            all.Add(all.Count < Most ? output : throw HandlerAnswers.Nonsense(output, "It writes too many."));
        }

        return all;
    }
}
