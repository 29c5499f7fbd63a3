using System.Runtime.CompilerServices;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Services.Services;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network.Services;

public class FindTests
{
    private static async IAsyncEnumerable<DimseAnswer> Endless(
        TaskCompletionSource ended, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (int i = 0; ; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
                yield return DimseAnswer.Match(Dataset($"N{i}"));
            }
        }
        finally
        {
            ended.TrySetResult();
        }
    }

    [Fact]
    public async Task Matches_come_one_by_one_and_the_last_answer_is_the_final_one()
    {
        DimseRequest? seen = null;
        TestProvider provider = new()
        {
            Find = (request, token) =>
            {
                seen = request;
                return TestProvider.Stream([DimseAnswer.Match(Dataset("A^" + NameIn(request.Dataset))), DimseAnswer.Match(Dataset("B"), allKeysSupported: false)], token);
            },
        };
        await using DicomServer server = Start(provider);
        await using Association association = await ConnectAsync(server);

        List<DimseResult> results = await association.FindAsync(
            StudyRootFind, Dataset("X"), new DimseRequestOptions { Priority = Priority.High }, Token).ToListAsync().Soon();

        Assert.Equal([0xFF00, 0xFF01, 0], results.Select(result => (int)result.Status.Code));
        Assert.Equal(["A^X", "B", null], results.Select(result => NameIn(result.Dataset)));
        Assert.Equal("Matches are continuing, warning", results[1].Status.Meaning);
        Assert.Equal([true, true, false], results.Select(result => result.IsPending));
        Assert.All(results, result => Assert.Equal((StudyRootFind, CommandField.CFindRq), (result.SopClassUid, result.Service)));
        Assert.Equal((Priority.High, StudyRootFind, "USER"), (seen!.Priority, seen.SopClassUid, seen.Association.CallingAETitle));
        Assert.True(seen.IsCancelled);
        await association.ReleaseAsync(Token).Soon();
    }

    [Fact]
    public async Task Five_thousand_matches_come_to_a_slow_user_and_the_reader_waits()
    {
        int produced = 0;
        TestProvider provider = new()
        {
            Find = (_, token) => TestProvider.Stream(Enumerable.Range(0, 5000).Select(i =>
            {
                Volatile.Write(ref produced, i + 1);
                return DimseAnswer.Match(Dataset(new string('n', 60) + i));
            }), token),
        };
        await using DicomServer server = Start(provider);
        await using Association association = await ConnectAsync(server, options => options.NetworkTimeout = TimeSpan.FromSeconds(1));
        int count = 0;
        await foreach (DimseResult result in association.FindAsync(StudyRootFind, Dataset(), cancellationToken: Token))
        {
            if (count == 0)
            {
                // Longer than the network timeout: nobody is to blame for the user's pace.
                await Task.Delay(1500, Token);
            }

            count += result.IsPending ? 1 : 0;
        }

        Assert.Equal(5000, count);
        Assert.Equal(5000, produced);
        await association.ReleaseAsync(Token).Soon();
        Assert.Equal(AssociationState.Released, association.State);
    }

    [Fact]
    public async Task Leaving_early_sends_a_cancel_and_the_association_goes_on()
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using DicomServer server = Start(new TestProvider { Find = (_, token) => Endless(ended, token) });
        await using Association association = await ConnectAsync(server);
        int count = 0;
        await foreach (DimseResult result in association.FindAsync(StudyRootFind, Dataset(), cancellationToken: Token))
        {
            if (++count == 3)
            {
                break;
            }
        }

        await ended.Task.Soon();
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
        await association.ReleaseAsync(Token).Soon();
        Assert.Equal(AssociationState.Released, association.State);
    }

    [Fact]
    public async Task A_token_cancels_and_the_association_goes_on()
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using DicomServer server = Start(new TestProvider { Find = (_, token) => Endless(ended, token) });
        await using Association association = await ConnectAsync(server);
        using CancellationTokenSource cancellation = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (DimseResult result in association.FindAsync(StudyRootFind, Dataset(), cancellationToken: cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });

        await ended.Task.Soon();
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
    }

    [Fact]
    public async Task A_query_within_a_query_on_one_association_waits_for_no_deadlock()
    {
        TestProvider provider = new()
        {
            Find = (_, token) => TestProvider.Stream(Enumerable.Range(0, 300).Select(i => DimseAnswer.Match(Dataset($"N{i}"))), token),
        };
        await using DicomServer server = Start(provider);
        await using Association association = await ConnectAsync(server);
        int inner = 0;
        await foreach (DimseResult outer in association.FindAsync(StudyRootFind, Dataset(), cancellationToken: Token))
        {
            if (NameIn(outer.Dataset) is "N1" or "N200")
            {
                inner += (await association.FindAsync(StudyRootFind, Dataset(), cancellationToken: Token).ToListAsync().Soon()).Count;
            }
        }

        Assert.Equal(602, inner);
    }

    [Fact]
    public async Task A_user_gets_a_final_answer_after_its_cancel()
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using DicomServer server = Start(new TestProvider { Find = (_, token) => Endless(ended, token) });
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port, new PresentationContextRq(1, StudyRootFind, [Uids.ImplicitVRLittleEndian]));
        await peer.SendAsync(ScriptedPeer.Data(1, Query(7)));
        await peer.SendAsync(ScriptedPeer.Data(1, Identifier));
        Assert.Equal((ushort)0xFF00, (await peer.ReceiveMessageAsync()).Command.Status);
        await peer.SendAsync(ScriptedPeer.Data(1, new CommandSet { CommandField = CommandField.CCancelRq, MessageIdBeingRespondedTo = 7 }));
        CommandSet last;
        do
        {
            last = (await peer.ReceiveMessageAsync()).Command;
        }
        while (last.Status == 0xFF00);

        Assert.Equal((StatusCodes.Cancel, (ushort)7, false), (last.Status!.Value, last.MessageIdBeingRespondedTo!.Value, last.HasDataSet));
        await ended.Task.Soon();
    }

    public static TheoryData<string, int> Identifiers => new() { { "damaged", 0xC000 }, { "missing", 0xA900 }, { "too long", 0xA700 } };

    [Theory]
    [MemberData(nameof(Identifiers))]
    public async Task An_identifier_that_is_no_use_has_a_status_and_the_association_goes_on(string fault, int status)
    {
        await using DicomServer server = Start(new TestProvider { Find = (_, _) => throw new InvalidOperationException("not called") });
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(
            server.Port, new PresentationContextRq(1, StudyRootFind, [Uids.ImplicitVRLittleEndian]), ScriptedPeer.Verification(3));
        await peer.SendAsync(ScriptedPeer.Data(1, Query(1) with { HasDataSet = fault != "missing" }));
        switch (fault)
        {
            case "damaged":
                await peer.SendAsync(ScriptedPeer.Data(1, [0x10, 0, 0x10, 0, 0xFF, 0xFF, 0xFF, 0x7F, 1, 2]));
                break;
            case "too long":
                byte[] piece = new byte[100_000];
                for (int sent = 0; sent < 17_000_000; sent += piece.Length)
                {
                    await peer.SendAsync(ScriptedPeer.Data(1, piece, isLast: false));
                }

                await peer.SendAsync(ScriptedPeer.Data(1, Identifier));
                break;
        }

        Assert.Equal((ushort)status, (await peer.ReceiveMessageAsync()).Command.Status);
        await peer.EchoAndReleaseAsync(3);
    }

    [Theory]
    [InlineData("ignored")]
    [InlineData("answered late")]
    public async Task A_provider_that_does_not_heed_a_cancel_loses_the_association_or_answers_in_time(string behaviour)
    {
        using ScriptedListener listener = new();
        ApplicationEntity entity = new("USER") { DimseTimeout = TimeSpan.FromSeconds(1) };
        entity.RequestedContexts.Add(StudyRootFind, Uids.ImplicitVRLittleEndian);
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        using ScriptedPeer scripted = peer;
        await using Association user = association;
        Task leaving = Task.Run(async () =>
        {
            await foreach (DimseResult result in association.FindAsync(StudyRootFind, Dataset(), cancellationToken: Token))
            {
                break;
            }
        }, Token);
        ReceivedMessage request = await peer.ReceiveMessageAsync();
        CommandSet pending = request.Command.RespondWith(StatusCodes.Pending) with { HasDataSet = true };
        await peer.SendAsync(ScriptedPeer.Data(1, pending));
        await peer.SendAsync(ScriptedPeer.Data(1, Identifier));
        CommandSet cancel = (await peer.ReceiveMessageAsync()).Command;
        Assert.Equal((CommandField.CCancelRq, request.Command.MessageId), (cancel.CommandField, cancel.MessageIdBeingRespondedTo));
        if (behaviour == "answered late")
        {
            for (int i = 0; i < 500; i++)
            {
                await peer.SendAsync(ScriptedPeer.Data(1, pending));
                await peer.SendAsync(ScriptedPeer.Data(1, Identifier));
            }

            await peer.AnswerAsync(1, request, StatusCodes.Cancel);
            await leaving.Soon();
            Assert.Equal(AssociationState.Established, association.State);
        }
        else
        {
            await peer.ExpectAbortAsync(AbortSource.ServiceUser);
            await leaving.Soon();
            Assert.Equal(AssociationState.Aborted, association.State);
        }
    }

    private static byte[] Identifier => [0x10, 0, 0x10, 0, 2, 0, 0, 0, (byte)'A', (byte)' '];

    private static CommandSet Query(ushort messageId) => new()
    {
        AffectedSopClassUid = StudyRootFind,
        CommandField = CommandField.CFindRq,
        MessageId = messageId,
        Priority = Priority.Medium,
        HasDataSet = true,
    };
}
