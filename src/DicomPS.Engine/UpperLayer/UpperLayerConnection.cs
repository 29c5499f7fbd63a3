using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Tracing;

namespace DicomPS.Engine.UpperLayer;

/// <summary>
/// One connection of the upper layer: a transport connection, its state machine, one reader and one writer
/// (PS3.8 section 9). Every event goes through <see cref="StateMachine"/>; of the parts beside this one, one performs the
/// actions and one reads.
/// </summary>
internal sealed partial class UpperLayerConnection : IAsyncDisposable
{
    // 128 contexts of many transfer syntaxes and every extended negotiation stay far below this.
    private const uint MaximumNegotiationPduLength = 1024 * 1024;

    // How long an A-ABORT waits for a P-DATA-TF that is just being written, before the connection is closed without it.
    private static readonly TimeSpan AbortPatience = TimeSpan.FromMilliseconds(250);

    // How much of a file is read at a time where the system does not send it by itself.
    private const int FilePieceSize = 64 * 1024;

    // A receiver on this machine that is slower than its sender would be slower still: it is the first to touch bytes that the system
    // sends by itself, while those that were read here are in the processors' cache. So many PDUs are read before it is tried again.
    private const int CopiedWithoutRoom = 63;

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
    private int leftToCopy;

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

        // Measured on Linux, and of use for its way to tell of sockets.
        reader = OperatingSystem.IsLinux() && transport.Security is null ? ReadOnThreadAsync() : ReadAsync();
    }

    /// <summary>A-ASSOCIATE response, accepted (Evt7).</summary>
    internal ValueTask AcceptAsync(AssociateAc answer) =>
        PerformAsync(machine.Fire(UpperLayerEvent.AssociateResponseAccept), answer);

    /// <summary>A-ASSOCIATE response, rejected (Evt8).</summary>
    internal ValueTask RejectAsync(AssociateRj rejection) =>
        PerformAsync(machine.Fire(UpperLayerEvent.AssociateResponseReject), rejection);

    /// <summary>Whether the rest of the next PDU is better sent as a part of a file. Asked once for each PDU, by who sends it.</summary>
    internal bool TakesFile()
    {
        if (trace is not null || !transport.SendsFiles)
        {
            return false;
        }

        if (leftToCopy > 0)
        {
            leftToCopy--;
            return false;
        }

        return true;
    }

    /// <summary>P-DATA request (Evt9): sends whole P-DATA-TF PDUs.</summary>
    /// <param name="pdus">The PDUs.</param>
    /// <param name="rest">What the last of them ends with; null where it is whole.</param>
    /// <exception cref="DicomException">The association is over; the error says how it ended.</exception>
    /// <exception cref="IOException">The file could not be read: the PDU is whole, but what it says is not to be used.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask SendDataAsync(ReadOnlyMemory<byte> pdus, FilePart? rest = null)
    {
        IOException? fileFault = null;
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
                if (rest is { } part)
                {
                    fileFault = await WriteAsync(part).ConfigureAwait(false);
                }
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

        if (fileFault is not null)
        {
            throw fileFault;
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

    /// <summary>A-ABORT request after a fault on this side.</summary>
    internal ValueTask AbortAsync(Exception fault) => AbortAsync(fault as DicomException ?? new DicomException(
        DicomErrorId.AssociationAborted, $"The association was aborted after an error on this side: {fault.Message}", null, fault));

    /// <summary>Closes the connection without a word, and waits until its reader has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        await reader.ConfigureAwait(false);
    }

    internal DicomException NotEstablished() =>
        End?.Cause ?? new DicomException(DicomErrorId.AssociationClosed, "The association is not established.");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        user.OnPdusSending(bytes.Span);
        watchdog.WriteBegins();
        await stream.WriteAsync(bytes).ConfigureAwait(false);
        watchdog.WriteEnds();
    }

    // Returns what was wrong with the file. Its bytes were promised to the peer: zeros take their place, so that it understands
    // the A-ABORT that follows.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<IOException?> WriteAsync(FilePart part)
    {
        IOException? fault = null;
        byte[] piece = [];
        watchdog.WriteBegins();
        try
        {
            while (part.Length > 0)
            {
                int count = transport.Send(part);
                if (count == 0)
                {
                    // The peer has no room at the moment, most of the time: what was read can wait for it.
                    piece = piece.Length > 0 ? piece : ArrayPool<byte>.Shared.Rent(FilePieceSize);
                    count = Math.Min(part.Length, FilePieceSize);
                    fault = Read(part, piece.AsSpan(0, count)) ?? fault;
                    await stream.WriteAsync(piece.AsMemory(0, count)).ConfigureAwait(false);
                }

                part = part.After(count);
            }
        }
        finally
        {
            if (piece.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(piece);
            }
        }

        watchdog.WriteEnds();
        leftToCopy = piece.Length > 0 && transport.IsLocal ? CopiedWithoutRoom : 0;
        return fault;
    }

    private static IOException? Read(FilePart part, Span<byte> bytes)
    {
        int read = 0;
        try
        {
            while (read < bytes.Length && RandomAccess.Read(part.File, bytes[read..], part.Offset + read) is var more and > 0)
            {
                read += more;
            }

            return read == bytes.Length ? null : new EndOfStreamException();
        }
        catch (IOException e)
        {
            return e;
        }
        finally
        {
            bytes[read..].Clear();
        }
    }

    private Task EndTraceAsync() => trace?.CloseAsync().AsTask() ?? Task.CompletedTask;

    // Racing with the reader by a piece does no harm: the watchdog looks again.
    private bool AwaitsAnswer() => received.Count == 0 && user.AwaitsAnswer;

    private static bool IsVersionSupported(AssociateRq request) => (request.ProtocolVersion & 1) != 0;

    private static bool IsTransportFault(Exception e) => e is IOException or SocketException or ObjectDisposedException or AuthenticationException;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
