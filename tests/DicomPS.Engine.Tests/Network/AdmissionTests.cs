using System.Net;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>Admission on the wire, and servers among peers that are silent, slow or many.</summary>
public class AdmissionTests
{
    private const int Many = 200;

    [Fact]
    public async Task A_peer_has_its_own_maximum_and_gets_its_place_back()
    {
        await using DicomServer server = Serve(entity => entity.MaximumAssociationsPerPeer = 2);
        ScriptedPeer[] peers = [await ScriptedPeer.AssociateAsync(server.Port), await ScriptedPeer.AssociateAsync(server.Port)];
        using ScriptedPeer third = await ScriptedPeer.ConnectAsync(server.Port);
        await third.SendAsync(ScriptedPeer.Request());
        AssertCodes(2, 3, 2, await third.ReceiveAsync<AssociateRj>());
        Assert.StartsWith("SCRIPTED > ANY-SCP (127.0.0.1:", server.Counters.LastRejection, StringComparison.Ordinal);
        Assert.EndsWith("2 association(s) with 127.0.0.1 are open, which is the maximum for a peer (2/3/2)", server.Counters.LastRejection, StringComparison.Ordinal);
        await peers[0].EchoAndReleaseAsync();
        using ScriptedPeer fourth = await ScriptedPeer.AssociateAsync(server.Port);
        Array.ForEach(peers, peer => peer.Dispose());
    }

    [Theory]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.0/8", false)]
    public async Task The_address_of_a_peer_decides(string allowed, bool isAdmitted)
    {
        await using DicomServer server = Serve(entity => entity.AllowedRemoteAddresses = [new AddressRange(allowed)], IPAddress.IPv6Any);
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync(ScriptedPeer.Request());
        if (isAdmitted)
        {
            await peer.ReceiveAsync<AssociateAc>();
        }
        else
        {
            AssertCodes(1, 1, 3, await peer.ReceiveAsync<AssociateRj>());
            Assert.Equal(1, server.Counters.RejectedAssociations);
        }
    }

    [Fact]
    public async Task Another_protocol_version_is_rejected_before_anything_else()
    {
        await using DicomServer server = Serve(entity => entity.AllowedCallingTitles = ["NOBODY"]);
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync(ScriptedPeer.Request() with { ProtocolVersion = 2 });
        AssertCodes(1, 2, 2, await peer.ReceiveAsync<AssociateRj>());
    }

    [Fact]
    public async Task Silent_connections_give_way_to_a_peer_that_asks()
    {
        await using DicomServer server = Serve(options: options => options.MaximumPendingConnections = 50);
        ScriptedPeer[] silent = await ConnectManyAsync(server.Port);
        await Until(() => server.ConnectionCount <= 50);
        using (ScriptedPeer real = await ScriptedPeer.AssociateAsync(server.Port))
        {
            await real.EchoAndReleaseAsync();
        }

        // The oldest were closed, the youngest were not.
        await silent[0].ExpectClosedAsync();
        await silent[^1].SendAsync(ScriptedPeer.Request());
        await silent[^1].ReceiveAsync<AssociateAc>();
        Array.ForEach(silent, peer => peer.Dispose());
        await Until(() => server.ConnectionCount == 0);
    }

    [Fact]
    public async Task An_association_is_never_the_one_that_gives_way()
    {
        await using DicomServer server = Serve(options: options => options.MaximumPendingConnections = 5);
        using ScriptedPeer real = await ScriptedPeer.AssociateAsync(server.Port);
        ScriptedPeer[] silent = await ConnectManyAsync(server.Port);
        await silent[^6].ExpectClosedAsync();
        await real.EchoAndReleaseAsync();
        Array.ForEach(silent, peer => peer.Dispose());
    }

    [Fact]
    public async Task Rejected_peers_that_do_not_close_give_way_too()
    {
        await using DicomServer server = Serve(entity => entity.AllowedCallingTitles = ["REAL"], options: options => options.MaximumPendingConnections = 5);
        List<ScriptedPeer> peers = [];
        for (int i = 0; i < 20; i++)
        {
            ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
            peers.Add(peer);
            await peer.SendAsync(ScriptedPeer.Request());
            await peer.ReceiveAsync<AssociateRj>();
        }

        await Until(() => server.ConnectionCount <= 5);
        peers.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public async Task Silent_and_slow_connections_are_gone_within_artim_and_leave_nothing_behind()
    {
        await using StorageServer storage = new(
            options => options.MaximumPendingConnections = 2 * Many, entity => entity.AcseTimeout = TimeSpan.FromSeconds(3));
        int handles = OpenHandles();
        ScriptedPeer[] silent = await ConnectManyAsync(storage.Server.Port);
        byte[] request = ScriptedPeer.Request().Encode();
        foreach (ScriptedPeer dripping in silent.Take(Many / 2))
        {
            await dripping.SendAsync(request[..1]);
        }

        string uid = Uid();
        ReceivedMessage answer = await storage.StoreAsync(uid, TestInstances.DataSetOf(TestInstances.Part10(sopInstanceUid: uid)));
        Assert.Equal((ushort)0, answer.Command.Status);

        for (int i = 1; storage.Server.ConnectionCount > 0; i++)
        {
            Assert.True(i < 60, "the connections are still open");
            foreach (ScriptedPeer dripping in silent.Take(Many / 2))
            {
                await dripping.TrySendAsync(request[i..(i + 1)]);
            }

            await Task.Delay(100, Token);
        }

        Array.ForEach(silent, peer => peer.Dispose());
        await Until(() => OpenHandles() <= handles + 5);
    }

    [Fact]
    public async Task A_peer_that_sends_too_slowly_is_aborted_and_its_place_is_free()
    {
        await using StorageServer storage = new(
            options => options.MinimumBytesPerSecond = 1000,
            entity =>
            {
                entity.NetworkTimeout = TimeSpan.FromSeconds(1);
                entity.MaximumAssociations = 1;
            });
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(storage.Server.Port, ScriptedPeer.Ct(1));
        string uid = Uid();
        await peer.SendAsync(ScriptedPeer.Data(1, ScriptedPeer.Store(uid)));
        byte[] data = ScriptedPeer.Data(1, new byte[10000]).Encode();
        Task<Abort> aborted = peer.ReceiveAsync<Abort>();
        for (int i = 0; !aborted.IsCompleted; i++)
        {
            Assert.True(i < data.Length, "the server never ended it");
            await peer.TrySendAsync(data[i..(i + 1)]);
            await Task.Delay(50, Token);
        }

        Assert.Equal(AbortSource.ServiceUser, (await aborted).Source);
        await Until(() => storage.Server.Counters.OpenAssociations == 0);
        peer.Dispose();
        await Until(() => storage.Files.Length == 0);
        using ScriptedPeer next = await ScriptedPeer.AssociateAsync(storage.Server.Port);
    }

    [Fact]
    public async Task A_peer_that_is_idle_between_messages_is_not_too_slow()
    {
        await using DicomServer server = Serve(
            entity => entity.NetworkTimeout = TimeSpan.FromSeconds(2), options: options => options.MinimumBytesPerSecond = 1_000_000);
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port);
        for (ushort i = 1; i <= 4; i++)
        {
            await Task.Delay(700, Token);
            await peer.SendAsync(ScriptedPeer.Data(1, ScriptedPeer.Echo(i)));
            Assert.Equal((ushort)0, (await peer.ReceiveMessageAsync()).Command.Status);
        }
    }

    [Fact]
    public async Task A_megabyte_of_proposals_is_answered_and_more_is_refused()
    {
        await using DicomServer server = Serve();
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);

        // 128 contexts of 300 transfer syntaxes, and role selections up to the length of an item.
        string[] transferSyntaxes = [.. Enumerable.Range(1, 300).Select(i => $"1.2.840.10008.1.{i}")];
        AssociateRq request = ScriptedPeer.Request(
            [.. Enumerable.Range(0, 128).Select(i => new PresentationContextRq((byte)(2 * i + 1), i == 0 ? Uids.Verification : "1.2.3", transferSyntaxes))]) with
        {
            UserInformation = new UserInformation { RoleSelections = [.. Enumerable.Range(1, 3000).Select(i => new RoleSelection($"1.2.3.{i}", true, true))] },
        };
        Assert.InRange(request.Encode().Length, 900_000, 1024 * 1024);
        await peer.SendAsync(request);
        AssociateAc answer = await peer.ReceiveAsync<AssociateAc>();
        Assert.Equal(128, answer.PresentationContexts.Count);
        Assert.Empty(answer.UserInformation.RoleSelections);

        using ScriptedPeer tooMuch = await ScriptedPeer.ConnectAsync(server.Port);
        await tooMuch.SendAsync([0x01, 0x00, 0x00, 0x10, 0x00, 0x01]);
        await tooMuch.ReceiveAsync<Abort>();
    }

    private static DicomServer Serve(
        Action<ApplicationEntity>? change = null, IPAddress? address = null, Action<DicomServerOptions>? options = null)
    {
        ApplicationEntity entity = new("SERVER");
        change?.Invoke(entity);
        DicomServerOptions given = new() { BindAddress = Equals(address, IPAddress.IPv6Any) ? null : IPAddress.Loopback };
        options?.Invoke(given);
        return DicomServer.Start(entity, given);
    }

    private static async Task<ScriptedPeer[]> ConnectManyAsync(int port)
    {
        List<ScriptedPeer> peers = [];
        for (int i = 0; i < Many; i++)
        {
            peers.Add(await ScriptedPeer.ConnectAsync(port));
        }

        return [.. peers];
    }

    // On Linux those of connections: the runtime opens files of its own when it will.
    private static int OpenHandles() => OperatingSystem.IsLinux()
        ? new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
            .Count(handle => handle.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true)
        : System.Diagnostics.Process.GetCurrentProcess().HandleCount;

    private static void AssertCodes(int result, int source, int reason, AssociateRj rejection) =>
        Assert.Equal((result, source, reason), ((int)rejection.Result, (int)rejection.Source, (int)rejection.Reason));
}
