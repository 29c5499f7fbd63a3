using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using Xunit;

namespace DicomPS.Engine.Tests.Negotiation;

public class AcceptorNegotiationTests
{
    private static readonly AssociateRq Request = new()
    {
        CalledAETitle = "SERVER",
        CallingAETitle = "CLIENT",
        PresentationContexts = [new(1, "1.9", ["1.3.1"])],
    };

    private static AcceptorPolicy Policy(Action<ApplicationEntity>? change = null, params PresentationContext[] contexts)
    {
        ApplicationEntity entity = new("SERVER");
        change?.Invoke(entity);
        return new AcceptorPolicy(entity, entity.Title, contexts);
    }

    [Fact]
    public void The_first_own_transfer_syntax_that_was_proposed_is_taken()
    {
        AcceptorPolicy policy = Policy(null, new("1.9", ["1.3.4", "1.3.2", "1.3.1"]), new("1.8", ["1.3.1"]));
        AssociateRq request = Request with
        {
            PresentationContexts =
            [
                new(5, "1.9", ["1.3.1", "1.3.2", "1.3.3"]),
                new(1, "1.7", ["1.3.1"]),
                new(3, "1.8", ["1.3.2", "1.3.3"]),
                new(255, "1.9", ["1.3.1"]),
                new(7, "", []),
                new(9, "1.8", []),
            ],
        };

        NegotiatedContexts contexts = AcceptorNegotiation.Choose(request, policy);
        Assert.Equal(
            [new(5, "1.9", "1.3.2") { AsScu = false, AsScp = true }, new(255, "1.9", "1.3.1") { AsScu = false, AsScp = true }],
            contexts.Accepted);
        Assert.Equal(
            [
                (1, PresentationContextResult.AbstractSyntaxNotSupported),
                (3, PresentationContextResult.TransferSyntaxesNotSupported),
                (7, PresentationContextResult.AbstractSyntaxNotSupported),
                (9, PresentationContextResult.TransferSyntaxesNotSupported),
            ],
            contexts.Refused.Select(context => ((int)context.Id, context.Result!.Value)));

        AssociateAc answer = AcceptorNegotiation.Answer(request, policy, contexts);
        Assert.Equal(
            [
                new(5, PresentationContextResult.Acceptance, "1.3.2"),
                new(1, PresentationContextResult.AbstractSyntaxNotSupported, "1.3.1"),
                new(3, PresentationContextResult.TransferSyntaxesNotSupported, "1.3.2"),
                new(255, PresentationContextResult.Acceptance, "1.3.1"),
                new(7, PresentationContextResult.AbstractSyntaxNotSupported, Uids.ImplicitVRLittleEndian),
                new(9, PresentationContextResult.TransferSyntaxesNotSupported, Uids.ImplicitVRLittleEndian),
            ],
            answer.PresentationContexts);
        Assert.NotEmpty(answer.Encode());
    }

    [Fact]
    public void The_answer_echoes_the_titles_and_names_this_side()
    {
        AcceptorPolicy policy = Policy(entity =>
        {
            entity.MaximumPduLength = 4096;
            entity.ImplementationClassUid = "2.25.3";
            entity.ImplementationVersionName = "V3";
        });
        AssociateAc answer = AcceptorNegotiation.Answer(
            Request with { CalledAETitle = "ANOTHER" }, policy, AcceptorNegotiation.Choose(Request, policy));
        Assert.Equal(("ANOTHER", "CLIENT"), (answer.CalledAETitle, answer.CallingAETitle));
        Assert.Equal(Uids.ApplicationContextName, answer.ApplicationContextName);
        Assert.Equal(
            (4096u, "2.25.3", "V3"),
            (answer.UserInformation.MaximumLength, answer.UserInformation.ImplementationClassUid, answer.UserInformation.ImplementationVersionName));
    }

    [Theory]
    [InlineData(new byte[] { 2 }, "2")]
    [InlineData(new byte[] { 0 }, "0")]
    [InlineData(new byte[] { 1, 3, 254 }, "254")]
    [InlineData(new byte[] { 3, 1, 3 }, "3")]
    public void Even_and_repeated_identifiers_are_faults(byte[] ids, string named)
    {
        string? fault = AcceptorNegotiation.FindFault(
            Request with { PresentationContexts = [.. ids.Select(id => new PresentationContextRq(id, "1.9", ["1.3.1"]))] });
        Assert.Contains($" {named} ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_identifiers_that_stand_once_are_no_fault() => Assert.Null(AcceptorNegotiation.FindFault(
        Request with { PresentationContexts = [.. Enumerable.Range(0, 128).Reverse().Select(i => new PresentationContextRq((byte)(2 * i + 1), "1.9", ["1.3.1"]))] }));
}
