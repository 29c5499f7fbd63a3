using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Tests.Network;
using Xunit;
using static DicomPS.Engine.Pdu.PresentationContextResult;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Negotiation;

public class RequestorNegotiationTests
{
    [Fact]
    public void Contexts_are_numbered_odd_from_1_in_their_order()
    {
        PresentationContext[] contexts = [.. Enumerable.Range(1, 128).Select(i => new PresentationContext($"1.{i}", ["1.3.1"]))];
        IReadOnlyList<PresentationContextRq> numbered = RequestorNegotiation.Number(contexts);
        Assert.Equal(Enumerable.Range(0, 128).Select(i => 2 * i + 1), numbered.Select(context => (int)context.Id));
        Assert.Equal(contexts.Select(context => context.AbstractSyntax), numbered.Select(context => context.AbstractSyntax));
        Fails(DicomErrorId.TooManyRequestedContexts, () => RequestorNegotiation.Number([.. contexts, new("1.1")]));
    }

    [Fact]
    public void Only_an_answer_that_fits_the_proposal_is_an_acceptance()
    {
        NegotiatedContexts contexts = Evaluate(
            [.. Enumerable.Range(0, 8).Select(i => new PresentationContextRq((byte)(2 * i + 1), $"1.{i}", ["1.3.1", "1.3.2"]))],
            [
                new(99, Acceptance, "1.3.1"), // never proposed
                new(2, Acceptance, "1.3.1"), // nor this
                new(15, Acceptance, "1.3.1"), // out of order
                new(1, Acceptance, "1.3.2"),
                new(3, UserRejection, "1.3.1"),
                new(5, NoReason, ""),
                new(7, AbstractSyntaxNotSupported, ""),
                new(9, TransferSyntaxesNotSupported, "1.3.9"),
                new(11, Acceptance, "1.3.9"), // not proposed for it
            ]);

        Assert.Equal([new(1, "1.0", "1.3.2"), new(15, "1.7", "1.3.1")], contexts.Accepted);
        Assert.Equal(
            [(3, UserRejection), (5, NoReason), (7, AbstractSyntaxNotSupported), (9, TransferSyntaxesNotSupported), (11, Acceptance), (13, null)],
            contexts.Refused.Select(context => ((int)context.Id, context.Result)));
        Assert.Distinct(contexts.Refused.Select(context => context.Reason));
        Assert.Equal("accepted with a transfer syntax that was not proposed", contexts.Refused[4].Reason);
        Assert.Equal("not answered", contexts.Refused[5].Reason);
        Assert.Equal(["1.3.1", "1.3.2"], contexts.Refused[0].TransferSyntaxes);
    }

    [Fact]
    public void Of_two_answers_for_a_context_the_first_counts()
    {
        NegotiatedContexts contexts = Evaluate(
            [new(1, "1.1", ["1.3.1", "1.3.2"])],
            [new(1, Acceptance, "1.3.1"), new(1, Acceptance, "1.3.2")]);
        Assert.Equal([new(1, "1.1", "1.3.1")], contexts.Accepted);
    }

    [Fact]
    public void Without_any_answer_everything_is_refused()
    {
        NegotiatedContexts contexts = Evaluate([new(1, "1.1", ["1.3.1"]), new(3, "1.2", ["1.3.1"])], []);
        Assert.Empty(contexts.Accepted);
        Assert.Equal(2, contexts.Refused.Count);
    }

    private static NegotiatedContexts Evaluate(PresentationContextRq[] proposed, PresentationContextAc[] answered) =>
        RequestorNegotiation.Evaluate(
            ScriptedPeer.Request() with { PresentationContexts = proposed },
            ScriptedPeer.Acceptance(ScriptedPeer.Request()) with { PresentationContexts = answered });
}
