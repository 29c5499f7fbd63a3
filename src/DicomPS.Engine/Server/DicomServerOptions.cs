using System.Net;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Security;
using DicomPS.Engine.Tracing;

namespace DicomPS.Engine.Server;

/// <summary>What one server is told beyond its Application Entity.</summary>
public sealed class DicomServerOptions
{
    private int port;
    private string? title;
    private int maximumPendingConnections = 100;
    private int minimumBytesPerSecond = 100;
    private TimeSpan userIdentityTimeout = TimeSpan.FromSeconds(10);
    private TimeSpan handlerTimeout = HandlerLimits.DefaultTimeout;
    private int maximumHandlers = HandlerLimits.DefaultMaximum;

    /// <summary>The port to listen on, 1 to 65535; 0 takes a free one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of that range.</exception>
    public int Port
    {
        get => port;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, IPEndPoint.MaxPort);
            port = value;
        }
    }

    /// <summary>The local address to listen on; null for all.</summary>
    public IPAddress? BindAddress { get; set; }

    /// <summary>The title of this server; null for that of the Application Entity.</summary>
    /// <exception cref="DicomException">InvalidAETitle.</exception>
    public string? AETitle
    {
        get => title;
        set => title = value is null ? null : Engine.AETitle.Normalize(value);
    }

    /// <summary>
    /// The contexts this server supports; null for those of the Application Entity, and where it has none:
    /// Verification, where it takes instances every storage class, and what the service provider has handlers for
    /// (<see cref="PrebuiltContexts.ForServer"/>).
    /// </summary>
    public IReadOnlyList<PresentationContext>? Contexts { get; set; }

    /// <summary>The folder that received instances go into, made if it is not there; null stores nothing.</summary>
    public string? StoragePath { get; set; }

    /// <summary>
    /// Whether instances are received, counted and answered with success, and not kept: for measurements of a network. Not
    /// together with a storage folder. Off at first.
    /// </summary>
    public bool Discard { get; set; }

    /// <summary>Where in the folder an instance goes.</summary>
    public StoragePathTemplate PathTemplate { get; set; } = new(StoragePathTemplate.Default);

    /// <summary>What happens with an instance that is there already.</summary>
    public DuplicateHandling OnDuplicate { get; set; } = DuplicateHandling.Replace;

    /// <summary>How safe an instance is when it is answered with success; <see cref="Durability.Flush"/> at first.</summary>
    public Durability Durability { get; set; } = Durability.Flush;

    /// <summary>
    /// How many transport connections may be open without an association, at least 1; 100 at first. One more, and the
    /// oldest of them is closed. Each is closed after the ACSE timeout anyway.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaximumPendingConnections
    {
        get => maximumPendingConnections;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            maximumPendingConnections = value;
        }
    }

    /// <summary>
    /// How many bytes a second a peer has to bring while it is sending a message, measured over the network timeout; 100 at
    /// first, 0 sets no floor. A slower one is aborted.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int MinimumBytesPerSecond
    {
        get => minimumBytesPerSecond;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            minimumBytesPerSecond = value;
        }
    }

    /// <summary>How connections are secured with TLS; a certificate is needed. Null for plain ones.</summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>
    /// What every PDU of all associations is told to; null for nothing. The server disposes of it when it has stopped.
    /// </summary>
    public PduTrace? Trace { get; set; }

    /// <summary>
    /// Decides on the user identity of a request that has one; null leaves it to the service provider, if that has
    /// <see cref="DimseServices.UserIdentity"/>, and else accepts every identity and answers nothing. A refusal rejects the association for now, without a reason (2/2/1); so do an exception, and an answer that is late. It runs on
    /// the thread pool, for several requests at a time.
    /// </summary>
    public Func<UserIdentityRequest, CancellationToken, ValueTask<UserIdentityAnswer>>? UserIdentityHandler { get; set; }

    /// <summary>
    /// How long <see cref="UserIdentityHandler"/> may take; 10 s at first, more than 0 and at most a day. A requestor waits
    /// for its answer meanwhile, usually for 30 s.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of that range.</exception>
    public TimeSpan UserIdentityTimeout
    {
        get => userIdentityTimeout;
        set => userIdentityTimeout = ApplicationEntity.CheckTimeout(value, nameof(UserIdentityTimeout));
    }

    /// <summary>
    /// Whether SOP classes that the standard does not register, private ones above all, are accepted as storage: in the
    /// requestor's first transfer syntax that some supported context allows. Needs a storage folder, or <see cref="Discard"/>. Off at first.
    /// </summary>
    public bool AcceptUnknownStorage { get; set; }

    /// <summary>
    /// How many requests a requestor may have sent without having their answers, if it asks for an asynchronous operations
    /// window (PS3.7 annex D.3.3.3); 0 for no limit, 1 at first. Handlers work on as many, and flushes of instances share the disk,
    /// so that answers come in another order than requests.
    /// </summary>
    public ushort MaximumOperationsPerformed { get; set; } = 1;

    /// <summary>
    /// Answers the SOP class extended negotiation of an accepted class (PS3.7 annex D.3.3.5) with service class application
    /// information, or null for no answer. Without it storage classes are answered: all elements are stored, none is changed.
    /// It is called while the association is negotiated, and must not wait.
    /// </summary>
    public Func<SopClassExtendedNegotiation, ReadOnlyMemory<byte>?>? ExtendedNegotiationHandler { get; set; }

    /// <summary>Whether a request without a user identity is refused like one whose identity is; off at first.</summary>
    public bool RequireUserIdentity { get; set; }

    /// <summary>
    /// Who answers requests, by handlers; null leaves the server with Verification and storage. Where it has a handler for
    /// C-STORE and there is a storage folder too, what the handler takes is stored.
    /// </summary>
    public IDimseServiceProvider? ServiceProvider { get; set; }

    /// <summary>How long a handler may take for one answer: 2 minutes at first, more than 0 and at most a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of that range.</exception>
    public TimeSpan HandlerTimeout
    {
        get => handlerTimeout;
        set => handlerTimeout = ApplicationEntity.CheckTimeout(value, nameof(HandlerTimeout));
    }

    /// <summary>How many handlers run at a time, over all associations: 16 at first, 1 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaximumHandlers
    {
        get => maximumHandlers;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            maximumHandlers = value;
        }
    }
}
