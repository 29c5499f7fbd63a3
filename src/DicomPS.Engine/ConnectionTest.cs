using System.Diagnostics;
using System.Net;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Security;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Engine;

/// <summary>
/// The way to a peer, step by step: name resolution, transport connection, TLS where asked for, association, C-ECHO. The first step that
/// fails ends it and says why.
/// </summary>
public sealed class ConnectionTest
{
    private readonly List<ConnectionTestStep> steps = [];

    private ConnectionTest(AssociationOptions options)
    {
        HostName = options.HostName;
        Port = options.Port;
        CalledAETitle = options.CalledAETitle;
    }

    /// <summary>The peer as it was given.</summary>
    public string HostName { get; }

    /// <summary>The peer's port.</summary>
    public int Port { get; }

    /// <summary>The title by which the peer was called.</summary>
    public string CalledAETitle { get; }

    /// <summary>The steps that were made, in order.</summary>
    public IReadOnlyList<ConnectionTestStep> Steps => steps;

    /// <summary>Whether every step worked.</summary>
    public bool Succeeded => StoppedAt is null;

    /// <summary>The name of the step that failed; null where none did.</summary>
    public string? StoppedAt { get; private set; }

    /// <summary>The stable name of why it failed; null where nothing did.</summary>
    public DicomErrorId? ErrorId { get; private set; }

    /// <summary>Why it failed, in words; null where nothing did.</summary>
    public string? Reason { get; private set; }

    /// <summary>What to check next; null where nothing failed.</summary>
    public string? RecommendedAction { get; private set; }

    /// <summary>What TLS made of the connection; null on a plain one, and where TLS failed.</summary>
    public TlsSession? Tls { get; private set; }

    /// <summary>The peer's certificate, also one that was refused; null where none came.</summary>
    public TlsCertificate? Certificate { get; private set; }

    /// <summary>The time of all steps together.</summary>
    public TimeSpan Duration => steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Duration);

    /// <summary>Makes the test. What fails is in the result.</summary>
    /// <param name="entity">The requestor; only Verification is proposed.</param>
    /// <param name="options">The peer.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    /// <returns>The steps and their outcome.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<ConnectionTest> RunAsync(
        ApplicationEntity entity,
        AssociationOptions options,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(options);
        ConnectionTest test = new(options);
        string step = "Name resolution";
        long start = Stopwatch.GetTimestamp();
        Association? association = null;

        void Passed(string detail, string next)
        {
            test.steps.Add(new ConnectionTestStep(step, true, Stopwatch.GetElapsedTime(start), detail));
            step = next;
            start = Stopwatch.GetTimestamp();
        }

        try
        {
            ConnectionTarget target = new(options.HostName, options.Port, options.BindAddress, options.BindPort);
            TimeSpan timeout = options.ConnectionTimeout ?? entity.ConnectionTimeout;
            IPAddress[] addresses = await TransportConnector.ResolveAsync(target, timeout, cancellationToken).ConfigureAwait(false);
            Passed(string.Join(", ", addresses.AsEnumerable()), "TCP connection");

            Transport transport = await TransportConnector.ConnectAsync(target, addresses, timeout, cancellationToken).ConfigureAwait(false);
            Passed($"{transport.LocalEndPoint} to {transport.RemoteEndPoint}", options.Tls is null ? "Association" : "TLS");

            if (options.Tls is { } tls)
            {
                await TlsHandshake.RequestAsync(transport, target, tls, timeout, cancellationToken).ConfigureAwait(false);
                test.Tls = transport.Security!.Session;
                test.Certificate = test.Tls.PeerCertificate;
                Passed(test.Tls.ToString(), "Association");
            }

            association = await Association.RequestAsync(
                entity,
                options.WithContexts(PrebuiltContexts.ForService(DicomServiceClass.Verification)),
                transport,
                cancellationToken).ConfigureAwait(false);
            Passed($"accepted by {association.PeerImplementationVersionName ?? "an unnamed implementation"}", "Echo");

            EchoResult echo = await association.EchoAsync(cancellationToken).ConfigureAwait(false);
            if (!echo.Status.IsSuccess)
            {
                throw new DicomException(
                    DicomErrorId.DimseFailure, $"The peer answered C-ECHO with {echo.Status}.", "Look into the peer's log.");
            }

            Passed(echo.Status.ToString(), string.Empty);
            await association.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DicomException e)
        {
            test.Fail(step, Stopwatch.GetElapsedTime(start), e);
        }
        finally
        {
            if (association is not null)
            {
                await association.DisposeAsync().ConfigureAwait(false);
            }
        }

        return test;
    }

    /// <summary>Peer and outcome.</summary>
    /// <returns>A line.</returns>
    public override string ToString() => $"{CalledAETitle} ({HostName}:{Port}): {(Succeeded ? "ok" : $"{StoppedAt} failed: {Reason}")}";

    private void Fail(string step, TimeSpan duration, DicomException fault)
    {
        // Only the release can fail after the last step, and it is the echo's association that did not end in order.
        StoppedAt = step.Length == 0 ? "Release" : step;
        ErrorId = fault.ErrorId;
        Certificate ??= (fault as TlsException)?.PeerCertificate;
        Reason = fault.Message;
        RecommendedAction = fault.RecommendedAction;
        steps.Add(new ConnectionTestStep(StoppedAt, false, duration, fault.Message));
    }
}
