using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>Within a window instances are flushed beside the reader: none is lost, and each is answered while that is possible.</summary>
public sealed class FlushQueueTests : IDisposable
{
    private readonly TemporaryFolder files = new();

    public void Dispose() => files.Dispose();

    private static StorageServer Server(string template = "{SOPInstanceUID}.dcm") => new(options =>
    {
        options.MaximumOperationsPerformed = 0;
        options.Durability = Durability.Flush;
        options.PathTemplate = new StoragePathTemplate(template);
    });

    private static Task<ScriptedPeer> AssociateAsync(StorageServer server) =>
        ScriptedPeer.AssociateWithWindowAsync(server.Server.Port, ScriptedPeer.Ct(1));

    [Fact]
    public async Task Instances_that_come_at_once_into_new_folders_are_all_stored()
    {
        await using StorageServer server = Server("{SeriesInstanceUID}/{SOPInstanceUID}.dcm");
        InstanceFile[] sent = [.. Enumerable.Range(0, 400).Select(number =>
        {
            string path = files.PathOf($"{number}.dcm");
            File.WriteAllBytes(path, TestInstances.Part10(sopInstanceUid: $"1.2.{number}", seriesInstanceUid: $"1.3.{number / 4}", rows: 2));
            return InstanceFile.Read(path);
        })];
        AssociationOptions options = server.Options;
        options.MaximumOperationsInvoked = 0;
        int stored = 0;
        await foreach (StoreResult result in new InstanceSender(Requestor(), options).SendAsync(sent, Token))
        {
            Assert.True(result.IsStored, result.ToString());
            stored++;
        }

        Assert.Equal(sent.Length, stored);
        Assert.Equal(
            Enumerable.Range(0, 400).Select(number => $"1.3.{number / 4}/1.2.{number}.dcm").Order(StringComparer.Ordinal),
            server.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_release_right_behind_instances_is_answered_behind_their_answers()
    {
        await using StorageServer server = Server();
        using ScriptedPeer peer = await AssociateAsync(server);
        await peer.SendAsync([.. ScriptedPeer.Stores(40), .. new ReleaseRq().Encode()]);
        List<int> answered = [];
        for (int i = 0; i < 40; i++)
        {
            CommandSet answer = (await peer.ReceiveMessageAsync()).Command;
            Assert.Equal(StatusCodes.Success, answer.Status);
            answered.Add(answer.MessageIdBeingRespondedTo!.Value);
        }

        await peer.ReceiveAsync<ReleaseRp>();
        Assert.Equal(Enumerable.Range(1, 40), answered.Order());
        Assert.Equal(Enumerable.Range(1, 40).Select(number => $"1.2.{number}.dcm").Order(StringComparer.Ordinal), server.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_came_whole_is_stored_also_where_nobody_can_be_answered_any_more()
    {
        await using StorageServer server = Server();
        using ScriptedPeer peer = await AssociateAsync(server);
        await peer.SendAsync(ScriptedPeer.Stores(40));
        await peer.SendAsync(ScriptedPeer.Data(1, ScriptedPeer.Store("1.2.41", messageId: 41)));
        await peer.SendAsync(ScriptedPeer.Data(1, new byte[100], isLast: false));
        peer.ShutdownSend();
        await Until(() => server.Server.Associations.Count == 0 && server.Server.Counters.Failures == 1);
        Assert.Equal(40, server.Server.Counters.Instances);
        Assert.Equal(Enumerable.Range(1, 40).Select(number => $"1.2.{number}.dcm").Order(StringComparer.Ordinal), server.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_server_that_has_stopped_writes_nothing_any_more()
    {
        string[] atTheEnd;
        await using (StorageServer server = Server())
        {
            using ScriptedPeer peer = await AssociateAsync(server);
            await peer.SendAsync(ScriptedPeer.Stores(40));
            await Until(() => server.Server.Counters.Instances > 0);
            await server.Server.StopAsync().Soon();
            atTheEnd = server.Files;
            Assert.Equal(server.Server.Counters.Instances, atTheEnd.Length);
            Assert.DoesNotContain(atTheEnd, file => file.EndsWith(".part", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_disk_that_fails_is_the_answer_of_each_instance()
    {
        await using StorageServer server = Server();
        using ScriptedPeer peer = await AssociateAsync(server);
        Directory.Delete(server.Folder.PathOf("store"));
        await peer.SendAsync(ScriptedPeer.Stores(10));
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(StatusCodes.OutOfResources, (await peer.ReceiveMessageAsync()).Command.Status);
        }

        await peer.SendAsync(new ReleaseRq());
        await peer.ReceiveAsync<ReleaseRp>();
    }
}
