using System.Net;
using System.Text;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using DicomPS.Engine.Tests.Pdu;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>
/// Whatever comes, a server answers it cleanly, serves the next peer, and keeps nothing of it: no association, no
/// connection, no file.
/// </summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly ApplicationEntity entity = new("SERVER");
    private DicomServer server = null!;

    public ValueTask InitializeAsync()
    {
        // Only the tests of peers that stop wait for it.
        entity.AcseTimeout = TimeSpan.FromSeconds(2);
        entity.NetworkTimeout = TimeSpan.FromSeconds(3);
        server = DicomServer.Start(entity, new DicomServerOptions { BindAddress = IPAddress.Loopback, StoragePath = folder.Path });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await AssertServesAsync();
        await server.DisposeAsync();
        Assert.Empty(folder.Files);
        folder.Dispose();
    }

    private async Task AssertServesAsync()
    {
        using (ScriptedPeer next = await ScriptedPeer.AssociateAsync(server.Port))
        {
            await next.EchoAndReleaseAsync();
        }

        await Until(() => server.Counters.OpenAssociations == 0 && server.ConnectionCount == 0);
    }

    public static TheoryData<string> OtherProtocols => ["HTTP", "TLS", "zeros", "ones", "SSH", "4 GB of A-ASSOCIATE-RQ"];

    [Theory]
    [MemberData(nameof(OtherProtocols))]
    public async Task A_peer_that_speaks_another_protocol_gets_an_abort(string protocol)
    {
        byte[] bytes = protocol switch
        {
            "HTTP" => Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n"),
            "TLS" => Wire.Bytes($"16 0301 0200 01 0001FC 0303 {Wire.Zeros(508)}"),
            "zeros" => new byte[1024 * 1024],
            "ones" => [.. Enumerable.Repeat((byte)0xFF, 100_000)],
            "SSH" => Encoding.ASCII.GetBytes("SSH-2.0-OpenSSH_9.6\r\n"),
            _ => Wire.Bytes("01 00 FFFFFFFF 0001 0000"),
        };
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync(bytes);
        await peer.ExpectAbortAsync(AbortSource.ServiceUser);
        await peer.ExpectClosedAsync();
        Assert.Equal(0, server.Counters.TotalAssociations);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_four_gigabytes_of_data_nothing_is_kept(bool isAssociated)
    {
        using ScriptedPeer peer = isAssociated ? await ScriptedPeer.AssociateAsync(server.Port) : await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync([.. Wire.Bytes("04 00 FFFFFFFF FFFFFFF9 01 01"), .. new byte[200_000]]);
        await peer.ReceiveAsync<Abort>();
        await peer.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_peer_that_says_nothing_is_closed()
    {
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_peer_that_resets_at_once_is_forgotten()
    {
        for (int i = 0; i < 20; i++)
        {
            (await ScriptedPeer.ConnectAsync(server.Port)).Reset();
        }

        await AssertServesAsync();
    }

    [Theory]
    [InlineData("even")]
    [InlineData("duplicate")]
    [InlineData("zero")]
    public async Task Wrong_identifiers_of_contexts_are_aborted(string fault)
    {
        AssociateRq request = fault switch
        {
            "even" => ScriptedPeer.Request(ScriptedPeer.Verification(1), ScriptedPeer.Ct(2)),
            "zero" => ScriptedPeer.Request(ScriptedPeer.Verification(0)),
            _ => ScriptedPeer.Request(ScriptedPeer.Verification(1), ScriptedPeer.Ct(1)),
        };
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync(request);
        await peer.ExpectAbortAsync(AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue);
        await peer.ExpectClosedAsync();
        Assert.Equal(0, server.Counters.TotalAssociations);
    }

    [Fact]
    public async Task A_request_without_contexts_is_rejected()
    {
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync(ScriptedPeer.Request() with { PresentationContexts = [] });
        Assert.Equal(
            new AssociateRj(AssociateResult.RejectedPermanent, AssociateSource.ServiceUser, 1), await peer.ReceiveAsync<AssociateRj>());
    }

    [Fact]
    public async Task A_wrong_application_context_is_rejected()
    {
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync(ScriptedPeer.Request() with { ApplicationContextName = "1.2.840.10008.3.1.1.2" });
        Assert.Equal(
            new AssociateRj(AssociateResult.RejectedPermanent, AssociateSource.ServiceUser, 2), await peer.ReceiveAsync<AssociateRj>());
    }

    [Fact]
    public async Task An_association_with_nothing_accepted_is_answered_all_the_same()
    {
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync(ScriptedPeer.Request(new PresentationContextRq(7, "1.2.3", ["1.3.1"])));
        AssociateAc answer = await peer.ReceiveAsync<AssociateAc>();
        Assert.Equal([new(7, PresentationContextResult.AbstractSyntaxNotSupported, "1.3.1")], answer.PresentationContexts);
        await peer.SendAsync(new Abort(AbortSource.ServiceUser));
        await peer.ExpectClosedAsync();
    }

    public static TheoryData<string, AbortSource, AbortReason> BrokenMessages => new()
    {
        { "data before association", AbortSource.ServiceUser, AbortReason.NotSpecified },
        { "garbage as command", AbortSource.ServiceUser, AbortReason.NotSpecified },
        { "empty command", AbortSource.ServiceUser, AbortReason.NotSpecified },
        { "huge command", AbortSource.ServiceUser, AbortReason.NotSpecified },
        { "data without command", AbortSource.ServiceUser, AbortReason.NotSpecified },
        { "data after a command that has none", AbortSource.ServiceUser, AbortReason.NotSpecified },
        { "command before the data are whole", AbortSource.ServiceUser, AbortReason.NotSpecified },
        { "several contexts in a command", AbortSource.ServiceUser, AbortReason.NotSpecified },
        { "several contexts in a message", AbortSource.ServiceUser, AbortReason.NotSpecified },
        { "context not accepted", AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue },
        { "context never proposed", AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue },
        { "value beyond its PDU", AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue },
        { "value shorter than its header", AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue },
        { "value cut short", AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue },
        { "PDU beyond the announced maximum", AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue },
    };

    [Theory]
    [MemberData(nameof(BrokenMessages))]
    public async Task A_broken_message_is_aborted(string fault, AbortSource source, AbortReason reason)
    {
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        if (fault != "data before association")
        {
            await peer.SendAsync(ScriptedPeer.Request(
                ScriptedPeer.Verification(1), ScriptedPeer.Ct(3), new PresentationContextRq(5, "1.2.3", ["1.3.1"])));
            await peer.ReceiveAsync<AssociateAc>();
        }

        byte[] store = CommandSetCodec.Encode(ScriptedPeer.Store("1.2.3"));
        byte[] bytes = fault switch
        {
            "garbage as command" => new PDataTf([new(1, true, true, "garbage!garbage!"u8.ToArray())]).Encode(),
            "empty command" => new PDataTf([new(1, true, true, ReadOnlyMemory<byte>.Empty)]).Encode(),
            "huge command" => [.. Enumerable.Repeat(new PDataTf([new(1, true, false, new byte[16000])]).Encode(), 5).SelectMany(pdu => pdu)],
            "data without command" => ScriptedPeer.Data(3, new byte[10]).Encode(),
            "data after a command that has none" =>
                [.. ScriptedPeer.Data(1, new CommandSet { CommandField = CommandField.CCancelRq }).Encode(), .. ScriptedPeer.Data(1, new byte[10]).Encode()],
            "command before the data are whole" =>
                [.. ScriptedPeer.Data(3, ScriptedPeer.Store("1.2.3")).Encode(), .. ScriptedPeer.Data(3, new byte[10], isLast: false).Encode(), .. ScriptedPeer.Data(3, ScriptedPeer.Echo()).Encode()],
            "several contexts in a command" => new PDataTf([new(3, true, false, store.AsMemory(0, 20)), new(1, true, true, store.AsMemory(20))]).Encode(),
            "several contexts in a message" =>
                [.. ScriptedPeer.Data(3, ScriptedPeer.Store("1.2.3")).Encode(), .. ScriptedPeer.Data(1, new byte[10]).Encode()],
            "context not accepted" => ScriptedPeer.Data(5, ScriptedPeer.Echo()).Encode(),
            "context never proposed" => ScriptedPeer.Data(99, ScriptedPeer.Echo()).Encode(),
            "value beyond its PDU" => Wire.Bytes("04 00 00000008 00000007 01 03 0000"),
            "value shorter than its header" => Wire.Bytes("04 00 00000008 00000001 01 03 0000"),
            "value cut short" => Wire.Bytes("04 00 00000003 000000"),
            "PDU beyond the announced maximum" => Wire.Bytes("04 00 00020001 0001FFFD 03 01"),
            _ => ScriptedPeer.Data(1, ScriptedPeer.Echo()).Encode(),
        };
        await peer.SendAsync(bytes);
        await peer.ExpectAbortAsync(source, reason);
        await peer.ExpectClosedAsync();
    }

    [Theory]
    [InlineData(0x0020, 0x0122)] // C-FIND
    [InlineData(0x0021, 0x0122)] // C-MOVE
    [InlineData(0x0010, 0x0122)] // C-GET
    [InlineData(0x0130, 0x0122)] // N-ACTION
    [InlineData(0x0001, 0x0122)] // C-STORE in a context for Verification
    [InlineData(0x0031, 0x0211)]
    [InlineData(0x7777, 0x0211)]
    public async Task A_command_that_is_not_served_is_answered_with_a_failure(int commandField, int status)
    {
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port);
        await peer.SendAsync(ScriptedPeer.Data(1, new CommandSet
        {
            AffectedSopClassUid = Uids.Verification,
            AffectedSopInstanceUid = "1.2.3",
            CommandField = (CommandField)commandField,
            MessageId = 9,
            HasDataSet = true,
        }));
        await peer.SendAsync(ScriptedPeer.Data(1, new byte[1000]));
        ReceivedMessage answer = await peer.ReceiveMessageAsync();
        Assert.Equal((status, 9), (answer.Command.Status!.Value, answer.Command.MessageIdBeingRespondedTo!.Value));
        Assert.Equal(commandField | 0x8000, (int)answer.Command.CommandField);
        await peer.EchoAndReleaseAsync();
    }

    [Fact]
    public async Task An_echo_in_a_context_for_storage_is_answered_with_a_failure()
    {
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port, ScriptedPeer.Ct(1));
        await peer.SendAsync(ScriptedPeer.Data(1, ScriptedPeer.Echo()));
        Assert.Equal(StatusCodes.SopClassNotSupported, (await peer.ReceiveMessageAsync()).Command.Status);
    }

    [Fact]
    public async Task Responses_and_cancels_that_nobody_waits_for_are_passed_over()
    {
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port);
        await peer.SendAsync(ScriptedPeer.Data(1, ScriptedPeer.Echo().RespondWith(0)));
        await peer.SendAsync(ScriptedPeer.Data(1, new CommandSet { CommandField = CommandField.CCancelRq, MessageIdBeingRespondedTo = 5 }));
        await peer.EchoAndReleaseAsync();
    }

    public static TheoryData<string> WaysToStop => ["silence", "close", "reset", "release", "abort", "release with all the rest"];

    [Theory]
    [MemberData(nameof(WaysToStop))]
    public async Task A_peer_that_stops_in_the_middle_of_an_instance_leaves_no_file(string way)
    {
        byte[] dataSet = TestInstances.DataSetOf(TestInstances.Part10(sopInstanceUid: "1.2.3", rows: 6000));
        using (ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port, ScriptedPeer.Ct(1)))
        {
            await peer.SendAsync(ScriptedPeer.Data(1, ScriptedPeer.Store("1.2.3")));
            await peer.SendAsync(ScriptedPeer.DataSet(1, dataSet[..300_000], isLast: false));
            await Until(() => folder.Files.Length == 1);
            switch (way)
            {
                case "silence":
                    await peer.ExpectAbortAsync(AbortSource.ServiceUser);
                    break;
                case "close":
                    peer.Dispose();
                    break;
                case "reset":
                    peer.Reset();
                    break;
                case "release":
                    await peer.SendAsync(new ReleaseRq());
                    await peer.ReceiveAsync<ReleaseRp>();
                    break;
                case "abort":
                    await peer.SendAsync(new Abort(AbortSource.ServiceUser));
                    break;
                default:
                    await peer.SendAsync([.. new ReleaseRq().Encode(), .. ScriptedPeer.DataSet(1, dataSet[300_000..])]);
                    await peer.ReceiveAsync<ReleaseRp>();
                    break;
            }

            await Until(() => server.Counters.Failures == 1 && folder.Files.Length == 0);
        }

        await AssertServesAsync();
        Assert.Equal((0, 1), (server.Counters.Instances, server.Counters.Failures));
        Assert.Contains("broken off", server.Counters.LastFailure, StringComparison.Ordinal);
    }
}
