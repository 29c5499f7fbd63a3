using System.Net;
using System.Net.Sockets;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Network;

/// <summary>
/// A peer that does what a test tells it to, right or wrong: a TCP connection, PDUs by the codec or raw bytes. Nothing
/// of the engine's upper layer is in it. Every wait fails after <see cref="Patience"/>.
/// </summary>
internal sealed class ScriptedPeer : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket socket;
    private readonly byte[] received = new byte[16384];
    private int start;
    private int end;

    public ScriptedPeer(Socket socket)
    {
        this.socket = socket;
        socket.NoDelay = true;
    }

    public static async Task<ScriptedPeer> ConnectAsync(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port).WaitAsync(Patience);
        return new ScriptedPeer(socket);
    }

    /// <summary>A connection to a server, with an association for contexts that are all expected to be accepted.</summary>
    public static Task<ScriptedPeer> AssociateAsync(int port, params PresentationContextRq[] contexts) => AssociateAsync(port, Request(contexts));

    /// <summary>The same, where the server may be sent any number of requests before it answers.</summary>
    public static Task<ScriptedPeer> AssociateWithWindowAsync(int port, params PresentationContextRq[] contexts)
    {
        AssociateRq request = Request(contexts);
        return AssociateAsync(port, request with
        {
            UserInformation = request.UserInformation with { AsynchronousOperationsWindow = new AsynchronousOperationsWindow(0, 1) },
        });
    }

    private static async Task<ScriptedPeer> AssociateAsync(int port, AssociateRq request)
    {
        ScriptedPeer peer = await ConnectAsync(port);
        await peer.SendAsync(request);
        AssociateAc answer = await peer.ReceiveAsync<AssociateAc>();
        Assert.All(answer.PresentationContexts, context => Assert.Equal(PresentationContextResult.Acceptance, context.Result));
        return peer;
    }

    public static AssociateRq Request(params PresentationContextRq[] contexts) => new()
    {
        CalledAETitle = "ANY-SCP",
        CallingAETitle = "SCRIPTED",
        PresentationContexts = contexts.Length > 0 ? contexts : [Verification(1)],
        UserInformation = new UserInformation { MaximumLength = 16384, ImplementationClassUid = "2.25.7" },
    };

    public static PresentationContextRq Verification(byte id) => new(id, Uids.Verification, [Uids.ImplicitVRLittleEndian]);

    public static PresentationContextRq Ct(byte id) => new(id, Uids.CTImageStorage, [Uids.ExplicitVRLittleEndian]);

    /// <summary>Accepts every context of a request, in its first transfer syntax.</summary>
    public static AssociateAc Acceptance(AssociateRq request, uint maximumLength = 16384) => new()
    {
        CalledAETitle = request.CalledAETitle,
        CallingAETitle = request.CallingAETitle,
        PresentationContexts =
        [
            .. request.PresentationContexts.Select(context =>
                new PresentationContextAc(context.Id, PresentationContextResult.Acceptance, context.TransferSyntaxes[0])),
        ],
        UserInformation = new UserInformation { MaximumLength = maximumLength, ImplementationClassUid = "2.25.7" },
    };

    public static CommandSet Echo(ushort messageId = 1) => new()
    {
        AffectedSopClassUid = Uids.Verification,
        CommandField = CommandField.CEchoRq,
        MessageId = messageId,
    };

    public static CommandSet Store(string instanceUid, string classUid = Uids.CTImageStorage, ushort messageId = 1) => new()
    {
        AffectedSopClassUid = classUid,
        AffectedSopInstanceUid = instanceUid,
        CommandField = CommandField.CStoreRq,
        MessageId = messageId,
        Priority = Priority.Medium,
        HasDataSet = true,
    };

    public static PDataTf Data(byte contextId, CommandSet command) =>
        new([new PresentationDataValue(contextId, IsCommand: true, IsLast: true, CommandSetCodec.Encode(command))]);

    public static PDataTf Data(byte contextId, byte[] dataSet, bool isLast = true) =>
        new([new PresentationDataValue(contextId, IsCommand: false, isLast, dataSet)]);

    /// <summary>A data set in PDUs that are short enough for every peer, as they go over the wire.</summary>
    public static byte[] DataSet(byte contextId, byte[] dataSet, bool isLast = true)
    {
        byte[][] pieces = dataSet.Length == 0 ? [dataSet] : [.. dataSet.Chunk(60_000)];
        return [.. pieces.SelectMany((piece, index) => Data(contextId, piece, isLast && index == pieces.Length - 1).Encode())];
    }

    /// <summary>Whole CT instances 1.2.1, 1.2.2 and so on, with as many message IDs, in context 1 and without a wait between them.</summary>
    public static byte[] Stores(int count) =>
    [
        .. Enumerable.Range(1, count).SelectMany(number => (byte[])
        [
            .. Data(1, Store($"1.2.{number}", messageId: (ushort)number)).Encode(),
            .. Data(1, TestInstances.DataSetOf(TestInstances.Part10(sopInstanceUid: $"1.2.{number}", rows: 2))).Encode(),
        ]),
    ];

    public Task SendAsync(ProtocolDataUnit pdu) => SendAsync(pdu.Encode());

    public async Task SendAsync(byte[] bytes)
    {
        for (int sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes.AsMemory(sent)).AsTask().WaitAsync(Patience);
        }
    }

    /// <summary>Sends what the other side may well cut off by closing.</summary>
    public async Task TrySendAsync(byte[] bytes)
    {
        try
        {
            await SendAsync(bytes);
        }
        catch (SocketException)
        {
        }
    }

    /// <summary>The next PDU, whatever it is; null where the connection is closed or reset.</summary>
    public async Task<ProtocolDataUnit?> ReceiveAsync()
    {
        byte[] head = new byte[PduHeader.Size];
        if (!await TryFillAsync(head))
        {
            return null;
        }

        Assert.True(PduHeader.TryRead(head, out PduHeader header));
        byte[] body = new byte[header.Length];
        return await TryFillAsync(body) ? ProtocolDataUnit.DecodeBody(header, body) : null;
    }

    public async Task<T> ReceiveAsync<T>()
        where T : ProtocolDataUnit => Assert.IsType<T>(await ReceiveAsync());

    public async Task ExpectAbortAsync(AbortSource source, AbortReason reason = AbortReason.NotSpecified) =>
        Assert.Equal(new Abort(source, reason), await ReceiveAsync<Abort>());

    public async Task ExpectClosedAsync() => Assert.Null(await ReceiveAsync());

    /// <summary>A message: its command, its data set, and the P-DATA-TF PDUs it came in.</summary>
    public async Task<ReceivedMessage> ReceiveMessageAsync()
    {
        List<PDataTf> pdus = [];
        MemoryStream commandBytes = new();
        MemoryStream dataBytes = new();
        CommandSet? command = null;
        while (true)
        {
            PDataTf pdu = await ReceiveAsync<PDataTf>();
            pdus.Add(pdu);
            foreach (PresentationDataValue value in pdu.Values)
            {
                (value.IsCommand ? commandBytes : dataBytes).Write(value.Data.Span);
                if (value is { IsCommand: true, IsLast: true })
                {
                    command = CommandSetCodec.Decode(commandBytes.ToArray());
                }

                if (value.IsLast && command is not null && value.IsCommand != command.HasDataSet)
                {
                    return new ReceivedMessage(command, dataBytes.ToArray(), pdus);
                }
            }
        }
    }

    /// <summary>As acceptor: takes an association with all its contexts.</summary>
    public async Task<AssociateRq> AcceptAsync(uint maximumLength = 16384)
    {
        AssociateRq request = await ReceiveAsync<AssociateRq>();
        await SendAsync(Acceptance(request, maximumLength));
        return request;
    }

    /// <summary>As requestor: an echo and a release, each answered.</summary>
    public async Task EchoAndReleaseAsync(byte contextId = 1)
    {
        await SendAsync(Data(contextId, Echo()));
        Assert.Equal((ushort)0, (await ReceiveMessageAsync()).Command.Status);
        await SendAsync(new ReleaseRq());
        await ReceiveAsync<ReleaseRp>();
    }

    public async Task AnswerAsync(byte contextId, ReceivedMessage message, ushort status = 0) =>
        await SendAsync(Data(contextId, message.Command.RespondWith(status)));

    public void ShutdownSend() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes with a TCP reset instead of an orderly end.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();

    private async Task<bool> TryFillAsync(byte[] target)
    {
        try
        {
            for (int filled = 0; filled < target.Length;)
            {
                if (start == end)
                {
                    start = 0;
                    end = await socket.ReceiveAsync(received.AsMemory()).AsTask().WaitAsync(Patience);
                    if (end == 0)
                    {
                        return false;
                    }
                }

                int count = Math.Min(end - start, target.Length - filled);
                received.AsSpan(start, count).CopyTo(target.AsSpan(filled));
                start += count;
                filled += count;
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
