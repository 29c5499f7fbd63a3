using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Security;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Engine.Server;

/// <summary>
/// A server: it listens, admits associations and provides Verification and storage to them. Its settings are fixed when
/// it starts; changes of the Application Entity afterwards do not reach it.
/// </summary>
public sealed partial class DicomServer : IAsyncDisposable
{
    // Connections the system holds ready while this process is busy.
    private const int Backlog = 128;

    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(50);

    // While the server drains: how long an association may be silent, and how often it is looked at.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DrainStep = TimeSpan.FromMilliseconds(25);

    // How long the end waits for the trace to be in its file.
    private static readonly TimeSpan TracePatience = TimeSpan.FromSeconds(5);

    private static int lastId;

    private readonly Socket listener;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Association, byte> connections = new();
    private readonly ConcurrentDictionary<Transport, Task> handshakes = new();
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly UpperLayerSettings settings;
    private readonly TimeSpan dimseTimeout;
    private readonly ServerAcceptor acceptor;
    private readonly UnassociatedConnections unassociated;
    private readonly TlsOptions? tls;
    private readonly SslStreamCertificateContext? certificate;
    private readonly Task accepting;
    private int stopCalls;
    private long drainDeadline = long.MaxValue;

    private DicomServer(Socket listener, ApplicationEntity entity, DicomServerOptions options, IReadOnlyList<PresentationContext> contexts)
    {
        this.listener = listener;
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        AETitle = options.AETitle ?? entity.Title;
        StoragePath = options.StoragePath is null ? null : Path.GetFullPath(options.StoragePath);
        SupportedContexts = contexts;
        ServiceProvider = options.ServiceProvider;
        dimseTimeout = entity.DimseTimeout;
        Events = new DicomEventSource(this);
        settings = new UpperLayerSettings(string.Empty, entity.MaximumPduLength, entity.AcseTimeout, entity.NetworkTimeout)
        {
            MinimumBytesPerSecond = options.MinimumBytesPerSecond,
            Trace = options.Trace,
        };
        InstanceStore? store = StoragePath is null ? null : new InstanceStore(
            StoragePath, options.PathTemplate, options.OnDuplicate, options.Durability, entity.ImplementationClassUid, entity.ImplementationVersionName, Counters);
        ProvidedServices provided = new(
            entity.Snapshot(), options.ServiceProvider, store, new HandlerLimits(options.MaximumHandlers, options.HandlerTimeout), Counters)
        {
            Discard = options.Discard,
        };
        Policy = new AcceptorPolicy(entity, AETitle, contexts)
        {
            StoresInstances = TakesInstances(options),
            AcceptUnknownStorage = options.AcceptUnknownStorage,
            MaximumOperationsPerformed = options.MaximumOperationsPerformed,
            ExtendedNegotiationHandler = options.ExtendedNegotiationHandler,
        };
        unassociated = new UnassociatedConnections(options.MaximumPendingConnections);
        acceptor = new ServerAcceptor(
            Policy,
            Counters,
            provided,
            unassociated,
            new UserIdentityCheck(options, Counters),
            Events);

        if (options.Tls is { Certificate: { } own } secure)
        {
            tls = secure;
            certificate = TlsHandshake.ContextOf(own, secure);
            Tls = new TlsListener(
                secure.RequireServerCertificate(), secure.ClientAuthentication, secure.RevocationMode, secure.SkipCertificateCheck);
        }

        accepting = Task.Factory.StartNew(Accept, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>A number that tells the servers of this process apart.</summary>
    public int Id { get; } = Interlocked.Increment(ref lastId);

    /// <summary>The server's title.</summary>
    public string AETitle { get; }

    /// <summary>The address and port the server listens on.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The port the server listens on.</summary>
    public int Port => EndPoint.Port;

    /// <summary>Whether the server listens.</summary>
    public bool IsRunning => !stopping.IsCancellationRequested;

    /// <summary>The folder that received instances go into, as a full path; null where nothing is stored.</summary>
    public string? StoragePath { get; }

    /// <summary>The presentation contexts the server supports.</summary>
    public IReadOnlyList<PresentationContext> SupportedContexts { get; }

    /// <summary>Who answers requests, by handlers; null where the server does so by itself.</summary>
    public IDimseServiceProvider? ServiceProvider { get; }

    /// <summary>How the server speaks TLS; null where it is plain.</summary>
    public TlsListener? Tls { get; }

    /// <summary>What the server has done so far.</summary>
    public ServerCounters Counters { get; } = new();

    // An array, as all lists that a script may see: the list that the compiler makes has no index in PowerShell.

    /// <summary>The associations that are open now.</summary>
    public IReadOnlyList<Association> Associations =>
        (Association[])[.. connections.Keys.Where(association => association.State is AssociationState.Established or AssociationState.Releasing)];

    /// <summary>What the server admits and supports.</summary>
    internal AcceptorPolicy Policy { get; }

    /// <summary>The transport connections that are open now, with an association or without.</summary>
    internal int ConnectionCount => connections.Count + handshakes.Count;

    /// <summary>Ends when the server has stopped; it never fails.</summary>
    public Task Completion => stopped.Task;

    /// <summary>Starts a server.</summary>
    /// <param name="entity">The acceptor.</param>
    /// <param name="options">Where to listen, and what differs from the acceptor's settings.</param>
    /// <returns>The server, listening.</returns>
    /// <exception cref="ArgumentException">
    /// Unknown storage classes are to be accepted, and there is no storage folder; or there is one, and instances are to be
    /// discarded.
    /// </exception>
    /// <exception cref="DicomException">
    /// ListenFailed: the address or the port cannot be had; InvalidCertificate: TLS without a certificate.
    /// </exception>
    /// <exception cref="IOException">The storage folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The storage folder must not be made.</exception>
    public static DicomServer Start(ApplicationEntity entity, DicomServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(options);
        options.Tls?.RequireServerCertificate();
        if (options.Discard && options.StoragePath is not null)
        {
            throw new ArgumentException("A server that discards instances has no folder to store into.", nameof(options));
        }

        if (options.AcceptUnknownStorage && !TakesInstances(options))
        {
            throw new ArgumentException("A server accepts unknown storage classes only with a folder to store into.", nameof(options));
        }

        if (options.StoragePath is not null)
        {
            Directory.CreateDirectory(options.StoragePath);
        }

        SupportedContextCollection contexts = new();
        contexts.AddRange(options.Contexts ?? (entity.SupportedContexts.Count > 0 ? entity.SupportedContexts : DefaultContexts(options)));
        return new DicomServer(Listen(options), entity, options, (PresentationContext[])[.. contexts]);
    }

    /// <summary>
    /// Stops the server: no new associations, the open ones are aborted. An instance that was coming in is not stored
    /// and not answered with success.
    /// </summary>
    /// <returns>A task that ends when nothing of the server runs any more.</returns>
    public Task StopAsync() => StopAsync(TimeSpan.Zero);

    /// <summary>
    /// Stops the server: no new associations; the open ones may go on until their requestors release them or the time is over,
    /// and are aborted then. One on which nothing is going on, and nothing has come for two seconds, is not waited for.
    /// A second call that gives less time shortens it.
    /// </summary>
    /// <param name="drain">How long to let what runs come to its end; 0 aborts at once.</param>
    /// <returns>A task that ends when nothing of the server runs any more.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or more than a day.</exception>
    public async Task StopAsync(TimeSpan drain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(drain, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drain, ApplicationEntity.MaximumTimeout);
        long deadline = Environment.TickCount64 + (long)drain.TotalMilliseconds;
        lock (stopping)
        {
            drainDeadline = Math.Min(drainDeadline, deadline);
        }

        if (Interlocked.Increment(ref stopCalls) == 1)
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            listener.Dispose();
            await accepting.ConfigureAwait(false);
            await Task.WhenAll(handshakes.Values).ConfigureAwait(false);
            await DrainAsync().ConfigureAwait(false);
            await Task.WhenAll(connections.Keys.Select(CloseAsync)).ConfigureAwait(false);
            Events.Complete();
            if (settings.Trace is { } trace)
            {
                // A disk that takes nothing does not keep a server from stopping.
                await Task.WhenAny(trace.DisposeAsync().AsTask(), Task.Delay(TracePatience, CancellationToken.None)).ConfigureAwait(false);
            }

            stopped.TrySetResult();
        }

        await stopped.Task.ConfigureAwait(false);
    }

    /// <summary>Stops the server.</summary>
    /// <returns>A task that ends when nothing of the server runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        stopping.Dispose();
    }

    /// <summary>Title and end point.</summary>
    /// <returns>For example "ARCHIVE (0.0.0.0:11112)".</returns>
    public override string ToString() => $"{AETitle} ({EndPoint})";

    private static IReadOnlyList<PresentationContext> DefaultContexts(DicomServerOptions options) =>
        PrebuiltContexts.ForServer(options.ServiceProvider?.Services ?? DimseServices.None, TakesInstances(options));

    private static bool TakesInstances(DicomServerOptions options) => options.StoragePath is not null || options.Discard;

    private static Socket Listen(DicomServerOptions options)
    {
        // Without an address: all of them, IPv4 and IPv6 on one socket where the system has both.
        IPAddress address = options.BindAddress ?? (Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any);
        IPEndPoint endPoint = new(address, options.Port);
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (options.BindAddress is null && address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = true;
            }

            // On Unix a restarted server gets its port back although old connections linger; on Windows the same option
            // would let two servers share a port, and exclusive use is what keeps them apart.
            if (OperatingSystem.IsWindows())
            {
                socket.ExclusiveAddressUse = true;
            }

            socket.Bind(endPoint);
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new DicomException(
                DicomErrorId.ListenFailed,
                $"Cannot listen on {endPoint}: {e.Message}.",
                e.SocketErrorCode == SocketError.AccessDenied
                    ? "Ports below 1024 need the rights for them; DICOM's registered port is 11112."
                    : "Check whether another program listens there (Get-DicomServer lists this session's), and that the address is one of this computer.",
                e);
        }
    }

    // In a thread of its own, which waits in the kernel; the end of the listener ends the wait.
    private void Accept()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                Socket socket = listener.Accept();
                if (stopping.IsCancellationRequested)
                {
                    // It came at the same moment as the end: nobody is let in any more.
                    socket.Dispose();
                    return;
                }

                Serve(socket);
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException)
            {
                // The peer was gone before it was accepted, or there are no handles left: the server goes on, not in a rush. Or it
                // has stopped.
                stopping.Token.WaitHandle.WaitOne(AcceptPause);
            }
        }
    }

    private void Serve(Socket socket)
    {
        Transport transport;
        try
        {
            transport = new Transport(socket);
        }
        catch (SocketException)
        {
            // Gone already.
            socket.Dispose();
            return;
        }

        if (certificate is null)
        {
            Serve(transport);
        }
        else
        {
            // In the list before it can be over.
            TaskCompletionSource isListed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            handshakes[transport] = SecureAsync(transport, isListed.Task);
            isListed.SetResult();
        }
    }

    // Each handshake waits by itself, for no longer than ARTIM: a silent peer keeps nobody else waiting.
    private async Task SecureAsync(Transport transport, Task isListed)
    {
        await isListed.ConfigureAwait(false);
        bool gaveWay = false;
        unassociated.Add(transport, () =>
        {
            Volatile.Write(ref gaveWay, true);
            transport.Dispose();
        });
        try
        {
            await TlsHandshake.AcceptAsync(transport, tls!, certificate!, settings.Artim, stopping.Token).ConfigureAwait(false);
            unassociated.Remove(transport);
            Serve(transport);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        catch (Exception e)
        {
            // A TlsException, or what else the bytes of a peer bring about: it ends this connection, and no other.
            Counters.TlsFailed(Volatile.Read(ref gaveWay)
                ? $"{transport.RemoteEndPoint} had not completed the TLS handshake when newer connections needed its place."
                : e.Message);
        }
        finally
        {
            unassociated.Remove(transport);
            handshakes.TryRemove(transport, out _);
        }
    }

    private void Serve(Transport transport)
    {
        Association association = Association.Accept(
            transport, settings with { Peer = transport.RemoteEndPoint.ToString() }, dimseTimeout, acceptor);
        connections.TryAdd(association, 0);
        _ = ForgetAsync(association);
    }

    private async Task ForgetAsync(Association association)
    {
        await association.ConnectionCompletion.ConfigureAwait(false);
        await association.DisposeAsync().ConfigureAwait(false);
        acceptor.OnDisconnected(association);
        association.Tell(DicomEventKind.ConnectionClosed, association.EndReason);
        await association.CompleteEventsAsync().ConfigureAwait(false);
        connections.TryRemove(association, out _);
    }

    private async Task DrainAsync()
    {
        while (Environment.TickCount64 < Interlocked.Read(ref drainDeadline) && Associations is { Count: > 0 } open)
        {
            await Task.WhenAll(open.Where(association => association.IdleFor >= LongestIdle).Select(CloseAsync)).ConfigureAwait(false);
            await Task.Delay(DrainStep, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task CloseAsync(Association association)
    {
        await association.AbortAsync().ConfigureAwait(false);

        // The peer closes when it has read the A-ABORT; one that does not is not waited for.
        await Task.WhenAny(association.ConnectionCompletion, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false);
        await association.DisposeAsync().ConfigureAwait(false);
    }
}
