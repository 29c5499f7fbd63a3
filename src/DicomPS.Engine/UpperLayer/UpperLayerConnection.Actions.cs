using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.UpperLayer;

/// <content>The actions of PS3.8 tables 9-6 to 9-9, by their names.</content>
internal sealed partial class UpperLayerConnection
{
    /// <summary>Performs an action other than DT-1, DT-2, AR-6 and AR-7, which the data path performs itself.</summary>
    /// <param name="action">The action; null does nothing.</param>
    /// <param name="pdu">The PDU received, or to send.</param>
    /// <param name="cause">What was wrong with the PDU, if anything was.</param>
    private async ValueTask PerformAsync(
        UpperLayerAction? action,
        ProtocolDataUnit? pdu = null,
        MalformedPduException? cause = null)
    {
        switch (action)
        {
            case UpperLayerAction.AE2 or UpperLayerAction.AR1:
                await SendAsync(pdu ?? new ReleaseRq()).ConfigureAwait(false);
                break;

            case UpperLayerAction.AE3:
                watchdog.StartNetworkTimeout();
                user.OnAssociateConfirm((AssociateAc)pdu!);
                break;

            case UpperLayerAction.AE4:
                EndWith(AssociationState.Rejected, new AssociationRejectedException(Peer, settings.CallingAETitle, (AssociateRj)pdu!));
                CloseInOrder();
                break;

            case UpperLayerAction.AE6:
                watchdog.StopArtim();
                AssociateRq request = (AssociateRq)pdu!;
                if (IsVersionSupported(request))
                {
                    await user.OnAssociateIndicationAsync(request).ConfigureAwait(false);
                }
                else
                {
                    await SendRejectionAsync(new AssociateRj(
                        AssociateResult.RejectedPermanent, AssociateSource.ServiceProviderAcse, 2)).ConfigureAwait(false);
                }

                break;

            case UpperLayerAction.AE7:
                watchdog.StartNetworkTimeout();
                await SendAsync(pdu!).ConfigureAwait(false);
                break;

            case UpperLayerAction.AE8:
                await SendRejectionAsync((AssociateRj)pdu!).ConfigureAwait(false);
                break;

            case UpperLayerAction.AR2:
                await user.OnReleaseIndicationAsync().ConfigureAwait(false);
                await PerformAsync(machine.Fire(UpperLayerEvent.ReleaseResponse)).ConfigureAwait(false);
                break;

            case UpperLayerAction.AR3:
                EndWith(AssociationState.Released, Released());
                CloseInOrder();
                break;

            case UpperLayerAction.AR4:
                EndWith(AssociationState.Released, Released());
                StartArtim();
                await SendAsync(new ReleaseRp()).ConfigureAwait(false);
                break;

            case UpperLayerAction.AR8:
                // Release collision: the requestor answers first (PS3.8 section 7.2.2), the acceptor in AR-10.
                if (isRequestor)
                {
                    await PerformAsync(machine.Fire(UpperLayerEvent.ReleaseResponse)).ConfigureAwait(false);
                }

                break;

            case UpperLayerAction.AR9:
                await SendAsync(new ReleaseRp()).ConfigureAwait(false);
                break;

            case UpperLayerAction.AR10:
                await PerformAsync(machine.Fire(UpperLayerEvent.ReleaseResponse)).ConfigureAwait(false);
                break;

            case UpperLayerAction.AR5 or UpperLayerAction.AA2 or UpperLayerAction.AA5:
                watchdog.StopArtim();
                EndWith(AssociationState.Aborted, Lost(null));
                Close();
                break;

            case UpperLayerAction.AA1:
                await SendAbortAsync(new Abort(AbortSource.ServiceUser)).ConfigureAwait(false);
                EndWith(AssociationState.Aborted, cause ?? Unexpected(pdu));
                break;

            case UpperLayerAction.AA3:
                EndWith(AssociationState.Aborted, AbortedByPeer((Abort)pdu!));
                CloseInOrder();
                break;

            case UpperLayerAction.AA7:
                await SendAbortAsync(ProviderAbort(cause)).ConfigureAwait(false);
                break;

            case UpperLayerAction.AA8:
                EndWith(AssociationState.Aborted, cause ?? Unexpected(pdu));
                await SendAbortAsync(ProviderAbort(cause)).ConfigureAwait(false);
                break;
        }
    }

    private string Peer => settings.Peer;

    private async ValueTask SendAsync(ProtocolDataUnit pdu)
    {
        await sendLock.WaitAsync().ConfigureAwait(false);
        try
        {
            await WriteAsync(pdu.Encode()).ConfigureAwait(false);
        }
        finally
        {
            sendLock.Release();
        }
    }

    private ValueTask SendRejectionAsync(AssociateRj rejection)
    {
        EndWith(AssociationState.Rejected, new DicomException(
            DicomErrorId.AssociationRejected, $"The association with {Peer} was {rejection.Describe()}."));
        StartArtim();
        return SendAsync(rejection);
    }

    /// <summary>
    /// Sends an A-ABORT and nothing behind it. A peer that takes no bytes any more gets none: the connection is closed
    /// instead, so that an abort never waits.
    /// </summary>
    private async ValueTask SendAbortAsync(Abort abort)
    {
        StartArtim();
        if (!await sendLock.WaitAsync(AbortPatience).ConfigureAwait(false))
        {
            Close();
            return;
        }

        try
        {
            Task write = WriteAsync(abort.Encode()).AsTask();

            // Left behind when the patience is over, it fails with the close that follows: nobody is left to care.
            _ = write.ContinueWith(static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            await write.WaitAsync(AbortPatience).ConfigureAwait(false);
            transport.ShutdownSend();
        }
        catch (Exception e) when (e is TimeoutException || IsTransportFault(e))
        {
            Close();
        }
        finally
        {
            sendLock.Release();
        }
    }

    private void StartTimer(UpperLayerAction? action)
    {
        if (action == UpperLayerAction.AE5)
        {
            watchdog.StartArtim();
        }
    }

    private void StartArtim()
    {
        watchdog.StopNetworkTimeout();
        watchdog.StartArtim();
    }

    private void OnArtimExpired()
    {
        if (machine.Fire(UpperLayerEvent.ArtimExpired) is not null)
        {
            EndWith(AssociationState.Aborted, new DicomException(
                DicomErrorId.AcseTimeout,
                $"{Peer} sent no association request within {Seconds(settings.Artim)}."));
            Close();
        }
    }

    private void OnNetworkTimeoutExpired() => _ = AbortAsync(new DicomException(
        DicomErrorId.NetworkTimeout,
        $"The association with {Peer} was aborted: no byte went either way for {Seconds(settings.NetworkTimeout)}.",
        "Check the network and the peer's load, or give a longer network timeout.")).AsTask();

    private void OnTransportClosed(Exception? fault)
    {
        bool isUnanswered = machine.State == UpperLayerState.Sta5 && !received.HasReceived;
        machine.Fire(UpperLayerEvent.TransportClosed);
        if (isUnanswered && End is null)
        {
            WasLeftUnanswered = true;
        }

        EndWith(AssociationState.Aborted, (isUnanswered ? UnansweredInTls(fault) : null) ?? Lost(fault));
        Close();
    }

    private void EndWith(AssociationState state, DicomException cause)
    {
        AssociationEnd newEnd = new(state, cause);
        if (Interlocked.CompareExchange(ref end, newEnd, null) is null)
        {
            user.OnEnded(newEnd);
        }
    }

    private void Close()
    {
        watchdog.Dispose();
        transport.Dispose();
    }

    // Of the reader alone: nobody else reads then. Where somebody still writes, there is no order to keep.
    private void CloseInOrder()
    {
        if (sendLock.Wait(0))
        {
            transport.EndTls();
            sendLock.Release();
        }

        Close();
    }

    private Security.TlsException? UnansweredInTls(Exception? fault) =>
        transport.Security is { } security ? TlsFaults.OfUnanswered(Peer, security, fault) : null;

    private static Abort ProviderAbort(MalformedPduException? cause) =>
        new(AbortSource.ServiceProvider, cause?.Reason ?? AbortReason.UnexpectedPdu);

    private DicomException Released() =>
        new(DicomErrorId.AssociationClosed, $"The association with {Peer} was released.", "Connect again for further services.");

    private DicomException Lost(Exception? fault) => new(
        DicomErrorId.AssociationAborted,
        $"The connection to {Peer} was closed without a release{(fault is null or EndOfStreamException ? string.Empty : ": " + fault.Message)}.",
        "Look into the peer's log: it closed the connection, or the network lost it.",
        fault);

    private DicomException AbortedByPeer(Abort abort) => new(
        DicomErrorId.AssociationAborted,
        $"{Peer} aborted the association, {abort.Describe()}.",
        "Look into the peer's log for why it aborted.");

    private DicomException Unexpected(ProtocolDataUnit? pdu) => new(
        DicomErrorId.ProtocolViolation,
        $"{Peer} sent a PDU that has no place at this point{(pdu is null ? string.Empty : $": {pdu.Type}")}. The association was aborted.",
        "Check the peer's DICOM software.");
}
