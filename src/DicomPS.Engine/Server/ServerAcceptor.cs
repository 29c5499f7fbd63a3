using System.Net;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Server;

/// <summary>What a server does for its associations: admission, and what it provides.</summary>
internal sealed class ServerAcceptor(
    AcceptorPolicy policy,
    ServerCounters counters,
    ProvidedServices provided,
    UnassociatedConnections unassociated,
    UserIdentityCheck identities,
    DicomEventSource events) : IAssociationAcceptor
{
    // Those that count against the maxima: admitted, and not over yet; and whether they were accepted already.
    private readonly Dictionary<Association, bool> admitted = [];
    private readonly object gate = new();

    public ProvidedServices Provided => provided;

    public DicomEventSource Events => events;

    public void OnConnected(Association association)
    {
        association.Tell(DicomEventKind.ConnectionOpened);
        AddUnassociated(association);
    }

    public async ValueTask OnAssociationRequestedAsync(Association association, AssociateRq request)
    {
        if (AcceptorNegotiation.FindFault(request) is { } fault)
        {
            throw new MalformedPduException("A-ASSOCIATE-RQ: presentation context ID", 0, fault);
        }

        association.Introduce(request);
        if (Admit(association, request) is { } refusal)
        {
            await RejectAsync(association, request, refusal).ConfigureAwait(false);
            return;
        }

        // It has its place while its user is looked at.
        unassociated.Remove(association);
        (Refusal? identityRefusal, UserIdentityAc? identityAnswer) = await identities.DecideAsync(association, request).ConfigureAwait(false);
        Refusal? lateRefusal = identityRefusal ?? await AskProviderAsync(association, request).ConfigureAwait(false);
        if (lateRefusal is not null)
        {
            await RejectAsync(association, request, lateRefusal).ConfigureAwait(false);
        }
        else if (Open(association))
        {
            await association.AcceptAsync(request, policy, identityAnswer).ConfigureAwait(false);
        }
    }

    public void OnAssociationEnded(Association association)
    {
        bool wasAdmitted;
        lock (gate)
        {
            wasAdmitted = admitted.Remove(association, out bool wasOpen);
            if (wasOpen)
            {
                counters.AssociationEnded();
            }
        }

        if (wasAdmitted)
        {
            AddUnassociated(association);
        }
    }

    public void OnDisconnected(Association association) => unassociated.Remove(association);

    // Under a lock: of two that ask for the last place one is admitted.
    private Refusal? Admit(Association association, AssociateRq request)
    {
        IPAddress remote = association.RemoteEndPoint.Address;
        lock (gate)
        {
            OpenAssociations open = new(admitted.Count, admitted.Keys.Count(other => other.RemoteEndPoint.Address.Equals(remote)));
            if (Admission.Decide(request, remote, policy, open) is { } refusal)
            {
                return refusal;
            }

            admitted.Add(association, false);
            return null;
        }
    }

    // False where it ended while its user was looked at.
    private bool Open(Association association)
    {
        lock (gate)
        {
            if (!admitted.ContainsKey(association))
            {
                return false;
            }

            admitted[association] = true;
            counters.AssociationOpened();
            return true;
        }
    }

    private ValueTask RejectAsync(Association association, AssociateRq request, Refusal refusal)
    {
        AssociateRj rejection = refusal.Rejection;
        counters.AssociationRejected(
            $"{request.CallingAETitle} > {request.CalledAETitle} ({association.RemoteEndPoint}): {refusal.Cause} "
            + $"({(byte)rejection.Result}/{(byte)rejection.Source}/{rejection.Reason})");
        return association.RejectAsync(rejection);
    }

    // The reader waits meanwhile: before the answer a requestor sends nothing but an A-ABORT.
    private async ValueTask<Refusal?> AskProviderAsync(Association association, AssociateRq request)
    {
        if (!provided.Has(DimseServices.AssociationRequest))
        {
            return null;
        }

        // Not disposed: a handler that was left behind may still look at its token.
        CancellationTokenSource cancellation = new();
        _ = association.Ended.ContinueWith(_ => cancellation.Cancel(), TaskScheduler.Default);
        try
        {
            HandlerStream<AssociateRj?> handler = HandlerStream<AssociateRj?>.Start(
                () => provided.Provider!.DecideAssociationAsync(association, request, cancellation.Token), provided.Limits, cancellation.Token);
            (_, AssociateRj? rejection) = await handler.NextAsync().ConfigureAwait(false);
            return rejection is null ? null : new Refusal(rejection, "the service provider decided so");
        }
        catch (Exception e) when (e is HandlerException or TimeoutException or OperationCanceledException)
        {
            Exception cause = e.InnerException ?? e;
            counters.HandlerFailed($"The association request of {request.CallingAETitle}: {cause.Message}");
            association.Tell(DicomEventKind.HandlerFailed, "The decision on the association failed", cause);

            // Nothing is wrong with the requestor: it may try again later (PS3.8 section 9.3.4).
            return new Refusal(
                new AssociateRj(AssociateResult.RejectedTransient, AssociateSource.ServiceUser, 1), "the handler of association requests failed");
        }
        finally
        {
            await cancellation.CancelAsync().ConfigureAwait(false);
        }
    }

    private void AddUnassociated(Association association)
    {
        unassociated.Add(association, () => _ = association.DisposeAsync().AsTask());
        if (association.ConnectionCompletion.IsCompleted && association.State != AssociationState.Negotiating)
        {
            // It was closed meanwhile, and will not be told again.
            unassociated.Remove(association);
        }
    }
}
