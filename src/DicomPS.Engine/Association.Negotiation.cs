using System.Diagnostics;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Tracing;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Engine;

/// <content>How associations begin, on both sides.</content>
public sealed partial class Association : IUpperLayerUser
{
    private const int RefusedNamesTold = 3;

    private Association(
        Transport transport, UpperLayerSettings settings, TimeSpan dimseTimeout, ProvidedServices provided, IAssociationAcceptor? acceptor)
    {
        this.acceptor = acceptor;
        this.provided = provided;
        Events = new DicomEventSource(this, acceptor?.Events);
        this.dimseTimeout = dimseTimeout;
        acseTimeout = settings.Artim;
        responseTimer = new ResponseTimer(dimseTimeout);
        releaseTurn = () => requestTurn.Release();
        ConnectionTrace? trace = settings.Trace is { } given ? new ConnectionTrace(given, Id, acceptor is null, transport) : null;
        connection = new UpperLayerConnection(transport, acceptor is null, settings, this, trace);
    }

    /// <summary>Connects to a peer and negotiates an association.</summary>
    /// <param name="entity">The requestor.</param>
    /// <param name="options">The peer, and what differs from the requestor's settings.</param>
    /// <param name="cancellationToken">Ends the wait; what was begun is aborted.</param>
    /// <returns>The established association.</returns>
    /// <exception cref="DicomException">
    /// ConnectionFailed, ConnectionTimeout, TlsFailed, AcseTimeout, AssociationAborted, ProtocolViolation, NoAcceptedContext,
    /// InvalidPresentationContext (nothing to propose, different roles for a SOP class, or items too long for a request),
    /// TooManyRequestedContexts.
    /// </exception>
    /// <exception cref="AssociationRejectedException">The peer rejected it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<Association> ConnectAsync(
        ApplicationEntity entity,
        AssociationOptions options,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(options);
        AssociateRq request = Propose(entity, options);
        TimeSpan timeout = options.ConnectionTimeout ?? entity.ConnectionTimeout;
        long start = Stopwatch.GetTimestamp();
        Transport transport = await TransportConnector.ConnectAsync(TargetOf(options), timeout, cancellationToken).ConfigureAwait(false);
        if (options.Tls is { } tls)
        {
            // One time for name, connection and handshake together.
            TimeSpan left = timeout - Stopwatch.GetElapsedTime(start);
            await TlsHandshake.RequestAsync(
                transport, TargetOf(options), tls, left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), cancellationToken).ConfigureAwait(false);
        }

        return await RequestAsync(entity, options, request, transport, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Negotiates an association over a transport connection.</summary>
    internal static Task<Association> RequestAsync(
        ApplicationEntity entity,
        AssociationOptions options,
        Transport transport,
        CancellationToken cancellationToken) =>
        RequestAsync(entity, options, Propose(entity, options), transport, cancellationToken);

    /// <summary>Takes a connection of a peer; what follows is told to the acceptor.</summary>
    internal static Association Accept(Transport transport, UpperLayerSettings settings, TimeSpan dimseTimeout, IAssociationAcceptor acceptor)
    {
        Association association = new(transport, settings, dimseTimeout, acceptor.Provided, acceptor);
        acceptor.OnConnected(association);
        association.connection.AwaitAssociation();
        return association;
    }

    /// <summary>Accepts a request as acceptor.</summary>
    internal ValueTask AcceptAsync(AssociateRq request, AcceptorPolicy policy, UserIdentityAc? identityAnswer)
    {
        UserIdentity = request.UserInformation.UserIdentityRq is { } identity ? UserIdentity.From(identity) : null;
        userIdentityAnswer = identityAnswer;
        NegotiatedContexts contexts = AcceptorNegotiation.Choose(request, policy);
        AssociateAc answer = AcceptorNegotiation.Answer(request, policy, contexts, identityAnswer);
        AsynchronousOperationsWindow window = OperationsWindow.Conclude(
            request.UserInformation.AsynchronousOperationsWindow, answer.UserInformation.AsynchronousOperationsWindow);

        // The numbers are the requestor's: what it performs this side invokes.
        SetPeer(
            request.CallingAETitle,
            request.CalledAETitle,
            request.UserInformation,
            contexts,
            new AsynchronousOperationsWindow(window.MaximumPerformed, window.MaximumInvoked));
        Tell(DicomEventKind.AssociationAccepted);
        return connection.AcceptAsync(answer);
    }

    /// <summary>A request has come, and will be decided on.</summary>
    internal void Introduce(AssociateRq request)
    {
        CallingAETitle = request.CallingAETitle;
        CalledAETitle = request.CalledAETitle;
        Tell(DicomEventKind.AssociationRequested);
    }

    /// <summary>Rejects a request as acceptor.</summary>
    internal ValueTask RejectAsync(AssociateRj rejection)
    {
        Tell(DicomEventKind.AssociationRejected, rejection.Describe());
        return connection.RejectAsync(rejection);
    }

    ValueTask IUpperLayerUser.OnAssociateIndicationAsync(AssociateRq request) =>
        acceptor!.OnAssociationRequestedAsync(this, request);

    // Set before the next PDU is read: what the peer sends behind its answer has a channel to come through.
    void IUpperLayerUser.OnAssociateConfirm(AssociateAc answer)
    {
        userIdentityAnswer = UserIdentity is null ? null : answer.UserInformation.UserIdentityAc;
        SetPeer(
            proposal!.CallingAETitle,
            proposal.CalledAETitle,
            answer.UserInformation,
            RequestorNegotiation.Evaluate(proposal, answer),
            OperationsWindow.Conclude(
                proposal.UserInformation.AsynchronousOperationsWindow, answer.UserInformation.AsynchronousOperationsWindow));
        confirmation.TrySetResult();
    }

    ValueTask IUpperLayerUser.OnDataIndicationAsync(PresentationDataValue piece)
    {
        Volatile.Write(ref lastHeard, Environment.TickCount64);
        return channel!.ReceiveAsync(piece);
    }

    ValueTask IUpperLayerUser.OnDataUsedUpAsync()
    {
        if (!holdsAnswers)
        {
            return ValueTask.CompletedTask;
        }

        holdsAnswers = false;
        return channel!.SendHeldAsync();
    }

    async ValueTask IUpperLayerUser.OnReleaseIndicationAsync()
    {
        releasing = true;
        channel!.AbandonIncoming();
        await dispatcher!.FlushAsync().ConfigureAwait(false);
    }

    void IUpperLayerUser.OnEnded(AssociationEnd end)
    {
        confirmation.TrySetException(end.Cause);

        // Where nobody waits for the confirmation its fault is of no interest.
        _ = confirmation.Task.Exception;
        EndPending();
        responseTimer.Dispose();
        if (channel is not null && end.State is AssociationState.Released or AssociationState.Aborted)
        {
            Tell(
                end.State == AssociationState.Released ? DicomEventKind.AssociationReleased : DicomEventKind.AssociationAborted,
                end.Cause.Message);
        }

        if (IsRequestor)
        {
            _ = CompleteEventsAsync();
        }

        dispatcher?.AssociationEnded();
        ended.TrySetResult();
        acceptor?.OnAssociationEnded(this);
    }

    private static async Task<Association> RequestAsync(
        ApplicationEntity entity,
        AssociationOptions options,
        AssociateRq request,
        Transport transport,
        CancellationToken cancellationToken)
    {
        UpperLayerSettings settings = new(
            $"{options.CalledAETitle} ({TargetOf(options)})",
            request.UserInformation.MaximumLength!.Value,
            options.AcseTimeout ?? entity.AcseTimeout,
            options.NetworkTimeout ?? entity.NetworkTimeout)
        {
            CallingAETitle = request.CallingAETitle,
            Trace = options.Trace,
        };
        ProvidedServices provided = ProvidedServices.Of(entity, options);
        Association association = new(transport, settings, options.DimseTimeout ?? entity.DimseTimeout, provided, acceptor: null)
        {
            UserIdentity = options.UserIdentity,
        };
        try
        {
            await association.NegotiateAsync(request, cancellationToken).ConfigureAwait(false);
            return association;
        }
        catch (DicomException e)
        {
            // An A-ABORT may be on its way: the reader goes on until the peer closes or ARTIM expires.
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan patience = options.ConnectionTimeout ?? entity.ConnectionTimeout;
            if (association.connection.WasLeftUnanswered
                && options.Tls is null
                && await TlsProbe.SpeaksTlsAsync(TargetOf(options), patience, cancellationToken).ConfigureAwait(false))
            {
                throw TlsFaults.PlainToTls(settings.Peer, e);
            }

            throw;
        }
    }

    private static ConnectionTarget TargetOf(AssociationOptions options) =>
        new(options.HostName, options.Port, options.BindAddress, options.BindPort);

    /// <summary>The request that would be sent.</summary>
    internal static AssociateRq Propose(ApplicationEntity entity, AssociationOptions options)
    {
        IReadOnlyList<PresentationContext> contexts = options.Contexts ?? entity.RequestedContexts;
        if (contexts.Count == 0)
        {
            throw new DicomException(
                DicomErrorId.InvalidPresentationContext,
                $"{entity.Title} has no presentation context to propose.",
                "Add one with Add-DicomRequestedContext, or give -Context.");
        }

        AssociateRq request = new()
        {
            CalledAETitle = options.CalledAETitle,
            CallingAETitle = options.CallingAETitle ?? entity.Title,
            PresentationContexts = RequestorNegotiation.Number(contexts),
            UserInformation = new UserInformation
            {
                MaximumLength = options.MaximumPduLength ?? entity.MaximumPduLength,
                ImplementationClassUid = entity.ImplementationClassUid,
                ImplementationVersionName = entity.ImplementationVersionName,
                RoleSelections = RoleNegotiation.Propose(contexts),
                UserIdentityRq = options.UserIdentity?.ToItem(),
                AsynchronousOperationsWindow = OperationsWindow.Propose(options.MaximumOperationsInvoked, options.MaximumOperationsPerformed),
                SopClassExtendedNegotiations = options.ExtendedNegotiations,
                SopClassCommonExtendedNegotiations = options.CommonExtendedNegotiations,
            },
        };
        try
        {
            // Before anything is connected: names have their lengths, and the user information item holds 65535 bytes.
            request.Encode();
            return request;
        }
        catch (ArgumentException e)
        {
            throw new DicomException(
                DicomErrorId.InvalidPresentationContext,
                $"The association request of {entity.Title} cannot be written: {e.Message}",
                "Propose fewer roles and extended negotiations, or a shorter user identity.",
                e);
        }
    }

    private async Task NegotiateAsync(AssociateRq request, CancellationToken cancellationToken)
    {
        CallingAETitle = request.CallingAETitle;
        CalledAETitle = request.CalledAETitle;
        proposal = request;
        await using (AbortOnCancellation(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await connection.RequestAssociationAsync(request).ConfigureAwait(false);
                await confirmation.Task.WaitAsync(acseTimeout, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw await AbortAsync(DicomErrorId.AcseTimeout, "did not answer the association request", acseTimeout).ConfigureAwait(false);
            }
        }

        if (AcceptedContexts.Count == 0)
        {
            DicomException cause = NothingAccepted();
            await connection.AbortAsync(cause).ConfigureAwait(false);
            throw cause;
        }
    }

    private void SetPeer(
        string calling, string called, UserInformation peer, NegotiatedContexts contexts, AsynchronousOperationsWindow window)
    {
        CallingAETitle = calling;
        CalledAETitle = called;
        PeerMaximumPduLength = peer.MaximumLength ?? 0;
        PeerImplementationClassUid = peer.ImplementationClassUid;
        PeerImplementationVersionName = peer.ImplementationVersionName;
        AcceptedContexts = contexts.Accepted;
        RefusedContexts = contexts.Refused;
        PeerExtendedNegotiations = peer.SopClassExtendedNegotiations;
        PeerCommonExtendedNegotiations = peer.SopClassCommonExtendedNegotiations;
        MaximumOperationsInvoked = window.MaximumInvoked;
        MaximumOperationsPerformed = window.MaximumPerformed;

        // Where there is no limit, the message IDs are one.
        requestTurn = new SemaphoreSlim(window.MaximumInvoked == 0 ? ushort.MaxValue : window.MaximumInvoked);
        dispatcher = new RequestDispatcher(this, provided);
        channel = new MessageChannel(connection, AcceptedContexts, PeerMaximumPduLength, this);
    }

    // As many names as a person reads; all are in a trace.
    private static string Describe(string reason, IEnumerable<RefusedContext> refused)
    {
        string[] names = [.. refused.Select(context => context.AbstractSyntaxName)];
        string more = names.Length > RefusedNamesTold ? $" and {names.Length - RefusedNamesTold} more" : string.Empty;
        return $"{reason}: {string.Join(", ", names.Take(RefusedNamesTold))}{more}";
    }

    private DicomException NothingAccepted() => new(
        DicomErrorId.NoAcceptedContext,
        $"{CalledAETitle} ({RemoteEndPoint}) accepted the association but none of its {RefusedContexts.Count} presentation contexts: "
        + string.Join("; ", RefusedContexts.GroupBy(context => context.Reason, Describe))
        + ". The association was aborted.",
        "Check which SOP classes and transfer syntaxes the peer supports.");
}
