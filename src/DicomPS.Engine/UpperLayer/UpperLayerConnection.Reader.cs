using System.Runtime.CompilerServices;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.UpperLayer;

/// <content>
/// The reader: PDUs as they come. What waits for the peer again and again has its state pooled, so that in steady state a PDU
/// allocates nothing.
/// </content>
internal sealed partial class UpperLayerConnection
{
    private async Task ReadAsync()
    {
        try
        {
            bool isFirst = true;
            while (machine.State != UpperLayerState.Sta1)
            {
                if (!HasWholeData())
                {
                    await user.OnDataUsedUpAsync().ConfigureAwait(false);
                }

                ValueTask<bool> header = ReadHeaderAsync();
                if (isFirst && header.IsCompleted && received.Thread is null)
                {
                    // Who starts the reader begins its first wait, which saves a switch of threads, but handles no PDU.
                    await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                }

                isFirst = false;
                if (!await header.ConfigureAwait(false))
                {
                    break;
                }

                await ReceivePduAsync().ConfigureAwait(false);
            }

            OnTransportClosed(null);
        }
        catch (Exception e) when (IsTransportFault(e))
        {
            OnTransportClosed(e);
        }
        catch (MalformedPduException e)
        {
            await PerformAsync(machine.Fire(UpperLayerEvent.InvalidPdu), cause: e).ConfigureAwait(false);
            await DrainAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A fault in the user of the connection: the peer is told, and so is whoever waits.
            await AbortAsync(e).ConfigureAwait(false);
            await DrainAsync().ConfigureAwait(false);
        }
        finally
        {
            CloseInOrder();
            received.Dispose();
            await EndTraceAsync().ConfigureAwait(false);
        }
    }

    private async Task ReadOnThreadAsync()
    {
        ReaderThread thread = ReaderThread.Rent();
        received.Thread = thread;
        try
        {
            await thread;
            await ReadAsync().ConfigureAwait(false);
        }
        finally
        {
            thread.Return();
        }
    }

    private bool HasWholeData() =>
        PduHeader.TryRead(received.Available.Span, out PduHeader header) && header.Type == (byte)PduType.PDataTf
        && received.Count - PduHeader.Size >= header.Length;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReadHeaderAsync()
    {
        if (received.Count == 0 && !user.IsReceiving)
        {
            // Between two messages the peer may take its time.
            rate.Stop();
            received.ExpectsMore = false;
            if (!await received.EnsureAsync(1).ConfigureAwait(false))
            {
                return false;
            }

            received.ExpectsMore = true;
            rate.Start();
        }

        return await received.EnsureAsync(PduHeader.Size).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReceivePduAsync()
    {
        PduHeader.TryRead(received.Available.Span, out PduHeader header);
        user.OnPduReceived(header);
        if (machine.State == UpperLayerState.Sta5 && transport.Security is null && TlsAlert.IsRecord(received.Available.Span))
        {
            EndWith(AssociationState.Aborted, TlsFaults.PlainToTls(Peer));
        }

        if (header.Type == (byte)PduType.PDataTf)
        {
            await ReceiveDataAsync(header).ConfigureAwait(false);
            return;
        }

        ProtocolDataUnit.CheckHeader(header, MaximumNegotiationPduLength);
        int length = PduHeader.Size + (int)header.Length;
        if (!await received.EnsureAsync(length).ConfigureAwait(false))
        {
            throw new EndOfStreamException();
        }

        ProtocolDataUnit pdu = ProtocolDataUnit.DecodeBody(header, received.Available.Span[PduHeader.Size..length]);
        received.Advance(length);
        await ReceiveAsync(pdu).ConfigureAwait(false);
    }

    private ValueTask ReceiveAsync(ProtocolDataUnit pdu) => pdu switch
    {
        // Only bit 0 of the protocol version is tested (PS3.8 section 9.3.2).
        AssociateRq request => PerformAsync(
            machine.Fire(UpperLayerEvent.AssociateRqReceived, IsVersionSupported(request)), pdu),
        AssociateAc => PerformAsync(machine.Fire(UpperLayerEvent.AssociateAcReceived), pdu),
        AssociateRj => PerformAsync(machine.Fire(UpperLayerEvent.AssociateRjReceived), pdu),
        ReleaseRq => PerformAsync(machine.Fire(UpperLayerEvent.ReleaseRqReceived), pdu),
        ReleaseRp => PerformAsync(machine.Fire(UpperLayerEvent.ReleaseRpReceived), pdu),
        _ => PerformAsync(machine.Fire(UpperLayerEvent.AbortReceived), pdu),
    };

    /// <summary>
    /// A P-DATA-TF goes to the user as it comes, piece by piece: memory does not grow with a PDU, also where no limit
    /// was announced.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReceiveDataAsync(PduHeader header)
    {
        UpperLayerAction? action = machine.Fire(UpperLayerEvent.DataReceived);
        bool indicates = action is UpperLayerAction.DT2 or UpperLayerAction.AR6;
        if (!indicates)
        {
            await PerformAsync(action).ConfigureAwait(false);
        }
        else if (settings.MaximumPduLength != 0 && header.Length > settings.MaximumPduLength)
        {
            throw new MalformedPduException(
                "P-DATA-TF: PDU length", 2, $"is {header.Length}, beyond the announced {settings.MaximumPduLength}");
        }

        received.Advance(PduHeader.Size);
        long left = header.Length;
        while (left > 0 && indicates)
        {
            left -= await ReceiveValueAsync(left).ConfigureAwait(false);
        }

        await SkipAsync(left).ConfigureAwait(false);
    }

    // Returns how many bytes of the PDU the value took.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<long> ReceiveValueAsync(long left)
    {
        if (left < PdvHeader.Size)
        {
            throw new MalformedPduException("P-DATA-TF presentation data value", PduHeader.Size, "is cut short");
        }

        await NeedAsync(PdvHeader.Size).ConfigureAwait(false);
        PdvHeader.TryRead(received.Available.Span, out PdvHeader header);
        if (header.DataLength > left - PdvHeader.Size)
        {
            throw new MalformedPduException(
                "P-DATA-TF presentation data value: item length", PduHeader.Size, $"is {header.Length}, beyond the end of its PDU");
        }

        received.Advance(PdvHeader.Size);
        long dataLeft = header.DataLength;
        do
        {
            if (dataLeft > 0)
            {
                await NeedAsync(1).ConfigureAwait(false);
            }

            int count = (int)Math.Min(received.Count, dataLeft);
            dataLeft -= count;
            PresentationDataValue piece = new(
                header.ContextId, header.IsCommand, header.IsLast && dataLeft == 0, received.Available[..count]);

            // Aborted meanwhile: what is left of the PDU is for nobody any more.
            if (End is null)
            {
                await user.OnDataIndicationAsync(piece).ConfigureAwait(false);
            }

            received.Advance(count);
        }
        while (dataLeft > 0);

        return PdvHeader.Size + (long)header.DataLength;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask NeedAsync(int count)
    {
        if (!await received.EnsureAsync(count).ConfigureAwait(false))
        {
            throw new EndOfStreamException();
        }
    }

    private async ValueTask SkipAsync(long count)
    {
        while (count > 0)
        {
            await NeedAsync(1).ConfigureAwait(false);
            int skipped = (int)Math.Min(received.Count, count);
            received.Advance(skipped);
            count -= skipped;
        }
    }

    /// <summary>
    /// In Sta13, after bytes that make no PDU: nothing can be told apart any more, so whatever comes is read and dropped
    /// until the peer closes or ARTIM expires.
    /// </summary>
    private async Task DrainAsync()
    {
        rate.Stop();
        try
        {
            while (machine.State == UpperLayerState.Sta13)
            {
                received.Advance(received.Count);
                await NeedAsync(1).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (IsTransportFault(e))
        {
            OnTransportClosed(e);
        }
    }
}
