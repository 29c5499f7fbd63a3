using System.Net;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>Messages are put together from P-DATA-TF PDUs of any packing, and from TCP segments of any size.</summary>
public sealed class PDataReceptionTests : IAsyncLifetime
{
    private static readonly byte[] DataSet = TestInstances.DataSetOf(TestInstances.Part10(sopInstanceUid: "1.2.3", rows: 2));

    private readonly TemporaryFolder folder = new();
    private DicomServer server = null!;

    public ValueTask InitializeAsync()
    {
        server = DicomServer.Start(new ApplicationEntity(), new DicomServerOptions
        {
            BindAddress = IPAddress.Loopback,
            StoragePath = folder.Path,
            PathTemplate = new StoragePathTemplate("{SOPInstanceUID}.dcm"),
        });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    public static TheoryData<string> Packings =>
        ["a PDU for each", "one PDU for both", "fragments in PDUs", "fragments in one PDU", "single bytes", "empty fragments", "empty last fragments", "a mixture"];

    [Theory]
    [MemberData(nameof(Packings))]
    public async Task Command_and_data_come_in_any_packing(string packing)
    {
        byte[] command = CommandSetCodec.Encode(ScriptedPeer.Store("1.2.3"));
        IEnumerable<PDataTf> pdus = packing switch
        {
            "a PDU for each" => Separate([.. Cut(true, command, command.Length), .. Cut(false, DataSet, DataSet.Length)]),
            "one PDU for both" => [new([.. Cut(true, command, command.Length), .. Cut(false, DataSet, DataSet.Length)])],
            "fragments in PDUs" => Separate([.. Cut(true, command, 10), .. Cut(false, DataSet, 10)]),
            "fragments in one PDU" => [new([.. Cut(true, command, 10), .. Cut(false, DataSet, 10)])],
            "single bytes" => Separate([.. Cut(true, command, 1), .. Cut(false, DataSet, 1)]),
            "empty fragments" => Separate([.. Cut(true, command, 10).Prepend(Empty(true, false)), .. Cut(false, DataSet, 10).Prepend(Empty(false, false))]),
            "empty last fragments" => Separate(
                [.. Cut(true, command, 10, isEnded: false), Empty(true, true), .. Cut(false, DataSet, 10, isEnded: false), Empty(false, true)]),
            _ => [new([.. Cut(true, command, 7), .. Cut(false, DataSet[..100], 9, isEnded: false)]), .. Separate([.. Cut(false, DataSet[100..], 33)])],
        };

        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port, ScriptedPeer.Verification(1), ScriptedPeer.Ct(3));
        foreach (PDataTf pdu in pdus)
        {
            await peer.SendAsync(pdu);
        }

        await AssertStoredAsync(peer);
        await peer.EchoAndReleaseAsync();
    }

    [Fact]
    public async Task A_stream_is_cut_by_TCP_at_any_byte()
    {
        PDataTf store = new(
            [.. Cut(true, CommandSetCodec.Encode(ScriptedPeer.Store("1.2.3")), 40), .. Cut(false, DataSet[..60], 20, isEnded: false)]);
        byte[] bytes =
        [
            .. store.Encode(), .. ScriptedPeer.Data(3, DataSet[60..]).Encode(), .. ScriptedPeer.Data(1, ScriptedPeer.Echo(2)).Encode(),
        ];
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port, ScriptedPeer.Verification(1), ScriptedPeer.Ct(3));
        for (int cut = 1; cut < bytes.Length; cut++)
        {
            await peer.SendAsync(bytes[..cut]);
            await peer.SendAsync(bytes[cut..]);
            await AssertStoredAsync(peer);
            Assert.Equal(CommandField.CEchoRsp, (await peer.ReceiveMessageAsync()).Command.CommandField);
        }

        Assert.Equal(bytes.Length - 1, server.Counters.Instances);
        await peer.EchoAndReleaseAsync();
    }

    [Fact]
    public async Task A_whole_association_comes_byte_by_byte()
    {
        byte[] bytes =
        [
            .. ScriptedPeer.Request().Encode(), .. ScriptedPeer.Data(1, ScriptedPeer.Echo()).Encode(), .. new ReleaseRq().Encode(),
        ];
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        foreach (byte value in bytes)
        {
            await peer.SendAsync([value]);
        }

        await peer.ReceiveAsync<AssociateAc>();
        Assert.Equal((ushort)0, (await peer.ReceiveMessageAsync()).Command.Status);
        await peer.ReceiveAsync<ReleaseRp>();
    }

    [Fact]
    public async Task Requests_that_come_ahead_of_their_answers_are_all_answered()
    {
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port);
        await peer.SendAsync([.. Enumerable.Range(1, 100).SelectMany(id => ScriptedPeer.Data(1, ScriptedPeer.Echo((ushort)id)).Encode())]);
        for (int id = 1; id <= 100; id++)
        {
            Assert.Equal((ushort)id, (await peer.ReceiveMessageAsync()).Command.MessageIdBeingRespondedTo);
        }

        await peer.EchoAndReleaseAsync();
    }

    private async Task AssertStoredAsync(ScriptedPeer peer)
    {
        ReceivedMessage answer = await peer.ReceiveMessageAsync();
        Assert.Equal((CommandField.CStoreRsp, (ushort)0), (answer.Command.CommandField, answer.Command.Status!.Value));
        Assert.Equal(DataSet, TestInstances.DataSetOf(await File.ReadAllBytesAsync(folder.PathOf("1.2.3.dcm"), Token)));
    }

    private static IEnumerable<PDataTf> Separate(IEnumerable<PresentationDataValue> values) => values.Select(value => new PDataTf([value]));

    private static PresentationDataValue Empty(bool isCommand, bool isLast) => new(3, isCommand, isLast, ReadOnlyMemory<byte>.Empty);

    private static IEnumerable<PresentationDataValue> Cut(bool isCommand, byte[] bytes, int size, bool isEnded = true)
    {
        for (int at = 0; at < bytes.Length; at += size)
        {
            int count = Math.Min(size, bytes.Length - at);
            yield return new PresentationDataValue(3, isCommand, isEnded && at + count == bytes.Length, bytes.AsMemory(at, count));
        }
    }
}
