using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Negotiation;

public class ContextCollectionTests
{
    private static IEnumerable<PresentationContext> Contexts(int count) =>
        Enumerable.Range(1, count).Select(number => new PresentationContext($"1.2.{number}", ["1.3.1"]));

    [Fact]
    public void Requested_contexts_keep_their_order_and_may_repeat()
    {
        RequestedContextCollection contexts = [];
        contexts.Add("1.9", "1.3.2");
        contexts.Add("1.10");
        contexts.Add("1.9", "1.3.1");
        Assert.Equal(["1.9", "1.10", "1.9"], contexts.Select(context => context.AbstractSyntax));
        Assert.Equal(["1.3.2"], contexts[0].TransferSyntaxes);
        Assert.Equal(PresentationContext.DefaultTransferSyntaxes, contexts[1].TransferSyntaxes);
        Assert.Equal(["1.3.1"], contexts[2].TransferSyntaxes);
        Assert.Equal(3, contexts.Count);
    }

    [Fact]
    public void The_129th_requested_context_is_one_too_many()
    {
        RequestedContextCollection contexts = [];
        contexts.AddRange(Contexts(128));
        Assert.Equal(128, contexts.Count);
        DicomException error = Fails(DicomErrorId.TooManyRequestedContexts, () => contexts.Add("1.2.3"));
        Assert.Contains("129", error.Message, StringComparison.Ordinal);
        Assert.Equal(128, contexts.Count);
    }

    [Fact]
    public void Of_170_requested_contexts_all_or_none_are_added()
    {
        RequestedContextCollection contexts = [];
        contexts.Add("1.9");
        Fails(DicomErrorId.TooManyRequestedContexts, () => contexts.AddRange(Contexts(170)));
        Fails(DicomErrorId.TooManyRequestedContexts, () => contexts.AddRange(Contexts(128)));
        Fails(DicomErrorId.TooManyRequestedContexts, () => contexts.Replace(Contexts(170)));
        Assert.Equal(["1.9"], contexts.Select(context => context.AbstractSyntax));
        contexts.AddRange(Contexts(127));
        Assert.Equal(128, contexts.Count);
    }

    [Fact]
    public void A_source_that_fails_on_the_way_leaves_the_list()
    {
        RequestedContextCollection contexts = [];
        Fails(DicomErrorId.InvalidPresentationContext, () => contexts.AddRange(
            new[] { "1.1", "1.2", "1..3" }.Select(uid => new PresentationContext(uid))));
        Assert.Empty(contexts);
        Assert.Throws<ArgumentNullException>(() => contexts.Add((PresentationContext)null!));
        Assert.Throws<ArgumentNullException>(() => contexts.AddRange(null!));
    }

    [Fact]
    public void Supported_contexts_are_unlimited_and_stand_in_ordinal_order()
    {
        SupportedContextCollection contexts = [];
        contexts.AddRange(Contexts(300).Reverse());
        Assert.Equal(300, contexts.Count);
        string[] uids = [.. contexts.Select(context => context.AbstractSyntax)];
        Assert.Equal(uids.Order(StringComparer.Ordinal), uids);
        Assert.Equal(["1.2.1", "1.2.10", "1.2.100", "1.2.101"], uids[..4]);
    }

    [Fact]
    public void Supporting_an_abstract_syntax_again_merges_its_transfer_syntaxes()
    {
        SupportedContextCollection contexts = [];
        contexts.Add("1.9", "1.3.2", "1.3.1");
        contexts.Add(new PresentationContext("1.9", ["1.3.1", "1.3.5"], scuRole: true, scpRole: false));
        contexts.AddRange([new("1.9", ["1.3.0"]), new("1.8"), new("1.9", ["1.3.2", "1.3.9"])]);
        Assert.Equal(["1.8", "1.9"], contexts.Select(context => context.AbstractSyntax));
        Assert.Equal(["1.3.2", "1.3.1", "1.3.5", "1.3.0", "1.3.9"], contexts[1].TransferSyntaxes);
        Assert.Equal((true, false), (contexts[1].ScuRole, contexts[1].ScpRole));
    }

    [Fact]
    public void Removing_an_abstract_syntax_takes_all_its_contexts()
    {
        RequestedContextCollection contexts = [];
        contexts.Add("1.9", "1.3.2");
        contexts.Add("1.8");
        contexts.Add("1.9", "1.3.1");
        contexts.Remove("1.9");
        Assert.Equal(["1.8"], contexts.Select(context => context.AbstractSyntax));
        contexts.Remove("1.9");
        contexts.Remove("CTImageStorage");
        contexts.Remove("1.8", "1.3.77");
        Assert.Single(contexts);
    }

    [Fact]
    public void Removing_transfer_syntaxes_takes_only_those_and_a_context_left_with_none()
    {
        SupportedContextCollection contexts = [];
        contexts.Add(new PresentationContext("1.9", ["1.3.1", "1.3.2", "1.3.3"], true, false));
        contexts.Add("1.8", "1.3.1");
        contexts.Remove("1.9", "1.3.3", "1.3.1", "1.3.99");
        Assert.Equal(["1.3.2"], contexts[1].TransferSyntaxes);
        Assert.Equal((true, false), (contexts[1].ScuRole, contexts[1].ScpRole));
        contexts.Remove("1.9", "1.3.2");
        Assert.Equal(["1.8"], contexts.Select(context => context.AbstractSyntax));
        Assert.Equal(["1.3.1"], contexts[0].TransferSyntaxes);
    }

    [Fact]
    public void A_faulty_name_to_remove_is_an_error()
    {
        SupportedContextCollection contexts = [];
        contexts.Add("1.9");
        Fails(DicomErrorId.InvalidPresentationContext, () => contexts.Remove("1..9"));
        Fails(DicomErrorId.UnknownUid, () => contexts.Remove("1.9", "NoSuchSyntax"));
        Assert.Single(contexts);
    }

    [Fact]
    public void Replacing_sets_the_whole_list()
    {
        SupportedContextCollection contexts = [];
        contexts.Add("1.9");
        contexts.Replace([new("1.7", ["1.3.2"]), new("1.6"), new("1.7", ["1.3.1"])]);
        Assert.Equal(["1.6", "1.7"], contexts.Select(context => context.AbstractSyntax));
        Assert.Equal(["1.3.2", "1.3.1"], contexts[1].TransferSyntaxes);
        contexts.Clear();
        Assert.Empty(contexts);
    }

    [Fact]
    public void An_enumeration_sees_one_state_of_the_list()
    {
        RequestedContextCollection contexts = [];
        contexts.AddRange(Contexts(3));
        List<string> seen = [];
        foreach (PresentationContext context in contexts)
        {
            seen.Add(context.AbstractSyntax);
            contexts.Clear();
        }

        Assert.Equal(3, seen.Count);
        Assert.Empty(contexts);
    }

    [Fact]
    public async Task Additions_of_several_threads_are_all_there()
    {
        SupportedContextCollection contexts = [];
        await Task.WhenAll(Enumerable.Range(1, 4).Select(thread => Task.Run(
            () =>
            {
                for (int i = 0; i < 50; i++)
                {
                    contexts.Add($"1.{thread}.{i}", Uids.ImplicitVRLittleEndian);
                }
            },
            Token)));
        Assert.Equal(200, contexts.Count);
    }
}
