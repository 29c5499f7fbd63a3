using System.Net;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>Role selection between this engine's requestor and its acceptor, and what it means for services.</summary>
public class RoleTests
{
    // The rows of the table: what is proposed (SCU, SCP), what the acceptor has set, and the requestor's roles that follow.
    [Theory]
    [InlineData(true, true, true, true, "SCU/SCP")]
    [InlineData(true, true, true, false, "SCU")]
    [InlineData(true, true, false, true, "SCP")]
    [InlineData(true, true, false, false, null)]
    [InlineData(true, false, true, true, "SCU")]
    [InlineData(true, false, true, false, "SCU")]
    [InlineData(true, false, false, true, null)]
    [InlineData(true, false, false, false, null)]
    [InlineData(false, true, true, true, "SCP")]
    [InlineData(false, true, true, false, null)]
    [InlineData(false, true, false, true, "SCP")]
    [InlineData(false, true, false, false, null)]
    [InlineData(false, false, true, true, null)]
    [InlineData(false, false, true, false, null)]
    [InlineData(false, false, false, true, null)]
    [InlineData(false, false, false, false, null)]
    public async Task Roles_are_what_is_proposed_and_supported(bool scu, bool scp, bool supportedScu, bool supportedScp, string? role)
    {
        await using DicomServer server = Serve(new PresentationContext("1.2.3", ["1.3.1"], supportedScu, supportedScp));
        await using Association association = await ConnectAsync(server, new PresentationContext("1.2.3", ["1.3.1"], scu, scp));
        Association served = Assert.Single(server.Associations);
        if (role is null)
        {
            foreach (Association side in new[] { association, served })
            {
                RefusedContext refused = Assert.Single(side.RefusedContexts);
                Assert.Equal(PresentationContextResult.UserRejection, refused.Result);
                Assert.True(refused.RolesRefused);
            }
        }
        else
        {
            Assert.Empty(association.RefusedContexts);
            Assert.Equal(role, RoleOf(association, "1.2.3"));
            Assert.Equal(role switch { "SCU" => "SCP", "SCP" => "SCU", _ => role }, RoleOf(served, "1.2.3"));
        }
    }

    [Fact]
    public async Task Without_a_setting_or_a_proposal_the_default_roles_hold()
    {
        await using DicomServer server = Serve(
            new PresentationContext("1.2.3", ["1.3.1"]), new PresentationContext("1.2.4", ["1.3.1"], scuRole: true, scpRole: true));
        await using Association association = await ConnectAsync(
            server, new PresentationContext("1.2.3", ["1.3.1"], scuRole: true, scpRole: true), new PresentationContext("1.2.4", ["1.3.1"]));
        Association served = Assert.Single(server.Associations);
        Assert.All(association.AcceptedContexts, context => Assert.Equal("SCU", context.Role));
        Assert.All(served.AcceptedContexts, context => Assert.Equal("SCP", context.Role));
    }

    [Fact]
    public async Task All_contexts_of_a_class_share_its_roles()
    {
        await using DicomServer server = Serve(new PresentationContext("1.2.3", ["1.3.1", "1.3.2"], scuRole: true, scpRole: true));
        await using Association association = await ConnectAsync(
            server, new PresentationContext("1.2.3", ["1.3.1"], scuRole: true, scpRole: true), new PresentationContext("1.2.3", ["1.3.2"]));
        Assert.Equal(3, association.AcceptedContexts.Count);
        Assert.All(
            association.AcceptedContexts.Where(context => context.AbstractSyntax == "1.2.3"),
            context => Assert.Equal("SCU/SCP", context.Role));
    }

    [Fact]
    public async Task A_service_in_a_role_that_was_not_negotiated_is_an_error_and_nothing_is_sent()
    {
        using ScriptedListener listener = new();
        ApplicationEntity entity = new();
        entity.RequestedContexts.Add(new PresentationContext(Uids.Verification, [Uids.ImplicitVRLittleEndian], scuRole: true, scpRole: true));
        Task<Association> connecting = Association.ConnectAsync(entity, listener.Options, Token);
        using ScriptedPeer peer = await listener.AcceptAsync();
        AssociateRq request = await peer.ReceiveAsync<AssociateRq>();
        Assert.Equal(new RoleSelection(Uids.Verification, true, true), Assert.Single(request.UserInformation.RoleSelections));
        AssociateAc answer = ScriptedPeer.Acceptance(request);
        await peer.SendAsync(answer with { UserInformation = answer.UserInformation with { RoleSelections = [new(Uids.Verification, false, true)] } });
        await using Association association = await connecting.Soon();

        DicomException error = await Fails(DicomErrorId.NoAcceptedContext, association.EchoAsync(Token));
        Assert.Contains("is not an SCU of Verification SOP Class: it is SCP", error.Message, StringComparison.Ordinal);
        await Task.WhenAll(association.ReleaseAsync(Token), AnswerReleaseAsync(peer)).Soon();
    }

    [Fact]
    public async Task An_acceptor_uses_a_service_only_where_it_was_given_the_role()
    {
        await using DicomServer server = Serve();
        await using Association association = await ConnectAsync(server);
        Association served = Assert.Single(server.Associations);
        DicomException error = await Fails(DicomErrorId.NoAcceptedContext, served.EchoAsync(Token));
        Assert.Contains("it is SCP", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_of_a_peer_that_is_no_scu_is_answered_with_0122()
    {
        await using DicomServer server = Serve(new PresentationContext(Uids.Verification, scuRole: true, scpRole: true));
        using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Port);
        AssociateRq request = ScriptedPeer.Request();
        await peer.SendAsync(request with
        {
            UserInformation = request.UserInformation with { RoleSelections = [new(Uids.Verification, false, true)] },
        });
        AssociateAc answer = await peer.ReceiveAsync<AssociateAc>();
        Assert.Equal(new RoleSelection(Uids.Verification, false, true), Assert.Single(answer.UserInformation.RoleSelections));
        await peer.SendAsync(ScriptedPeer.Data(1, ScriptedPeer.Echo()));
        Assert.Equal(StatusCodes.SopClassNotSupported, (await peer.ReceiveMessageAsync()).Command.Status);
    }

    private static async Task AnswerReleaseAsync(ScriptedPeer peer)
    {
        // The first PDU behind the acceptance: no request went before it.
        await peer.ReceiveAsync<ReleaseRq>();
        await peer.SendAsync(new ReleaseRp());
    }

    private static string? RoleOf(Association association, string abstractSyntax) =>
        association.AcceptedContexts.Single(context => context.AbstractSyntax == abstractSyntax).Role;

    private static DicomServer Serve(params PresentationContext[] contexts) => DicomServer.Start(
        new ApplicationEntity("SERVER"),
        new DicomServerOptions { BindAddress = IPAddress.Loopback, Contexts = [new(Uids.Verification), .. contexts] });

    // Verification beside: an association without any accepted context is given up by its requestor.
    private static Task<Association> ConnectAsync(DicomServer server, params PresentationContext[] contexts) => Association.ConnectAsync(
        new ApplicationEntity("CLIENT"),
        new AssociationOptions("127.0.0.1", server.Port) { Contexts = [.. contexts, new(Uids.Verification)] },
        Token).Soon();
}
