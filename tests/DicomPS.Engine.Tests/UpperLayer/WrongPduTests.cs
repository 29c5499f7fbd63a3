using System.Net;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using DicomPS.Engine.Tests.Network;
using DicomPS.Engine.Tests.Pdu;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.UpperLayer;

/// <summary>A PDU that does not belong into a state is answered with A-ABORT, as table 9-10 of PS3.8 says.</summary>
public class WrongPduTests
{
    // Beside the seven: a type that is none, and an A-RELEASE-RQ of the wrong length.
    private const string UnknownType = "99 00 00000004 00000000";
    private const string WrongLength = "05 00 00000006 000000000000";

    private static byte[] Bytes(string pdu) => pdu switch
    {
        "unknown" => Wire.Bytes(UnknownType),
        "wrong length" => Wire.Bytes(WrongLength),
        _ => Samples.All[pdu].Bytes,
    };

    private static AbortReason ReasonFor(string pdu) => pdu switch
    {
        "unknown" => AbortReason.UnrecognizedPdu,
        "wrong length" => AbortReason.InvalidPduParameterValue,
        _ => AbortReason.UnexpectedPdu,
    };

    [Theory]
    [InlineData("A-ASSOCIATE-AC")]
    [InlineData("A-ASSOCIATE-RJ")]
    [InlineData("P-DATA-TF")]
    [InlineData("A-RELEASE-RQ")]
    [InlineData("A-RELEASE-RP")]
    [InlineData("unknown")]
    [InlineData("wrong length")]
    public async Task Sta2_an_acceptor_that_awaits_a_request_aborts_as_service_user(string pdu)
    {
        await using DicomServer server = DicomServer.Start(new ApplicationEntity(), new() { BindAddress = IPAddress.Loopback });
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync(Bytes(pdu));
        await peer.ExpectAbortAsync(AbortSource.ServiceUser);
        await peer.ExpectClosedAsync();
        Assert.Equal(0, server.Counters.TotalAssociations);
    }

    [Theory]
    [InlineData("A-ASSOCIATE-RQ")]
    [InlineData("A-ASSOCIATE-AC")]
    [InlineData("A-ASSOCIATE-RJ")]
    [InlineData("A-RELEASE-RP")]
    [InlineData("unknown")]
    [InlineData("wrong length")]
    public async Task Sta6_an_acceptor_aborts_as_service_provider(string pdu)
    {
        await using DicomServer server = DicomServer.Start(new ApplicationEntity(), new() { BindAddress = IPAddress.Loopback });
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port);
        await peer.SendAsync(Bytes(pdu));
        await peer.ExpectAbortAsync(AbortSource.ServiceProvider, ReasonFor(pdu));
        await peer.ExpectClosedAsync();
        Assert.Equal(0, server.Counters.OpenAssociations);
    }

    [Theory]
    [InlineData("A-ASSOCIATE-RQ")]
    [InlineData("P-DATA-TF")]
    [InlineData("A-RELEASE-RQ")]
    [InlineData("A-RELEASE-RP")]
    [InlineData("unknown")]
    [InlineData("wrong length")]
    public async Task Sta5_a_requestor_that_awaits_its_answer_aborts_as_service_provider(string pdu)
    {
        using ScriptedListener listener = new();
        Task<Association> connecting = Association.ConnectAsync(Requestor(), listener.Options, Token);
        using ScriptedPeer peer = await listener.AcceptAsync();
        await peer.ReceiveAsync<AssociateRq>();
        await peer.SendAsync(Bytes(pdu));
        await peer.ExpectAbortAsync(AbortSource.ServiceProvider, ReasonFor(pdu));
        await Fails(DicomErrorId.ProtocolViolation, connecting);
        await peer.ExpectClosedAsync();
    }

    [Theory]
    [InlineData("A-ASSOCIATE-RQ")]
    [InlineData("A-ASSOCIATE-AC")]
    [InlineData("A-ASSOCIATE-RJ")]
    [InlineData("A-RELEASE-RP")]
    [InlineData("unknown")]
    [InlineData("wrong length")]
    public async Task Sta6_a_requestor_aborts_as_service_provider(string pdu)
    {
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task echoing = association.EchoAsync(Token);
            await peer.ReceiveMessageAsync();
            await peer.SendAsync(Bytes(pdu));
            await peer.ExpectAbortAsync(AbortSource.ServiceProvider, ReasonFor(pdu));
            await Fails(DicomErrorId.ProtocolViolation, echoing);
        }
    }

    [Theory]
    [InlineData("A-ASSOCIATE-RQ")]
    [InlineData("A-ASSOCIATE-AC")]
    [InlineData("A-ASSOCIATE-RJ")]
    [InlineData("unknown")]
    [InlineData("wrong length")]
    public async Task Sta7_a_requestor_that_awaits_its_release_aborts_as_service_provider(string pdu)
    {
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task releasing = association.ReleaseAsync(Token);
            await peer.ReceiveAsync<ReleaseRq>();
            await peer.SendAsync(Bytes(pdu));
            await peer.ExpectAbortAsync(AbortSource.ServiceProvider, ReasonFor(pdu));
            await releasing.Soon();
            Assert.Equal(AssociationState.Aborted, association.State);
        }
    }

    [Theory]
    [InlineData("A-ASSOCIATE-RQ")]
    [InlineData("A-ASSOCIATE-AC")]
    [InlineData("A-ASSOCIATE-RJ")]
    [InlineData("P-DATA-TF")]
    [InlineData("A-RELEASE-RQ")]
    [InlineData("unknown")]
    public async Task Sta11_a_requestor_in_a_release_collision_aborts_as_service_provider(string pdu)
    {
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task releasing = association.ReleaseAsync(Token);
            await peer.ReceiveAsync<ReleaseRq>();
            await peer.SendAsync(new ReleaseRq());
            await peer.ReceiveAsync<ReleaseRp>();
            await peer.SendAsync(Bytes(pdu));
            await peer.ExpectAbortAsync(AbortSource.ServiceProvider, ReasonFor(pdu));
            await releasing.Soon();
            Assert.Equal(AssociationState.Aborted, association.State);
        }
    }

    [Theory]
    [InlineData("A-ASSOCIATE-RQ")]
    [InlineData("P-DATA-TF")]
    [InlineData("A-RELEASE-RQ")]
    [InlineData("unknown")]
    public async Task Sta10_an_acceptor_in_a_release_collision_aborts_as_service_provider(string pdu)
    {
        await using DicomServer server = DicomServer.Start(new ApplicationEntity(), new() { BindAddress = IPAddress.Loopback });
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port);
        Task releasing = Assert.Single(server.Associations).ReleaseAsync(Token);
        await peer.ReceiveAsync<ReleaseRq>();
        await peer.SendAsync(new ReleaseRq());
        await peer.SendAsync(Bytes(pdu));
        await peer.ExpectAbortAsync(AbortSource.ServiceProvider, ReasonFor(pdu));
        await releasing.Soon();
        Assert.Equal(0, server.Counters.OpenAssociations);
    }

    [Fact]
    public async Task In_a_release_collision_the_acceptor_waits_for_the_requestors_answer()
    {
        await using DicomServer server = DicomServer.Start(new ApplicationEntity(), new() { BindAddress = IPAddress.Loopback });
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port);
        Association association = Assert.Single(server.Associations);
        Task releasing = association.ReleaseAsync(Token);
        await peer.ReceiveAsync<ReleaseRq>();
        await peer.SendAsync(new ReleaseRq()); // Sta7 -> Sta10
        await peer.SendAsync(new ReleaseRp()); // Sta10 -> Sta12 -> Sta13
        await peer.ReceiveAsync<ReleaseRp>();
        await releasing.Soon();
        Assert.Equal(AssociationState.Released, association.State);
        peer.ShutdownSend();
        await peer.ExpectClosedAsync();
        Assert.Equal(0, server.Counters.OpenAssociations);
    }

    [Theory]
    [InlineData("A-ASSOCIATE-AC")]
    [InlineData("P-DATA-TF")]
    [InlineData("A-RELEASE-RQ")]
    [InlineData("A-RELEASE-RP")]
    public async Task Sta13_what_comes_after_the_abort_is_ignored(string pdu)
    {
        await using DicomServer server = DicomServer.Start(new ApplicationEntity(), new() { BindAddress = IPAddress.Loopback });
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port);
        await peer.SendAsync([.. Bytes("A-RELEASE-RP"), .. Bytes(pdu), .. Bytes(pdu)]);
        await peer.ExpectAbortAsync(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu);
        await peer.ExpectClosedAsync();
    }

    [Fact]
    public async Task Data_that_still_comes_while_release_is_awaited_are_taken()
    {
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task releasing = association.ReleaseAsync(Token);
            await peer.ReceiveAsync<ReleaseRq>();
            await peer.SendAsync(ScriptedPeer.Data(1, ScriptedPeer.Echo().RespondWith(0)));
            await peer.SendAsync(new ReleaseRp());
            await releasing.Soon();
            Assert.Equal(AssociationState.Released, association.State);
        }
    }

    [Theory]
    [InlineData(0x0000, false)]
    [InlineData(0x0002, false)]
    [InlineData(0xFFFE, false)]
    [InlineData(0x0001, true)]
    [InlineData(0x0003, true)]
    [InlineData(0xFFFF, true)]
    public async Task Of_the_protocol_version_bit_0_alone_is_tested(int version, bool isAccepted)
    {
        await using DicomServer server = DicomServer.Start(new ApplicationEntity(), new() { BindAddress = IPAddress.Loopback });
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync(ScriptedPeer.Request() with { ProtocolVersion = (ushort)version });
        if (isAccepted)
        {
            await peer.ReceiveAsync<AssociateAc>();
            await peer.EchoAndReleaseAsync();
        }
        else
        {
            Assert.Equal(
                new AssociateRj(AssociateResult.RejectedPermanent, AssociateSource.ServiceProviderAcse, 2),
                await peer.ReceiveAsync<AssociateRj>());
        }
    }

    [Fact]
    public async Task A_protocol_version_in_an_acceptance_is_not_tested_beyond_bit_0()
    {
        using ScriptedListener listener = new();
        Task<Association> connecting = Association.ConnectAsync(Requestor(), listener.Options, Token);
        using ScriptedPeer peer = await listener.AcceptAsync();
        AssociateRq request = await peer.ReceiveAsync<AssociateRq>();
        await peer.SendAsync(ScriptedPeer.Acceptance(request) with { ProtocolVersion = 3 });
        await using Association association = await connecting.Soon();
        Assert.Equal(AssociationState.Established, association.State);
    }
}
