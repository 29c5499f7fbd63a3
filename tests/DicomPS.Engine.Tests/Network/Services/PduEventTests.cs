using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Services.Services;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network.Services;

/// <summary>Events of PDUs: type and length of each, in the order of the wire, and for those alone who ask for them.</summary>
public sealed class PduEventTests : IDisposable
{
    private static readonly DicomEventKind[] PduKinds = [DicomEventKind.PduSent, DicomEventKind.PduReceived];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_pdu_of_an_association_is_told_at_its_place()
    {
        await using DicomServer server = Start(provider: null);
        using DicomEventQueue queue = server.Events.Listen();
        AssociateRq request = ScriptedPeer.Request(ScriptedPeer.Verification(1));
        PDataTf echo = ScriptedPeer.Data(1, ScriptedPeer.Echo());
        using (ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port))
        {
            await peer.SendAsync(request);
            AssociateAc answer = await peer.ReceiveAsync<AssociateAc>();
            await peer.SendAsync(echo);
            PDataTf response = await peer.ReceiveAsync<PDataTf>();
            await peer.SendAsync(new ReleaseRq());
            await peer.ReceiveAsync<ReleaseRp>();
            peer.Dispose();
            await Until(() => server.ConnectionCount == 0);

            Assert.Equal(
                [
                    "ConnectionOpened", $"PduReceived AssociateRq {request.Encode().Length}", "AssociationRequested", "AssociationAccepted",
                    $"PduSent AssociateAc {answer.Encode().Length}", $"PduReceived PDataTf {echo.Encode().Length}", "MessageReceived",
                    "MessageSent", $"PduSent PDataTf {response.Encode().Length}", "PduReceived ReleaseRq 10", "AssociationReleased",
                    "PduSent ReleaseRp 10", "ConnectionClosed",
                ],
                Taken(queue).Select(Told));
        }
    }

    [Fact]
    public async Task A_rejection_is_told()
    {
        await using DicomServer server = Start(provider: null);
        using DicomEventQueue queue = server.Events.Listen(PduKinds);
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync(ScriptedPeer.Request() with { ApplicationContextName = "1.2.3" });
        await peer.ReceiveAsync<AssociateRj>();
        Assert.Equal([PduType.AssociateRq, PduType.AssociateRj], Taken(queue).Select(happened => happened.PduType));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_abort_is_told_on_both_sides_to_the_last(bool byServer)
    {
        await using DicomServer server = Start(provider: null);
        await using Association association = await ConnectAsync(server);
        await Until(() => server.Associations.Count == 1);
        Association accepted = server.Associations[0];
        using DicomEventQueue atUser = association.Events.Listen(PduKinds);
        using DicomEventQueue atServer = accepted.Events.Listen(PduKinds);
        await (byServer ? accepted : association).AbortAsync().Soon();

        // Those who read to the end of an association have its last PDU too.
        DicomEvent user = Assert.Single(await atUser.ReadAllAsync(Token).ToListAsync().Soon());
        DicomEvent provider = Assert.Single(await atServer.ReadAllAsync(Token).ToListAsync().Soon());
        Assert.Equal(byServer ? DicomEventKind.PduReceived : DicomEventKind.PduSent, user.Kind);
        Assert.Equal(byServer ? DicomEventKind.PduSent : DicomEventKind.PduReceived, provider.Kind);
        Assert.All([user, provider], happened => Assert.Equal((PduType.Abort, 10), (happened.PduType, happened.PduLength)));
    }

    [Fact]
    public async Task A_release_is_told_to_the_last_and_the_connection_behind_it()
    {
        await using DicomServer server = Start(provider: null);
        await using Association association = await ConnectAsync(server);
        await Until(() => server.Associations.Count == 1);
        using DicomEventQueue atUser = association.Events.Listen();
        using DicomEventQueue atServer = server.Associations[0].Events.Listen();
        await association.ReleaseAsync(Token).Soon();

        Assert.Equal(
            ["PduSent ReleaseRq 10", "PduReceived ReleaseRp 10", "AssociationReleased"],
            (await atUser.ReadAllAsync(Token).ToListAsync().Soon()).Select(Told));
        Assert.Equal(
            ["PduReceived ReleaseRq 10", "AssociationReleased", "PduSent ReleaseRp 10", "ConnectionClosed"],
            (await atServer.ReadAllAsync(Token).ToListAsync().Soon()).Select(Told));
    }

    [Fact]
    public async Task What_one_side_sends_the_other_receives_in_the_same_pieces()
    {
        await using DicomServer server = Start(provider: null, options => options.StoragePath = folder.PathOf("store"));

        // Several PDUs for each write, and several writes for the instance.
        await using Association association = await ConnectAsync(server);
        await Until(() => server.Associations.Count == 1);
        using DicomEventQueue atUser = association.Events.Listen(PduKinds);
        using DicomEventQueue atServer = server.Associations[0].Events.Listen(PduKinds);
        InstanceSource source = InstanceSource.FromFile(folder.Instance(rows: 10_000));
        Assert.True((await association.StoreAsync(source, cancellationToken: Token).Soon()).IsStored);
        await association.ReleaseAsync(Token).Soon();

        List<DicomEvent> user = await atUser.ReadAllAsync(Token).ToListAsync().Soon();
        List<DicomEvent> provider = await atServer.ReadAllAsync(Token).ToListAsync().Soon();
        Assert.Equal(Pieces(user, DicomEventKind.PduSent), Pieces(provider, DicomEventKind.PduReceived));
        Assert.Equal(Pieces(provider, DicomEventKind.PduSent), Pieces(user, DicomEventKind.PduReceived));
        Assert.True(Pieces(user, DicomEventKind.PduSent).Count(piece => piece.Type == PduType.PDataTf) > 4);
        Assert.True(user.Sum(happened => happened.PduLength) > 500_000);
    }

    [Fact]
    public async Task A_pdu_of_a_type_that_the_standard_does_not_know_is_told_before_the_abort()
    {
        await using DicomServer server = Start(provider: null);
        using DicomEventQueue queue = server.Events.Listen(PduKinds);
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        await peer.SendAsync([0x42, 0, 0, 0, 0, 4, 1, 2, 3, 4]);
        await peer.ReceiveAsync<Abort>();
        Assert.Equal(["PduReceived 66 10", "PduSent Abort 10"], Taken(queue).Select(Told));
    }

    [Fact]
    public async Task Pdus_that_nobody_asks_for_take_no_place_in_a_queue()
    {
        await using DicomServer server = Start(provider: null);
        using DicomEventQueue messages = server.Events.Listen([DicomEventKind.MessageReceived, DicomEventKind.MessageSent], 4);
        using DicomEventQueue all = server.Events.Listen(4);
        await using Association association = await ConnectAsync(server);
        await association.EchoAsync(Token).Soon();
        await association.EchoAsync(Token).Soon();
        await association.ReleaseAsync(Token).Soon();
        await Until(() => server.ConnectionCount == 0);

        Assert.Equal(
            [CommandField.CEchoRq, CommandField.CEchoRsp, CommandField.CEchoRq, CommandField.CEchoRsp],
            Taken(messages).Select(happened => happened.Command!.CommandField));
        Assert.Equal(0, messages.Dropped);

        // Eight PDUs and four messages gave way to the five events that stay.
        Assert.Equal(
            ["ConnectionOpened", "AssociationRequested", "AssociationAccepted", "AssociationReleased", "ConnectionClosed"],
            Taken(all).Where(happened => !happened.IsTrace).Select(Told));
        Assert.InRange(all.Dropped, 11, 12);
    }

    [Fact]
    public async Task Nothing_is_made_of_pdus_while_others_are_listened_to()
    {
        await using DicomServer server = Start(provider: null);
        await using Association association = await ConnectAsync(server);
        await Until(() => server.Associations.Count == 1);
        DicomEventSource events = server.Associations[0].Events;
        Assert.False(events.IsListened(DicomEventKind.ConnectionClosed));
        using (server.Events.Listen([DicomEventKind.HandlerFailed]))
        {
            Assert.True(events.IsListened(DicomEventKind.HandlerFailed));
            Assert.False(events.IsListened(DicomEventKind.PduReceived));
            using (server.Events.Listen())
            {
                Assert.True(events.IsListened(DicomEventKind.PduReceived));
            }

            Assert.False(events.IsListened(DicomEventKind.PduReceived));
        }

        Assert.False(events.IsListened(DicomEventKind.HandlerFailed));
    }

    private static List<(PduType? Type, long? Length)> Pieces(IEnumerable<DicomEvent> events, DicomEventKind kind) =>
        [.. events.Where(happened => happened.Kind == kind).Select(happened => (happened.PduType, happened.PduLength))];

    private static string Told(DicomEvent happened) =>
        happened.PduType is null ? $"{happened.Kind}" : $"{happened.Kind} {happened.PduType} {happened.PduLength}";

    private static List<DicomEvent> Taken(DicomEventQueue queue)
    {
        List<DicomEvent> taken = [];
        while (queue.TryRead(out DicomEvent? happened))
        {
            taken.Add(happened);
        }

        return taken;
    }
}
