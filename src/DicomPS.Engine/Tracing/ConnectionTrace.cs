using System.Net;

namespace DicomPS.Engine.Tracing;

/// <summary>What one connection gives to its trace.</summary>
internal sealed class ConnectionTrace
{
    private readonly PduTrace trace;
    private readonly PduTap sent;
    private readonly PduTap received;
    private int isClosed;

    /// <summary>Begins to trace a connection.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="id">The number of the association.</param>
    /// <param name="isRequestor">Whether this side asks for it.</param>
    /// <param name="transport">The connection, with TLS already where it has TLS.</param>
    internal ConnectionTrace(PduTrace trace, int id, bool isRequestor, UpperLayer.Transport transport)
    {
        this.trace = trace;
        Id = id;
        Local = transport.LocalEndPoint;
        Remote = transport.RemoteEndPoint;
        sent = new PduTap(isSent: true, trace.IncludesData);
        received = new PduTap(isSent: false, trace.IncludesData);
        Introduction = $"{(isRequestor ? "connected to" : "connection from")} {Remote}, local end {Local}"
            + (transport.Security is { } security ? $", {security.Session}" : string.Empty);
        trace.Acquire();
    }

    internal int Id { get; }

    internal IPEndPoint Local { get; }

    internal IPEndPoint Remote { get; }

    /// <summary>The connection in words.</summary>
    internal string Introduction { get; }

    internal ValueTask OnSendingAsync(ReadOnlyMemory<byte> bytes) => TakeAsync(sent, bytes);

    internal ValueTask OnReceivedAsync(ReadOnlyMemory<byte> bytes) => TakeAsync(received, bytes);

    /// <summary>The connection is over. Ends when all that was traced of it is in the file.</summary>
    internal async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref isClosed, 1) != 0)
        {
            return;
        }

        TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        long unfinished = received.Unfinished;
        await trace.AddAsync(new TraceEntry(DateTimeOffset.UtcNow, this)
        {
            Note = unfinished == 0 ? "closed" : $"closed; {unfinished} bytes came of a PDU that is not whole",
            Written = written,
        }).ConfigureAwait(false);
        trace.Release();
        await written.Task.ConfigureAwait(false);
    }

    private async ValueTask TakeAsync(PduTap tap, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty && Volatile.Read(ref isClosed) == 0)
        {
            bytes = bytes[tap.Take(bytes.Span, out TracedPdu? pdu)..];
            if (pdu is not null)
            {
                await trace.AddAsync(new TraceEntry(DateTimeOffset.UtcNow, this) { Pdu = pdu }).ConfigureAwait(false);
            }
        }
    }
}
