using System.Net;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using Xunit;

namespace DicomPS.Engine.Tests.Negotiation;

/// <summary>Who is admitted, and the codes of PS3.8 table 9-21 for the others.</summary>
public class AdmissionTests
{
    private static readonly IPAddress Remote = IPAddress.Parse("10.1.2.3");

    private static readonly AssociateRq Request = new()
    {
        CalledAETitle = "SERVER",
        CallingAETitle = "CLIENT",
        PresentationContexts = [new(1, "1.9", ["1.3.1"])],
    };

    [Fact]
    public void A_request_of_anybody_is_admitted_by_default() =>
        Assert.Null(Decide(Request with { CalledAETitle = "OTHER" }, open: new OpenAssociations(9, 9)));

    [Fact]
    public void One_more_than_the_maximum_is_rejected_for_now() =>
        AssertRejected(2, 3, 2, Decide(Request, entity => entity.MaximumAssociations = 2, new OpenAssociations(2, 0)));

    [Theory]
    [InlineData(0, 9, true)]
    [InlineData(2, 1, true)]
    [InlineData(2, 2, false)]
    public void One_more_than_the_maximum_of_its_peer_is_rejected_for_now(int maximum, int withPeer, bool isAdmitted) => AssertAdmitted(
        isAdmitted, 2, 3, 2, Decide(Request, entity => entity.MaximumAssociationsPerPeer = maximum, new OpenAssociations(9, withPeer)));

    [Fact]
    public void No_context_is_rejected_without_a_reason() => AssertRejected(1, 1, 1, Decide(Request with { PresentationContexts = [] }));

    [Theory]
    [InlineData("")]
    [InlineData("1.2.840.10008.3.1.1.2")]
    [InlineData("1.2.840.10008.3.1.1.1.1")]
    public void A_wrong_application_context_is_rejected(string name) =>
        AssertRejected(1, 1, 2, Decide(Request with { ApplicationContextName = name }));

    [Theory]
    [InlineData("SERVER", true)]
    [InlineData("Server", false)]
    [InlineData("SERVER2", false)]
    [InlineData("", false)]
    public void A_wrong_called_title_is_rejected_where_that_is_asked_for(string title, bool isAdmitted) => AssertAdmitted(
        isAdmitted, 1, 1, 7, Decide(Request with { CalledAETitle = title }, entity => entity.RequireCalledTitle = true));

    [Theory]
    [InlineData("ONE", true)]
    [InlineData("TWO", true)]
    [InlineData("CT_1", true)]
    [InlineData("CT_", true)]
    [InlineData("MR1", true)]
    [InlineData("MR12", false)]
    [InlineData("MR", false)]
    [InlineData("ct_1", false)]
    [InlineData("XCT_1", false)]
    [InlineData("THREE", false)]
    [InlineData("one", false)]
    [InlineData("", false)]
    public void A_calling_title_that_is_not_allowed_is_rejected(string title, bool isAdmitted) => AssertAdmitted(
        isAdmitted,
        1,
        1,
        3,
        Decide(Request with { CallingAETitle = title }, entity => entity.AllowedCallingTitles = ["ONE", "TWO", "CT_*", "MR?"]));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("10.2.0.1", false)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", false)]
    public void An_address_that_is_not_allowed_is_rejected(string address, bool isAdmitted) => AssertAdmitted(
        isAdmitted,
        1,
        1,
        3,
        Admission.Decide(
            Request,
            IPAddress.Parse(address),
            Policy(entity => entity.AllowedRemoteAddresses = [new AddressRange("10.1.0.0/16"), new AddressRange("fd00::/8")]),
            default));

    [Fact]
    public void The_first_reason_is_told()
    {
        static void Everything(ApplicationEntity entity)
        {
            entity.RequireCalledTitle = true;
            entity.AllowedCallingTitles = ["OTHER"];
            entity.AllowedRemoteAddresses = [new AddressRange("127.0.0.1")];
            entity.MaximumAssociations = 1;
        }

        AssociateRq request = Request with { ApplicationContextName = "1.2", CalledAETitle = "X", PresentationContexts = [] };
        OpenAssociations full = new(1, 1);
        AssertRejected(1, 1, 2, Decide(request, Everything, full));
        request = request with { ApplicationContextName = Request.ApplicationContextName };
        AssertRejected(1, 1, 7, Decide(request, Everything, full));
        request = request with { CalledAETitle = "SERVER" };
        AssertRejected(1, 1, 3, Decide(request, Everything, full));
        Assert.Contains("title", Decide(request, Everything, full)!.Cause, StringComparison.Ordinal);
        request = request with { CallingAETitle = "OTHER" };
        AssertRejected(1, 1, 3, Decide(request, Everything, full));
        Assert.Contains("10.1.2.3", Decide(request, Everything, full)!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_does_not_change_with_its_entity()
    {
        ApplicationEntity entity = new("SERVER");
        AcceptorPolicy policy = new(entity, "SERVER", []);
        entity.RequireCalledTitle = true;
        entity.AllowedCallingTitles = ["NOBODY"];
        entity.AllowedRemoteAddresses = [new AddressRange("127.0.0.1")];
        entity.MaximumAssociations = 1;
        entity.MaximumAssociationsPerPeer = 1;
        Assert.Null(Admission.Decide(Request with { CalledAETitle = "X" }, Remote, policy, new OpenAssociations(5, 5)));
    }

    private static AcceptorPolicy Policy(Action<ApplicationEntity>? change)
    {
        ApplicationEntity entity = new("SERVER");
        change?.Invoke(entity);
        return new AcceptorPolicy(entity, entity.Title, []);
    }

    private static Refusal? Decide(AssociateRq request, Action<ApplicationEntity>? change = null, OpenAssociations open = default) =>
        Admission.Decide(request, Remote, Policy(change), open);

    private static void AssertAdmitted(bool isAdmitted, int result, int source, int reason, Refusal? refusal)
    {
        if (isAdmitted)
        {
            Assert.Null(refusal);
        }
        else
        {
            AssertRejected(result, source, reason, refusal);
        }
    }

    private static void AssertRejected(int result, int source, int reason, Refusal? refusal)
    {
        Assert.NotNull(refusal);
        AssociateRj rejection = refusal.Rejection;
        Assert.Equal((result, source, reason), ((int)rejection.Result, (int)rejection.Source, (int)rejection.Reason));
    }
}
