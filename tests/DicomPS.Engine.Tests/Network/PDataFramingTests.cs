using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.UpperLayer;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>How messages are cut into P-DATA-TF PDUs on the way out (PS3.8 section 9.3.5 and annex E).</summary>
public class PDataFramingTests
{
    // What a peer without a limit, or with a very large one, gets.
    private const int LargestPdu = 131072;

    public static TheoryData<uint> MaximumLengths =>
        [.. Enumerable.Range(7, 58).Select(length => (uint)length), 4096, 4097, 16384, 131071, 131072, 131073, uint.MaxValue, 0];

    [Theory]
    [MemberData(nameof(MaximumLengths))]
    public async Task Fragments_fill_the_peers_maximum_and_never_exceed_it(uint maximumLength)
    {
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), maximumLength, Token);
        await using (association)
        using (peer)
        {
            int maximumPdu = maximumLength is 0 or > LargestPdu ? LargestPdu : (int)maximumLength;
            int fragment = Math.Max((maximumPdu - 6) & ~1, 1);
            foreach (int length in Borders(fragment))
            {
                byte[] dataSet = Pattern(length);
                Task<DimseMessage> storing = StoreAsync(association, dataSet);
                ReceivedMessage message = await peer.ReceiveMessageAsync();
                Assert.Equal(dataSet, message.DataSet);
                Assert.Equal("1.2.3", message.Command.AffectedSopInstanceUid);
                AssertFraming(message, fragment, length);
                await peer.AnswerAsync(3, message);
                Assert.Equal((ushort)0, (await storing.Soon()).Command.Status);
            }

            Task releasing = association.ReleaseAsync(Token);
            await peer.ReceiveAsync<ReleaseRq>();
            await peer.SendAsync(new ReleaseRp());
            await releasing.Soon();
        }
    }

    private static int[] Borders(int fragment)
    {
        // Small fragments also get data that fill the buffer several times.
        IEnumerable<int> multiples = fragment > 1000 ? [1, 2, 3] : [1, 2, 3, Math.Min(4000, 40000 / fragment)];
        return
        [
            .. multiples.SelectMany(times => new[] { -2, 0, 2 }.Select(offset => (times * fragment + offset + 1) & ~1))
                .Append(0)
                .Append(2)
                .Where(length => length >= 0)
                .Distinct(),
        ];
    }

    private static void AssertFraming(ReceivedMessage message, int fragment, int length)
    {
        foreach (bool isCommand in new[] { true, false })
        {
            PresentationDataValue[] values =
                [.. message.Pdus.SelectMany(pdu => pdu.Values).Where(value => value.IsCommand == isCommand)];
            int total = values.Sum(value => value.Data.Length);
            Assert.Equal(Math.Max(1, (total + fragment - 1) / fragment), values.Length);
            Assert.All(values[..^1], value => Assert.Equal((fragment, false), (value.Data.Length, value.IsLast)));
            Assert.True(values[^1].IsLast);
            Assert.InRange(values[^1].Data.Length, total == 0 ? 0 : 1, fragment);
            Assert.All(values, value =>
            {
                Assert.Equal(3, value.ContextId);
                Assert.True(value.Data.Length % 2 == 0 || fragment == 1);
            });
        }

        Assert.Equal(length, message.DataSet.Length);
        Assert.All(message.Pdus, pdu => Assert.Single(pdu.Values));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4089)]
    [InlineData(70000)]
    public async Task What_is_written_piece_by_piece_leaves_in_the_same_fragments(int piece)
    {
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), 4096, Token);
        await using (association)
        using (peer)
        {
            byte[] dataSet = Pattern(20000);
            int counted = 0;
            Task<DimseMessage> storing = association.RequestAsync(
                association.AcceptedContexts[1],
                id => ScriptedPeer.Store("1.2.3", messageId: id),
                async writer =>
                {
                    PDataStream stream = new(writer, count => counted += count);
                    for (int at = 0; at < dataSet.Length; at += piece)
                    {
                        await stream.WriteAsync(dataSet.AsMemory(at, Math.Min(piece, dataSet.Length - at)));
                        await stream.WriteAsync(ReadOnlyMemory<byte>.Empty);
                        await stream.FlushAsync();
                    }
                },
                Token).AsTask();
            ReceivedMessage message = await peer.ReceiveMessageAsync();
            Assert.Equal(dataSet, message.DataSet);
            Assert.Equal(dataSet.Length, counted);
            AssertFraming(message, 4090, dataSet.Length);
            await peer.AnswerAsync(3, message);
            await storing.Soon();
        }
    }

    [Fact]
    public async Task A_data_set_that_fails_before_anything_left_spares_the_association()
    {
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), cancellationToken: Token);
        await using (association)
        using (peer)
        {
            await Assert.ThrowsAsync<IOException>(() => association.RequestAsync(
                association.AcceptedContexts[1],
                id => ScriptedPeer.Store("1.2.3", messageId: id),
                async writer =>
                {
                    await writer.WriteAsync(new byte[100]);
                    throw new IOException("no more");
                },
                Token).AsTask().Soon());

            Task<EchoResult> echoing = association.EchoAsync(Token);
            ReceivedMessage message = await peer.ReceiveMessageAsync();
            Assert.Equal(CommandField.CEchoRq, message.Command.CommandField);
            await peer.AnswerAsync(1, message);
            Assert.True((await echoing.Soon()).Status.IsSuccess);
        }
    }

    [Fact]
    public async Task A_data_set_that_fails_after_a_part_left_aborts_the_association()
    {
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), 4096, Token);
        await using (association)
        using (peer)
        {
            Task<DimseMessage> storing = association.RequestAsync(
                association.AcceptedContexts[1],
                id => ScriptedPeer.Store("1.2.3", messageId: id),
                async writer =>
                {
                    await writer.WriteAsync(new byte[100000]);
                    throw new IOException("no more");
                },
                Token).AsTask();
            ProtocolDataUnit? pdu;
            do
            {
                pdu = await peer.ReceiveAsync();
                Assert.DoesNotContain(pdu is PDataTf data ? data.Values : [], value => value is { IsLast: true, IsCommand: false });
            }
            while (pdu is PDataTf);
            Assert.Equal(new Abort(AbortSource.ServiceUser), pdu);
            await Assert.ThrowsAsync<IOException>(() => storing.Soon());
            Assert.Equal(AssociationState.Aborted, association.State);
        }
    }

    private static Task<DimseMessage> StoreAsync(Association association, byte[] dataSet) => association.RequestAsync(
        association.AcceptedContexts[1],
        id => ScriptedPeer.Store("1.2.3", messageId: id),
        writer => writer.WriteAsync(dataSet),
        Token).AsTask();

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7 + i / 251))];
}
