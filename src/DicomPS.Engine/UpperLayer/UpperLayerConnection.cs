using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Tracing;

namespace DicomPS.Engine.UpperLayer;

/// <summary>
/// One connection of the upper layer: a transport connection, its state machine, one reader and one writer
/// (PS3.8 section 9). Every event goes through <see cref="StateMachine"/>; the partial class beside this one performs
/// the actions.
/// </summary>
/// <remarks>What waits for the peer again and again has its state pooled: in steady state a PDU allocates nothing.</remarks>
internal sealed partial class UpperLayerConnection : IAsyncDisposable
{
    // 128 contexts of many transfer syntaxes and every extended negotiation stay far below this.
    private const uint MaximumNegotiationPduLength = 1024 * 1024;

    // How long an A-ABORT waits for a P-DATA-TF that is just being written, before the connection is closed without it.
    private static readonly TimeSpan AbortPatience = TimeSpan.FromMilliseconds(250);

    private readonly Transport transport;
    private readonly Stream stream;
    private readonly ConnectionTrace? trace;
    private readonly IUpperLayerUser user;
    private readonly StateMachine machine;
    private readonly Watchdog watchdog;
    private readonly ReceiveRate rate;
    private readonly ReceiveBuffer received;
    private readonly SemaphoreSlim sendLock = new(1, 1);
    private readonly UpperLayerSettings settings;
    private readonly bool isRequestor;
    private Task reader = Task.CompletedTask;
    private AssociationEnd? end;

    internal UpperLayerConnection(
        Transport transport, bool isRequestor, UpperLayerSettings settings, IUpperLayerUser user, ConnectionTrace? trace = null)
    {
        this.transport = transport;
        this.trace = trace;
        stream = trace is null ? transport.Stream : new TracedStream(transport.Stream, trace);
        this.user = user;
        this.settings = settings;
        this.isRequestor = isRequestor;
        machine = new StateMachine(isRequestor);
        watchdog = new Watchdog(settings.Artim, settings.NetworkTimeout, OnArtimExpired, OnNetworkTimeoutExpired, AwaitsAnswer);
        rate = new ReceiveRate(settings);
        received = new ReceiveBuffer(stream, transport, watchdog, rate);
    }

    internal Transport Transport => transport;

    /// <summary>Whether the peer closed the connection without a byte in answer to the association request.</summary>
    internal bool WasLeftUnanswered { get; private set; }

    internal UpperLayerState State => machine.State;

    /// <summary>Ends when nothing more is read: the connection is closed.</summary>
    internal Task Completion => reader;

    /// <summary>How the association ended; null while it goes on.</summary>
    internal AssociationEnd? End => Volatile.Read(ref end);

    /// <summary>A-ASSOCIATE request over the connection just made (Evt1, Evt2): the answer comes as a confirmation.</summary>
    /// <exception cref="DicomException">The association is over already; the connection is closed.</exception>
    internal async ValueTask RequestAssociationAsync(AssociateRq request)
    {
        machine.Fire(UpperLayerEvent.AssociateRequest);
        try
        {
            if (End is not null)
            {
                // Aborted in Sta1, where that is no event of the table.
                throw NotEstablished();
            }

            await PerformAsync(machine.Fire(UpperLayerEvent.TransportConfirm), request).ConfigureAwait(false);
            reader = ReadAsync();
        }
        catch (Exception e) when (IsTransportFault(e))
        {
            OnTransportClosed(e);
            await EndTraceAsync().ConfigureAwait(false);
            throw NotEstablished();
        }
        catch
        {
            Close();
            await EndTraceAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Transport connection indication (Evt5): waits for the request that the peer has to send within ARTIM.</summary>
    internal void AwaitAssociation()
    {
        StartTimer(machine.Fire(UpperLayerEvent.TransportIndication));
        reader = ReadAsync();
    }

    /// <summary>A-ASSOCIATE response, accepted (Evt7).</summary>
    internal ValueTask AcceptAsync(AssociateAc answer) =>
        PerformAsync(machine.Fire(UpperLayerEvent.AssociateResponseAccept), answer);

    /// <summary>A-ASSOCIATE response, rejected (Evt8).</summary>
    internal ValueTask RejectAsync(AssociateRj rejection) =>
        PerformAsync(machine.Fire(UpperLayerEvent.AssociateResponseReject), rejection);

    /// <summary>P-DATA request (Evt9): sends whole P-DATA-TF PDUs.</summary>
    /// <exception cref="DicomException">The association is over; the error says how it ended.</exception>
    internal async ValueTask SendDataAsync(ReadOnlyMemory<byte> pdus)
    {
        try
        {
            await sendLock.WaitAsync().ConfigureAwait(false);
            try
            {
                if (machine.Fire(UpperLayerEvent.DataRequest) is null)
                {
                    throw NotEstablished();
                }

                await WriteAsync(pdus).ConfigureAwait(false);
            }
            finally
            {
                sendLock.Release();
            }
        }
        catch (Exception e) when (IsTransportFault(e))
        {
            // What the peer said last, an A-ABORT perhaps, may still be unread: it tells more than the failed write.
            await Task.WhenAny(reader, Task.Delay(AbortPatience)).ConfigureAwait(false);
            OnTransportClosed(e);
            throw NotEstablished();
        }
    }

    /// <summary>A-RELEASE request (Evt11): the confirmation ends the association.</summary>
    internal async ValueTask RequestReleaseAsync()
    {
        if (machine.Fire(UpperLayerEvent.ReleaseRequest) is not { } action)
        {
            throw NotEstablished();
        }

        try
        {
            await PerformAsync(action).ConfigureAwait(false);
        }
        catch (Exception e) when (IsTransportFault(e))
        {
            OnTransportClosed(e);
            throw NotEstablished();
        }
    }

    /// <summary>A-ABORT request (Evt15), of the service user.</summary>
    /// <param name="cause">What those who use the association are told.</param>
    internal async ValueTask AbortAsync(DicomException cause)
    {
        // Before the event: whoever waits for the peer is told the true cause, not the close that follows.
        EndWith(AssociationState.Aborted, cause);
        await PerformAsync(machine.Fire(UpperLayerEvent.AbortRequest)).ConfigureAwait(false);
    }

    /// <summary>Closes the connection without a word, and waits until its reader has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        await reader.ConfigureAwait(false);
    }

    internal DicomException NotEstablished() =>
        End?.Cause ?? new DicomException(DicomErrorId.AssociationClosed, "The association is not established.");

    private async Task ReadAsync()
    {
        try
        {
            bool isFirst = true;
            while (machine.State != UpperLayerState.Sta1)
            {
                ValueTask<bool> header = ReadHeaderAsync();
                if (isFirst && header.IsCompleted)
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
            await AbortAsync(e as DicomException ?? new DicomException(
                DicomErrorId.AssociationAborted, $"The association was aborted after an error on this side: {e.Message}", null, e)).ConfigureAwait(false);
            await DrainAsync().ConfigureAwait(false);
        }
        finally
        {
            CloseInOrder();
            received.Dispose();
            await EndTraceAsync().ConfigureAwait(false);
        }
    }

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

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        user.OnPdusSending(bytes.Span);
        watchdog.WriteBegins();
        await stream.WriteAsync(bytes).ConfigureAwait(false);
        watchdog.WriteEnds();
    }

    private Task EndTraceAsync() => trace?.CloseAsync().AsTask() ?? Task.CompletedTask;

    // Racing with the reader by a piece does no harm: the watchdog looks again.
    private bool AwaitsAnswer() => received.Count == 0 && user.AwaitsAnswer;

    private static bool IsVersionSupported(AssociateRq request) => (request.ProtocolVersion & 1) != 0;

    private static bool IsTransportFault(Exception e) => e is IOException or SocketException or ObjectDisposedException or AuthenticationException;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
