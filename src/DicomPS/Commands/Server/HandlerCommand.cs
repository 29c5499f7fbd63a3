using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Server;
using DicomPS.Handlers;

namespace DicomPS.Commands;

/// <summary>The handlers of a server: script blocks that answer requests, and how they are run.</summary>
public abstract class HandlerCommand : ServingCommand
{
    /// <summary>Answers C-ECHO.</summary>
    [Parameter]
    public ScriptBlock? OnEcho { get; set; }

    /// <summary>Answers C-STORE.</summary>
    [Parameter]
    public ScriptBlock? OnStore { get; set; }

    /// <summary>Answers C-FIND: what it writes are the matches.</summary>
    [Parameter]
    public ScriptBlock? OnFind { get; set; }

    /// <summary>Answers C-GET: what it writes is sent back.</summary>
    [Parameter]
    public ScriptBlock? OnGet { get; set; }

    /// <summary>Answers C-MOVE: what it writes is sent to the destination.</summary>
    [Parameter]
    public ScriptBlock? OnMove { get; set; }

    /// <summary>Where the destinations of C-MOVE are: a hashtable of titles, or a script block.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? MoveDestination { get; set; }

    /// <summary>Answers N-CREATE.</summary>
    [Parameter]
    public ScriptBlock? OnCreate { get; set; }

    /// <summary>Answers N-GET.</summary>
    [Parameter]
    public ScriptBlock? OnGetAttribute { get; set; }

    /// <summary>Answers N-SET.</summary>
    [Parameter]
    public ScriptBlock? OnSet { get; set; }

    /// <summary>Answers N-DELETE.</summary>
    [Parameter]
    public ScriptBlock? OnDelete { get; set; }

    /// <summary>Answers N-ACTION.</summary>
    [Parameter]
    public ScriptBlock? OnAction { get; set; }

    /// <summary>Answers N-EVENT-REPORT.</summary>
    [Parameter]
    public ScriptBlock? OnEventReport { get; set; }

    /// <summary>Decides on association requests.</summary>
    [Parameter]
    public ScriptBlock? OnAssociationRequest { get; set; }

    /// <summary>Decides on user identities.</summary>
    [Parameter]
    public ScriptBlock? OnUserIdentity { get; set; }

    /// <summary>How many handlers run at a time.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>Seconds that a handler may take for one answer.</summary>
    [Parameter]
    [ValidateRange(0.001, 86400.0)]
    public double? HandlerTimeout { get; set; }

    /// <summary>Modules that the handlers' runspaces import, besides DicomPS.</summary>
    [Parameter]
    public string[] ImportModule { get; set; } = [];

    /// <summary>Is run once in each of the handlers' runspaces: for functions and variables that handlers use.</summary>
    [Parameter]
    public ScriptBlock? InitializationScript { get; set; }

    private protected DicomServer StartWithHandlers(ApplicationEntity entity, DicomServerOptions options)
    {
        Dictionary<DimseServices, HandlerBlock> blocks = Blocks();
        if ((OnMove is null) != (MoveDestination is null))
        {
            throw new ArgumentException("-OnMove and -MoveDestination belong together: what to send, and where its destinations are.");
        }

        if (blocks.Count == 0 && OnUserIdentity is null)
        {
            return DicomServer.Start(entity, options);
        }

        options.HandlerTimeout = Seconds(HandlerTimeout) ?? options.HandlerTimeout;
        options.MaximumHandlers = ThrottleLimit;
        HandlerBlock? initialization = InitializationScript is null
            ? null
            : HandlerBlock.From(nameof(InitializationScript), InitializationScript, SessionState);
        ScriptBlockProvider provider = ScriptBlockProvider.Create(
            this, blocks, MoveDestinations.Read(MoveDestination, SessionState), ThrottleLimit, ImportModule, initialization);
        options.ServiceProvider = provider;
        if (RunInCaller)
        {
            // Before it listens: no request is to come too early.
            provider.Borrow(Caller);
        }

        if (OnUserIdentity is not null)
        {
            HandlerBlock decide = HandlerBlock.From(nameof(OnUserIdentity), OnUserIdentity, SessionState);
            options.UserIdentityHandler = (request, cancellationToken) => provider.DecideUserAsync(decide, request, cancellationToken);
        }

        try
        {
            DicomServer server = DicomServer.Start(entity, options);
            _ = server.Completion.ContinueWith(_ => provider.Close(), TaskScheduler.Default);
            return server;
        }
        catch
        {
            provider.Close();
            throw;
        }
    }

    private Dictionary<DimseServices, HandlerBlock> Blocks()
    {
        (DimseServices Service, string Name, ScriptBlock? Block)[] given =
        [
            (DimseServices.Echo, nameof(OnEcho), OnEcho),
            (DimseServices.Store, nameof(OnStore), OnStore),
            (DimseServices.Find, nameof(OnFind), OnFind),
            (DimseServices.Get, nameof(OnGet), OnGet),
            (DimseServices.Move, nameof(OnMove), OnMove),
            (DimseServices.Create, nameof(OnCreate), OnCreate),
            (DimseServices.GetAttributes, nameof(OnGetAttribute), OnGetAttribute),
            (DimseServices.Set, nameof(OnSet), OnSet),
            (DimseServices.Delete, nameof(OnDelete), OnDelete),
            (DimseServices.Action, nameof(OnAction), OnAction),
            (DimseServices.EventReport, nameof(OnEventReport), OnEventReport),
            (DimseServices.AssociationRequest, nameof(OnAssociationRequest), OnAssociationRequest),
        ];
        return given.Where(handler => handler.Block is not null).ToDictionary(
            handler => handler.Service, handler => HandlerBlock.From(handler.Name, handler.Block!, SessionState));
    }
}
