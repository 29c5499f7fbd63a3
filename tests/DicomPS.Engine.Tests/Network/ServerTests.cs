using System.Net;
using System.Net.Sockets;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

public class ServerTests
{
    private static DicomServerOptions OnLoopback => new() { BindAddress = IPAddress.Loopback };

    [Fact]
    public async Task Several_servers_of_one_entity_have_their_own_ports_titles_and_contexts()
    {
        ApplicationEntity entity = new("ENTITY") { RequireCalledTitle = true };
        entity.SupportedContexts.Add(Uids.Verification);
        entity.SupportedContexts.Add(Uids.CTImageStorage, Uids.RleLossless);
        await using DicomServer first = DicomServer.Start(entity, OnLoopback);
        DicomServerOptions options = OnLoopback;
        options.AETitle = "SECOND";
        options.Contexts = [new("1.2.3", ["1.3.1"]), new(Uids.Verification, ["1.3.1"]), new("1.2.3", ["1.3.2"])];
        await using DicomServer second = DicomServer.Start(entity, options);

        Assert.InRange(first.Port, 1, 65535);
        Assert.NotEqual(first.Port, second.Port);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(("ENTITY", "SECOND"), (first.AETitle, second.AETitle));
        Assert.Equal(entity.SupportedContexts.Select(context => context.AbstractSyntax), first.SupportedContexts.Select(context => context.AbstractSyntax));
        Assert.Equal(["1.2.3", Uids.Verification], second.SupportedContexts.Select(context => context.AbstractSyntax));
        Assert.Equal(["1.3.1", "1.3.2"], second.SupportedContexts[0].TransferSyntaxes);

        entity.SupportedContexts.Clear();
        AssociationOptions toFirst = new("127.0.0.1", first.Port) { CalledAETitle = "ENTITY" };
        await using (Association association = await Association.ConnectAsync(Requestor(), toFirst, Token).Soon())
        {
            Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
            Assert.Equal(PresentationContextResult.TransferSyntaxesNotSupported, Assert.Single(association.RefusedContexts).Result);
            Assert.Equal(Implementation.ClassUid, association.PeerImplementationClassUid);
            Assert.Equal(131072u, association.PeerMaximumPduLength);
            Association served = Assert.Single(first.Associations);
            Assert.Equal((association.LocalEndPoint, "REQUESTOR", false), (served.RemoteEndPoint, served.CallingAETitle, served.IsRequestor));
            await association.ReleaseAsync(Token).Soon();
        }

        AssociationOptions toSecond = new("127.0.0.1", second.Port) { CalledAETitle = "ENTITY" };
        AssociationRejectedException error = await Assert.ThrowsAsync<AssociationRejectedException>(
            () => Association.ConnectAsync(Requestor(), toSecond, Token).Soon());
        Assert.Equal(7, error.Rejection.Reason);
    }

    [Fact]
    public async Task Without_contexts_a_server_supports_verification_and_with_a_folder_every_storage_class()
    {
        await using DicomServer plain = DicomServer.Start(new ApplicationEntity(), OnLoopback);
        Assert.Equal([Uids.Verification], plain.SupportedContexts.Select(context => context.AbstractSyntax));
        await using StorageServer storage = new();
        Assert.Equal(
            UidDictionary.OfService(DicomServiceClass.Storage).Select(uid => uid.Uid).Append(Uids.Verification).Order(StringComparer.Ordinal),
            storage.Server.SupportedContexts.Select(context => context.AbstractSyntax));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error()
    {
        await using DicomServer server = DicomServer.Start(new ApplicationEntity(), OnLoopback);
        DicomServerOptions options = OnLoopback;
        options.Port = server.Port;
        Fails(DicomErrorId.ListenFailed, () => DicomServer.Start(new ApplicationEntity(), options));
        await server.StopAsync().Soon();
        await using DicomServer next = DicomServer.Start(new ApplicationEntity(), options);
        Assert.Equal(server.Port, next.Port);
    }

    [Fact]
    public async Task A_server_listens_on_IPv6_and_is_found_by_name()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6 && CanBind(IPAddress.IPv6Loopback), "there is no IPv6 here");
        await using DicomServer server = DicomServer.Start(new ApplicationEntity(), new() { BindAddress = IPAddress.IPv6Loopback });
        await using Association association = await Association.ConnectAsync(Requestor(), new("::1", server.Port), Token).Soon();
        Assert.Equal(AddressFamily.InterNetworkV6, association.RemoteEndPoint.AddressFamily);
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
        AssociationOptions bound = new("::1", server.Port) { BindAddress = IPAddress.Loopback };
        await Fails(DicomErrorId.ConnectionFailed, Association.ConnectAsync(Requestor(), bound, Token));
    }

    [Fact]
    public async Task A_requestor_connects_by_name_from_the_address_and_port_it_is_told()
    {
        await using DicomServer server = DicomServer.Start(new ApplicationEntity(), OnLoopback);
        using Socket reserved = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)reserved.LocalEndPoint!).Port;
        AssociationOptions options = new("localhost", server.Port) { BindAddress = IPAddress.Loopback, BindPort = port };
        reserved.Dispose();
        await using Association association = await Association.ConnectAsync(Requestor(), options, Token).Soon();
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, port), association.LocalEndPoint);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_cannot_be_connected_to() =>
        await Fails(DicomErrorId.ConnectionFailed, Association.ConnectAsync(Requestor(), new("no-such-host.invalid", 104), Token));

    [Fact]
    public async Task One_association_more_than_the_maximum_is_rejected_until_another_ends()
    {
        await using DicomServer server = DicomServer.Start(new ApplicationEntity { MaximumAssociations = 2 }, OnLoopback);
        using ScriptedPeer first = await ScriptedPeer.AssociateAsync(server.Port);
        using ScriptedPeer second = await ScriptedPeer.AssociateAsync(server.Port);
        using (ScriptedPeer third = await ScriptedPeer.ConnectAsync(server.Port))
        {
            await third.SendAsync(ScriptedPeer.Request());
            Assert.Equal(
                new AssociateRj(AssociateResult.RejectedTransient, AssociateSource.ServiceProviderPresentation, 2),
                await third.ReceiveAsync<AssociateRj>());
        }

        Assert.Equal((2, 2L, 1L), (server.Counters.OpenAssociations, server.Counters.TotalAssociations, server.Counters.RejectedAssociations));
        await first.EchoAndReleaseAsync();
        using ScriptedPeer next = await ScriptedPeer.AssociateAsync(server.Port);
        await next.EchoAndReleaseAsync();
        await second.EchoAndReleaseAsync();
        Assert.Equal((0, 3L), (server.Counters.OpenAssociations, server.Counters.TotalAssociations));
    }

    [Fact]
    public async Task Three_senders_at_a_time_store_all_they_have()
    {
        await using StorageServer server = new();
        using TemporaryFolder files = new();
        InstanceFile[][] sets =
            [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 20).Select(_ => InstanceFile.Read(files.Instance(rows: 64))).ToArray())];
        await Task.WhenAll(sets.Select(async set =>
        {
            int stored = 0;
            await foreach (StoreResult result in new InstanceSender(new ApplicationEntity(), server.Options).SendAsync(set, Token))
            {
                Assert.Null(result.Error);
                stored += result.IsStored ? 1 : 0;
            }

            Assert.Equal(20, stored);
        })).Soon();
        Assert.Equal(sets.SelectMany(set => set).Select(file => file.SopInstanceUid + ".dcm").Order(StringComparer.Ordinal), server.Files);
        Assert.All(
            sets.SelectMany(set => set),
            file => Assert.Equal(TestInstances.DataSetOf(File.ReadAllBytes(file.Path)), TestInstances.DataSetOf(server.Read(file.SopInstanceUid + ".dcm"))));
        Assert.Equal((60L, 0, 3L), (server.Server.Counters.Instances, server.Server.Counters.OpenAssociations, server.Server.Counters.TotalAssociations));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_stops_aborts_and_keeps_nothing_of_an_instance_that_is_coming_in(bool sendsTheRest)
    {
        await using StorageServer server = new();
        byte[] pdus = ScriptedPeer.DataSet(1, TestInstances.DataSetOf(TestInstances.Part10(sopInstanceUid: "1.2.3", rows: 6000)));
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Server.Port, ScriptedPeer.Ct(1));
        using ScriptedPeer idle = await ScriptedPeer.AssociateAsync(server.Server.Port);
        using ScriptedPeer silent = await ScriptedPeer.ConnectAsync(server.Server.Port);
        await peer.SendAsync(ScriptedPeer.Data(1, ScriptedPeer.Store("1.2.3")));
        await peer.SendAsync(pdus[..300_000]);
        await Until(() => server.Files.Length == 1);

        Task stopping = server.Server.StopAsync();
        await peer.ExpectAbortAsync(AbortSource.ServiceUser);
        await idle.ExpectAbortAsync(AbortSource.ServiceUser);
        if (sendsTheRest)
        {
            await peer.TrySendAsync(pdus[300_000..]);
            await peer.ExpectClosedAsync();
        }

        await stopping.Soon();
        Assert.True(server.Server.Completion.IsCompletedSuccessfully);
        Assert.False(server.Server.IsRunning);
        Assert.Empty(server.Files);
        Assert.Equal((0L, 0), (server.Server.Counters.Instances, server.Server.Counters.OpenAssociations));
        await server.Server.StopAsync().Soon();
        await Fails(DicomErrorId.ConnectionFailed, Association.ConnectAsync(Requestor(), server.Options, Token));
    }

    private static bool CanBind(IPAddress address)
    {
        try
        {
            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
