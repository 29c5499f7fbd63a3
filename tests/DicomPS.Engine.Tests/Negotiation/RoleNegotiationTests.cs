using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Tests.Network;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Negotiation;

public class RoleNegotiationTests
{
    private static readonly RolePair Scu = new(Scu: true, Scp: false);
    private static readonly RolePair Scp = new(Scu: false, Scp: true);
    private static readonly RolePair Both = new(Scu: true, Scp: true);

    [Fact]
    public void A_request_has_one_item_for_each_class_that_has_roles()
    {
        IReadOnlyList<RoleSelection> items = RoleNegotiation.Propose(
        [
            new("1.1", ["1.3.1"]),
            new("1.2", ["1.3.1"], scuRole: true, scpRole: true),
            new("1.3", ["1.3.1"], scuRole: false, scpRole: true),
            new("1.2", ["1.3.2"], scuRole: true, scpRole: true),
            new("1.3", ["1.3.2"]),
        ]);
        Assert.Equal([new("1.2", true, true), new("1.3", false, true)], items);
    }

    [Fact]
    public void Contexts_of_one_class_cannot_propose_different_roles()
    {
        DicomException error = Fails(DicomErrorId.InvalidPresentationContext, () => RoleNegotiation.Propose(
            [new("1.2", ["1.3.1"], scuRole: true, scpRole: true), new("1.2", ["1.3.2"], scuRole: true, scpRole: false)]));
        Assert.Contains("SCU/SCP and SCU.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_items_for_a_class_the_last_counts()
    {
        IReadOnlyDictionary<string, RolePair> roles = RoleNegotiation.ByClass(
            [new("1.1", true, true), new("1.2", false, true), new("1.1", true, false)]);
        Assert.Equal((Scu, Scp, null), (roles.Find("1.1"), roles.Find("1.2"), roles.Find("1.3")));
    }

    [Fact]
    public void An_acceptor_answers_only_where_roles_were_proposed_and_it_has_a_setting()
    {
        PresentationContext without = new("1.1", ["1.3.1"]);
        PresentationContext with = new("1.1", ["1.3.1"], scuRole: true, scpRole: true);
        Assert.Null(RoleNegotiation.Answer(null, with));
        Assert.Null(RoleNegotiation.Answer(Both, without));
        Assert.Equal(Both, RoleNegotiation.Answer(Both, with));
        Assert.Equal(Scp, RoleNegotiation.Answer(Scp, with));
    }

    [Fact]
    public void Without_a_proposal_or_an_answer_the_default_roles_hold()
    {
        Assert.Equal(Scu, RoleNegotiation.Conclude(null, null));
        Assert.Equal(Scu, RoleNegotiation.Conclude(null, Both));
        Assert.Equal(Scu, RoleNegotiation.Conclude(Both, null));
        Assert.Equal(Scu, RoleNegotiation.Conclude(Scp, null));
    }

    [Fact]
    public void An_answer_grants_no_role_that_was_not_proposed()
    {
        Assert.Equal(Scu, RoleNegotiation.Conclude(Scu, Both));
        Assert.Equal(Scp, RoleNegotiation.Conclude(Scp, Both));
        Assert.True(RoleNegotiation.Conclude(Scp, Scu).IsNone);
    }

    [Fact]
    public void An_accepted_context_without_any_role_counts_as_refused()
    {
        NegotiatedContexts contexts = RequestorNegotiation.Evaluate(
            ScriptedPeer.Request() with
            {
                PresentationContexts = [new(1, "1.1", ["1.3.1"])],
                UserInformation = new UserInformation { RoleSelections = [new("1.1", false, true)] },
            },
            ScriptedPeer.Acceptance(ScriptedPeer.Request()) with
            {
                PresentationContexts = [new(1, PresentationContextResult.Acceptance, "1.3.1")],
                UserInformation = new UserInformation { RoleSelections = [new("1.1", true, false)] },
            });
        Assert.Empty(contexts.Accepted);
        RefusedContext refused = Assert.Single(contexts.Refused);
        Assert.Equal((PresentationContextResult.UserRejection, true), (refused.Result, refused.RolesRefused));
        Assert.Equal("none of the proposed roles is supported", refused.Reason);
    }

    [Fact]
    public void The_roles_of_the_other_side_are_reversed() => Assert.Equal((Scp, Scu, Both), (Scu.Reversed, Scp.Reversed, Both.Reversed));
}
