using System.Buffers;
using System.Runtime.CompilerServices;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// Messages over an association: command sets and data sets out of presentation data values, and back (PS3.7 section
/// 6.3, PS3.8 annex E). Messages go out one at a time; each comes in whole before the next (PS3.8 annex E.1).
/// </summary>
internal sealed class MessageChannel(
    UpperLayerConnection connection,
    IReadOnlyList<AcceptedContext> contexts,
    uint peerMaximumPduLength,
    IMessageHandler handler) : IAsyncDisposable
{
    // The elements of group 0000 with all their lists stay far below this.
    private const int MaximumCommandLength = 64 * 1024;

    private readonly PDataWriter writer = new(connection, peerMaximumPduLength);
    private readonly SemaphoreSlim messageLock = new(1, 1);
    private readonly ArrayBufferWriter<byte> outgoingCommand = new(256);
    private readonly ArrayBufferWriter<byte> commandBytes = new(256);

    private volatile bool holds;

    // The message that is coming in: its context once a command began, and whether its data set is due.
    private AcceptedContext? incoming;
    private bool awaitsDataSet;
    private IDataSetReceiver? receiver;

    /// <summary>Whether a message has come in part.</summary>
    internal bool IsReceiving => Volatile.Read(ref incoming) is not null;

    /// <summary>Sends a message.</summary>
    /// <param name="context">The presentation context.</param>
    /// <param name="command">The command set.</param>
    /// <param name="dataSet">Writes the data set; null where the command says that there is none.</param>
    /// <param name="isFollowed">Whether it may be held back, for the caller sends another one at once, or calls <see cref="SendHeldAsync"/>.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask SendAsync(
        AcceptedContext context, CommandSet command, Func<PDataWriter, ValueTask>? dataSet = null, bool isFollowed = false)
    {
        await messageLock.WaitAsync().ConfigureAwait(false);
        try
        {
            if (connection.End is not null)
            {
                throw connection.NotEstablished();
            }

            handler.OnSending(command);
            writer.Begin(context.Id, command: true);
            outgoingCommand.ResetWrittenCount();
            CommandSetCodec.Encode(command, outgoingCommand);
            await writer.WriteAsync(outgoingCommand.WrittenMemory).ConfigureAwait(false);
            await writer.EndAsync().ConfigureAwait(false);
            if (dataSet is not null)
            {
                writer.Begin(context.Id, command: false);
                await dataSet(writer).ConfigureAwait(false);
                await writer.EndAsync().ConfigureAwait(false);
            }

            if (!(isFollowed || holds) || !writer.TryHold())
            {
                await writer.FlushAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (writer.HasSent && connection.End is null)
        {
            // The data set could not be read to its end, and the peer waits for the rest of it.
            await connection.AbortAsync(new DicomException(
                DicomErrorId.AssociationAborted,
                $"The association was aborted, for a data set could not be sent to its end: {e.Message}",
                null,
                e)).ConfigureAwait(false);
            throw;
        }
        finally
        {
            // After a fault: what was not sent must not go out with the next message.
            writer.Reset();
            messageLock.Release();
        }
    }

    /// <summary>Whether messages may be held back.</summary>
    internal bool Holds => holds;

    /// <summary>From now on messages may be held back, until <see cref="SendHeldAsync"/>.</summary>
    internal void Hold() => holds = true;

    /// <summary>Sends what was held back. A message whose turn comes only then is not held back any more.</summary>
    internal async ValueTask SendHeldAsync()
    {
        holds = false;
        await messageLock.WaitAsync().ConfigureAwait(false);
        try
        {
            await writer.FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            messageLock.Release();
        }
    }

    /// <summary>Takes the next piece of what the peer sends.</summary>
    internal async ValueTask ReceiveAsync(PresentationDataValue piece)
    {
        if (incoming is null || incoming.Id != piece.ContextId)
        {
            Begin(piece);
        }

        if (piece.IsCommand == awaitsDataSet)
        {
            throw Violation(piece.IsCommand
                ? "a command began before the data set of the last one was whole"
                : "a data set came without a command");
        }

        if (piece.IsCommand)
        {
            await ReceiveCommandAsync(piece).ConfigureAwait(false);
        }
        else
        {
            await ReceiveDataAsync(piece).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets a message that is not whole. To be called when nothing more is received.</summary>
    internal void AbandonIncoming()
    {
        receiver?.Abandon();
        Finish();
    }

    /// <summary>
    /// Frees the buffer once nobody writes to it, which a closed connection soon brings about. Messages that waited for
    /// their turn are told how the association ended, so the lock stays.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await messageLock.WaitAsync().ConfigureAwait(false);
        try
        {
            AbandonIncoming();
            writer.Dispose();
        }
        finally
        {
            messageLock.Release();
        }
    }

    private void Begin(PresentationDataValue piece)
    {
        AcceptedContext? context = Find(piece.ContextId);
        if (context is null)
        {
            throw new MalformedPduException(
                "P-DATA-TF presentation data value: presentation context ID",
                PduHeader.Size + sizeof(uint),
                $"is {piece.ContextId}, which was not accepted");
        }

        if (incoming is not null)
        {
            throw Violation("a message changed its presentation context");
        }

        incoming = context;
    }

    private AcceptedContext? Find(byte contextId)
    {
        for (int i = 0; i < contexts.Count; i++)
        {
            if (contexts[i].Id == contextId)
            {
                return contexts[i];
            }
        }

        return null;
    }

    private async ValueTask ReceiveCommandAsync(PresentationDataValue piece)
    {
        if (commandBytes.WrittenCount + piece.Data.Length > MaximumCommandLength)
        {
            throw Violation($"a command set is longer than {MaximumCommandLength} bytes");
        }

        commandBytes.Write(piece.Data.Span);
        if (!piece.IsLast)
        {
            return;
        }

        CommandSet command = CommandSetCodec.Decode(commandBytes.WrittenSpan);
        commandBytes.ResetWrittenCount();
        awaitsDataSet = command.HasDataSet;
        receiver = await handler.OnCommandAsync(incoming!, command).ConfigureAwait(false);
        if (!awaitsDataSet)
        {
            Finish();
        }
    }

    private async ValueTask ReceiveDataAsync(PresentationDataValue piece)
    {
        if (receiver is not null)
        {
            await receiver.WriteAsync(piece.Data).ConfigureAwait(false);
        }

        if (piece.IsLast)
        {
            IDataSetReceiver? complete = receiver;
            Finish();
            if (complete is not null)
            {
                await complete.CompleteAsync().ConfigureAwait(false);
            }
        }
    }

    private void Finish()
    {
        receiver = null;
        awaitsDataSet = false;
        incoming = null;
        commandBytes.ResetWrittenCount();
    }

    private static DicomException Violation(string problem) => new(
        DicomErrorId.ProtocolViolation,
        $"The peer broke the message exchange: {problem}. The association was aborted.",
        "Check the peer's DICOM software.");
}
