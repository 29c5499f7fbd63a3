using System.Management.Automation;
using System.Net;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Security;
using DicomPS.Engine.Server;
using DicomPS.Engine.Tracing;

namespace DicomPS.Commands;

/// <summary>Starts a server and returns at once.</summary>
[Cmdlet(VerbsLifecycle.Start, "DicomServer", SupportsShouldProcess = true)]
[OutputType(typeof(DicomServer))]
public sealed class StartDicomServerCommand : HandlerCommand
{
    /// <summary>The Application Entity that serves; a title alone makes one with all defaults.</summary>
    [Parameter(ValueFromPipeline = true)]
    public ApplicationEntity AE { get; set; } = new();

    /// <summary>The port to listen on; 0 takes a free one.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateRange(0, IPEndPoint.MaxPort)]
    public int Port { get; set; }

    /// <summary>The local address to listen on; without it, all.</summary>
    [Parameter]
    public IPAddress? BindAddress { get; set; }

    /// <summary>The title of this server; without it, that of the Application Entity.</summary>
    [Parameter]
    public string? AETitle { get; set; }

    /// <summary>The contexts this server supports; without them, those of the Application Entity.</summary>
    [Parameter]
    public PresentationContext[]? Context { get; set; }

    /// <summary>The folder that received instances go into.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StoragePath { get; set; }

    /// <summary>Receives and counts instances, and keeps none.</summary>
    [Parameter]
    public SwitchParameter Discard { get; set; }

    /// <summary>Where in the folder an instance goes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string PathTemplate { get; set; } = StoragePathTemplate.Default;

    /// <summary>What happens with an instance that is there already.</summary>
    [Parameter]
    public DuplicateHandling OnDuplicate { get; set; } = DuplicateHandling.Replace;

    /// <summary>How safe an instance is when it is answered with success.</summary>
    [Parameter]
    public Durability Durability { get; set; } = Durability.Flush;

    /// <summary>How many connections may be open without an association; one more, and the oldest is closed.</summary>
    [Parameter]
    public int MaximumPendingConnections { get; set; } = 100;

    /// <summary>How many bytes a second a peer has to bring while it is sending a message; 0 sets no floor.</summary>
    [Parameter]
    public int MinimumBytesPerSecond { get; set; } = 100;

    /// <summary>Listens for TLS; the certificate is in the TLS options.</summary>
    [Parameter]
    public SwitchParameter Tls { get; set; }

    /// <summary>How connections are secured with TLS, as New-DicomTlsOption gives it. It stands for -Tls, too.</summary>
    [Parameter]
    [ValidateNotNull]
    public TlsOptions? TlsOption { get; set; }

    /// <summary>Refuses requestors that give no user identity.</summary>
    [Parameter]
    public SwitchParameter RequireUserIdentity { get; set; }

    /// <summary>Stores instances of SOP classes that the standard does not register.</summary>
    [Parameter]
    public SwitchParameter AcceptUnknownStorage { get; set; }

    /// <summary>How many requests a requestor may have under way that asks for it; 0 for no limit.</summary>
    [Parameter]
    public ushort MaximumOperationsPerformed { get; set; } = 1;

    /// <summary>A file that tells every PDU of all associations: .txt to read, .pcapng for Wireshark.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TracePath { get; set; }

    /// <summary>Has values of data sets in the trace, too.</summary>
    [Parameter]
    public SwitchParameter TraceData { get; set; }

    /// <summary>Waits until the server has stopped; Ctrl+C and SIGTERM stop it in order.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        DicomServer? server = null;
        Require(AE, () => server = Start());
        if (server is null)
        {
            return;
        }

        if (Wait)
        {
            WaitFor([server], Timeout.InfiniteTimeSpan, stopsOnInterrupt: true);
        }

        WriteObject(server);
    }

    private DicomServer? Start()
    {
        if (RunInCaller && !Wait)
        {
            throw new ArgumentException("-RunInCaller is for a cmdlet that waits: give -Wait too, or give it to Wait-DicomServer.");
        }

        DicomServerOptions options = new()
        {
            Port = Port,
            BindAddress = BindAddress,
            AETitle = AETitle,
            Contexts = Context,
            StoragePath = StoragePath is null ? null : SessionState.Path.GetUnresolvedProviderPathFromPSPath(StoragePath),
            Discard = Discard,
            PathTemplate = new StoragePathTemplate(PathTemplate),
            OnDuplicate = OnDuplicate,
            Durability = Durability,
            MaximumPendingConnections = MaximumPendingConnections,
            MinimumBytesPerSecond = MinimumBytesPerSecond,
            Tls = TlsOption ?? (Tls ? new TlsOptions() : null),
            RequireUserIdentity = RequireUserIdentity,
            AcceptUnknownStorage = AcceptUnknownStorage,
            MaximumOperationsPerformed = MaximumOperationsPerformed,
        };
        if (TlsOption is { SkipCertificateCheck: true, ClientAuthentication: not TlsClientAuthentication.None })
        {
            WriteWarning("The certificates of requestors are not checked: whoever has one is trusted.");
        }

        if (!ShouldProcess($"{AETitle ?? AE.Title} on port {Port}", "Start a DICOM server"))
        {
            return null;
        }

        DicomServer server = StartTraced(options);
        ModuleSession.Current.Add(server);
        WriteVerbose($"Server {server.Id} {server} listens, with {server.SupportedContexts.Count} supported context(s).");
        return server;
    }

    private DicomServer StartTraced(DicomServerOptions options)
    {
        if (TracePath is null)
        {
            return TraceData
                ? throw new ArgumentException("Values of data sets go into a trace: give -TracePath with -TraceData.")
                : StartWithHandlers(AE, options);
        }

        PduTrace trace = PduTrace.Create(SessionState.Path.GetUnresolvedProviderPathFromPSPath(TracePath), TraceData);
        try
        {
            options.Trace = trace;
            return StartWithHandlers(AE, options);
        }
        catch
        {
            trace.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }
}
