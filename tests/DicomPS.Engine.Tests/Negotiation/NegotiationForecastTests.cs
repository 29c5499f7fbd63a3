using System.Net;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;
using DicomPS.Engine.Tests.Network;
using Xunit;

namespace DicomPS.Engine.Tests.Negotiation;

/// <summary>What a forecast says, held against the association that follows.</summary>
public class NegotiationForecastTests
{
    private static readonly PresentationContext[] Proposed =
    [
        new(Uids.Verification),
        new(Uids.CTImageStorage, [Uids.JpegBaseline8Bit, Uids.ExplicitVRLittleEndian]),
        new(Uids.CTImageStorage, [Uids.JpegBaseline8Bit]),
        new(Uids.MRImageStorage),
        new(Uids.SecondaryCaptureImageStorage, scuRole: false, scpRole: true),
    ];

    [Fact]
    public async Task A_forecast_is_what_the_server_does()
    {
        ApplicationEntity requestor = new("ME");
        await using DicomServer server = DicomServer.Start(Archive(), new() { BindAddress = IPAddress.Loopback });
        await using Association association = await Association.ConnectAsync(
            requestor, new("127.0.0.1", server.Port) { Contexts = Proposed, CalledAETitle = "ARCHIVE" }, Some.Token);
        foreach (AcceptorProfile profile in new AcceptorProfile[] { new(Archive()), new(server), new(association) })
        {
            IReadOnlyList<NegotiationOutcome> outcomes = NegotiationForecast.Run(requestor, profile, Proposed);
            Assert.Equal("ARCHIVE", profile.Title);
            Assert.Equal(
                association.AcceptedContexts.Select(context => (context.Id, context.TransferSyntax, context.Role)),
                outcomes.Where(outcome => outcome.IsAccepted).Select(outcome => (outcome.Id, outcome.TransferSyntax!, outcome.Role!)));
            Assert.Equal(
                association.RefusedContexts.Select(context => context.Id),
                outcomes.Where(outcome => !outcome.IsAccepted).Select(outcome => outcome.Id));
        }
    }

    [Fact]
    public void Every_outcome_has_its_rule()
    {
        Assert.Equal(
            [
                "the first of the transfer syntaxes of ARCHIVE that is proposed",
                "the first of the transfer syntaxes of ARCHIVE that is proposed",
                "ARCHIVE takes it in Implicit VR Little Endian, Explicit VR Little Endian, and what is proposed is JPEG Baseline (Process 1)",
                "ARCHIVE does not support this abstract syntax",
                "of the proposed roles of the requestor, SCP, ARCHIVE supports none: it supports SCU",
            ],
            NegotiationForecast.Run(new ApplicationEntity("ME"), new AcceptorProfile(Archive()), Proposed).Select(outcome => outcome.Rule));
    }

    [Fact]
    public void Roles_that_follow_from_others_are_told()
    {
        ApplicationEntity archive = new("ARCHIVE");
        archive.SupportedContexts.AddRange([new PresentationContext(Uids.CTImageStorage, scuRole: true, scpRole: false)]);
        NegotiationOutcome outcome = Assert.Single(NegotiationForecast.Run(
            new ApplicationEntity("ME"), new AcceptorProfile(archive), [new PresentationContext(Uids.CTImageStorage, scuRole: true, scpRole: true)]));
        Assert.Equal("SCU", outcome.Role);
        Assert.EndsWith("the roles proposed are SCU/SCP, those that follow SCU", outcome.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_association_did_not_propose_is_not_known()
    {
        await using DicomServer server = DicomServer.Start(Archive(), new() { BindAddress = IPAddress.Loopback });
        await using Association association = await Association.ConnectAsync(
            new ApplicationEntity("ME"), new("127.0.0.1", server.Port) { Contexts = [new(Uids.CTImageStorage)], CalledAETitle = "ARCHIVE" }, Some.Token);
        NegotiationOutcome[] outcomes = [.. NegotiationForecast.Run(
            new ApplicationEntity("ME"),
            new AcceptorProfile(association),
            [new(Uids.Verification), new(Uids.CTImageStorage, [Uids.ExplicitVRLittleEndian])])];
        Assert.StartsWith("not known: the association ME > ARCHIVE ", outcomes[0].Rule, StringComparison.Ordinal);
        Assert.EndsWith("what else it takes, the association did not show", outcomes[1].Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stores_what_it_does_not_know_says_so()
    {
        await using StorageServer storage = new(options => options.AcceptUnknownStorage = true);
        NegotiationOutcome outcome = Assert.Single(NegotiationForecast.Run(
            new ApplicationEntity("ME"), new AcceptorProfile(storage.Server), [new PresentationContext("1.2.3.4")]));
        Assert.True(outcome.IsAccepted);
        Assert.Equal("SERVER stores this SOP class, which is not among its contexts", outcome.Rule);
    }

    [Theory]
    [InlineData("CT_1", null, "10.1.2.3", null)]
    [InlineData("CT_1", null, null, null)]
    [InlineData("CT_1", "ARCHIV", "10.1.2.3", "the called title is not ARCHIVE (1/1/7: ")]
    [InlineData("MR_1", null, "10.1.2.3", "the calling title is not allowed (1/1/3: ")]
    [InlineData("CT_1", null, "10.2.2.3", "the address 10.2.2.3 is not allowed (1/1/3: ")]
    public void Who_is_not_admitted_has_nothing_accepted(string calling, string? called, string? address, string? rejection)
    {
        ApplicationEntity archive = Archive();
        archive.RequireCalledTitle = true;
        archive.AllowedCallingTitles = ["CT_*"];
        archive.AllowedRemoteAddresses = [new AddressRange("10.1.0.0/16")];
        NegotiationOutcome outcome = NegotiationForecast.Run(
            new ApplicationEntity(calling), new AcceptorProfile(archive), Proposed, called, address is null ? null : IPAddress.Parse(address))[0];
        Assert.Equal(rejection is null, outcome.IsAdmitted);
        Assert.Equal(rejection is null, outcome.IsAccepted);
        Assert.StartsWith(rejection ?? string.Empty, outcome.Rejection ?? string.Empty, StringComparison.Ordinal);
        Assert.Equal(Uids.ImplicitVRLittleEndian, outcome.TransferSyntax);
    }

    [Fact]
    public void A_request_that_cannot_be_made_is_an_error() =>
        Some.Fails(DicomErrorId.InvalidPresentationContext, () => NegotiationForecast.Run(new ApplicationEntity("ME"), new AcceptorProfile(Archive())));

    private static ApplicationEntity Archive()
    {
        ApplicationEntity archive = new("ARCHIVE");
        archive.SupportedContexts.AddRange(
        [
            new PresentationContext(Uids.Verification),
            new PresentationContext(Uids.CTImageStorage, [Uids.ImplicitVRLittleEndian, Uids.ExplicitVRLittleEndian]),
            new PresentationContext(Uids.SecondaryCaptureImageStorage, scuRole: true, scpRole: false),
        ]);
        return archive;
    }
}
