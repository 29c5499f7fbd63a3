using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Tracing;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>
/// The data set of a file leaves as it is, in PDUs that the peer takes, whether the system sends its bytes by itself or they are
/// read before.
/// </summary>
public sealed class FileSendingTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly TemporaryFolder files = new();

    public static TheoryData<uint> MaximumLengths => [4096, 65536, 65560, 100_001, 131_072, 0];

    public void Dispose() => files.Dispose();

    private InstanceFile New(int pixels) => New(Uids.ExplicitVRLittleEndian, DataSet(Uids.ExplicitVRLittleEndian, pixels));

    private InstanceFile New(string transferSyntax, byte[] dataSet)
    {
        string path = files.PathOf(Uid() + ".dcm");
        File.WriteAllBytes(path, [.. TestInstances.Meta(Uids.CTImageStorage, "1.2.3", transferSyntax), .. dataSet]);
        return InstanceFile.Read(path);
    }

    // Of noise, so that no byte can take the place of another, and none can be saved.
    private static byte[] DataSet(string transferSyntax, int pixels)
    {
        byte[] noise = new byte[pixels];
        new Random(pixels).NextBytes(noise);
        return TestInstances.Encode(transferSyntax, builder => builder
            .Text(0x00080016, "UI", Uids.CTImageStorage)
            .Text(0x00080018, "UI", "1.2.3")
            .Element(0x7FE00010, "OW", noise));
    }

    // The peer has not read anything yet, and has no room for all of it.
    private static async Task<(Association Association, ScriptedPeer Peer, Task<StoreResult> Storing)> BeginAsync(ScriptedListener listener, InstanceFile file)
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), 0, Token);
        SynchronousProgress progress = new();
        Task<StoreResult> storing = association.StoreAsync(file, progress, Token);
        await Until(() => progress.Last >= Megabyte);
        Assert.False(storing.IsCompleted);
        return (association, peer, storing);
    }

    private static byte[] DataSetOf(InstanceFile file) => File.ReadAllBytes(file.Path)[(int)file.DataSetOffset..];

    [Theory]
    [MemberData(nameof(MaximumLengths))]
    public async Task Every_length_arrives_as_it_is_in_whole_pdus(uint maximumLength)
    {
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), maximumLength, Token);
        await using (association)
        using (peer)
        {
            int fragment = ((maximumLength == 0 ? 131_072 : (int)maximumLength) - 6) & ~1;
            int head = (int)New(0).DataSetLength;
            foreach (int length in (int[])[1000, fragment, 2 * fragment, 5 * fragment])
            {
                // One byte pair less than so many PDUs, just as many, and one more.
                foreach (int pixels in (int[])[length - head - 2, length - head, length - head + 2])
                {
                    InstanceFile file = New(pixels);
                    Task<StoreResult> storing = association.StoreAsync(file, cancellationToken: Token);
                    ReceivedMessage message = await peer.ReceiveMessageAsync();
                    Assert.Equal(DataSetOf(file), message.DataSet);
                    PresentationDataValue[] values = [.. message.Pdus.SelectMany(pdu => pdu.Values).Where(value => !value.IsCommand)];
                    Assert.All(values[..^1], value => Assert.Equal((fragment, false), (value.Data.Length, value.IsLast)));
                    Assert.InRange(values[^1].Data.Length, 1, fragment);
                    await peer.AnswerAsync(3, message);
                    Assert.True((await storing.Soon()).IsStored);
                }
            }
        }
    }

    [Fact]
    public async Task An_odd_data_set_is_padded_behind_its_last_byte()
    {
        ApplicationEntity requestor = new("REQUESTOR");
        requestor.RequestedContexts.Add(Uids.Verification, Uids.ImplicitVRLittleEndian);
        requestor.RequestedContexts.Add(Uids.CTImageStorage, Uids.DeflatedExplicitVRLittleEndian);
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(requestor, 131_072, Token);
        await using (association)
        using (peer)
        {
            byte[] deflated = DataSet(Uids.DeflatedExplicitVRLittleEndian, Megabyte);
            InstanceFile file = New(Uids.DeflatedExplicitVRLittleEndian, deflated.Length % 2 == 0 ? [.. deflated, 0] : deflated);
            Task<StoreResult> storing = association.StoreAsync(file, cancellationToken: Token);
            ReceivedMessage message = await peer.ReceiveMessageAsync();
            Assert.Equal([.. DataSetOf(file), 0], message.DataSet);
            await peer.AnswerAsync(3, message);
            Assert.True((await storing.Soon()).IsStored);
        }
    }

    [Fact]
    public async Task A_peer_that_has_no_room_for_a_while_gets_all_of_it()
    {
        using ScriptedListener listener = new(receiveBuffer: 4096);
        InstanceFile file = New(30 * Megabyte);
        (Association association, ScriptedPeer peer, Task<StoreResult> storing) = await BeginAsync(listener, file);
        await using (association)
        using (peer)
        {
            ReceivedMessage message = await peer.ReceiveMessageAsync();
            Assert.True(DataSetOf(file).AsSpan().SequenceEqual(message.DataSet));
            await peer.AnswerAsync(3, message);
            Assert.True((await storing.Soon()).IsStored);
        }
    }

    [Fact]
    public async Task A_file_that_becomes_shorter_meanwhile_ends_in_an_abort_that_the_peer_understands()
    {
        using ScriptedListener listener = new(receiveBuffer: 4096);
        InstanceFile file = New(30 * Megabyte);
        (Association association, ScriptedPeer peer, Task<StoreResult> storing) = await BeginAsync(listener, file);
        await using (association)
        using (peer)
        {
            using (FileStream shortened = new(file.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                shortened.SetLength(Megabyte);
            }

            ProtocolDataUnit? pdu;
            do
            {
                pdu = await peer.ReceiveAsync();
                Assert.DoesNotContain(pdu is PDataTf data ? data.Values : [], value => value is { IsLast: true, IsCommand: false });
            }
            while (pdu is PDataTf);
            Assert.Equal(new Abort(AbortSource.ServiceUser), pdu);
            StoreResult result = await storing.Soon();
            Assert.False(result.IsStored);
            Assert.Equal(DicomErrorId.NotDicom, result.Error!.ErrorId);
            Assert.Contains("became shorter", result.Error.Message, StringComparison.Ordinal);
            Assert.Equal(AssociationState.Aborted, association.State);
        }
    }

    [Fact]
    public async Task Each_pdu_is_told_with_its_whole_length()
    {
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), 131_072, Token);
        await using (association)
        using (peer)
        {
            using DicomEventQueue queue = association.Events.Listen([DicomEventKind.PduSent]);
            Task<StoreResult> storing = association.StoreAsync(New(Megabyte), cancellationToken: Token);
            ReceivedMessage message = await peer.ReceiveMessageAsync();
            await peer.AnswerAsync(3, message);
            Assert.True((await storing.Soon()).IsStored);
            await association.AbortAsync().Soon();
            peer.Dispose();
            List<DicomEvent> told = await queue.ReadAllAsync(Token).ToListAsync(Token).AsTask().Soon();
            Assert.Equal(message.Pdus.Select(pdu => (long)pdu.Encode().Length), told.SkipLast(1).Select(happened => (long)happened.PduLength!));
        }
    }

    [Fact]
    public async Task A_trace_has_every_pdu_of_a_file()
    {
        using ScriptedListener listener = new();
        string path = files.PathOf("trace.txt");
        await using (PduTrace trace = PduTrace.Create(path))
        {
            AssociationOptions options = listener.Options;
            options.Trace = trace;
            Task<Association> connecting = Association.ConnectAsync(Requestor(), options, Token);
            using ScriptedPeer peer = await listener.AcceptAsync();
            await peer.AcceptAsync(131_072);
            await using Association association = await connecting.Soon();
            Task<StoreResult> storing = association.StoreAsync(New(Megabyte), cancellationToken: Token);
            ReceivedMessage message = await peer.ReceiveMessageAsync();
            await peer.AnswerAsync(3, message);
            Assert.True((await storing.Soon()).IsStored);
            await association.AbortAsync().Soon();
            peer.Dispose();
            await association.DisposeAsync();
            await trace.DisposeAsync();
            Assert.Equal(
                message.Pdus.Count,
                File.ReadLines(path).Count(line => line.Contains("sent     P-DATA-TF", StringComparison.Ordinal)));
        }
    }

    private sealed class SynchronousProgress : IProgress<long>
    {
        private long last;

        public long Last => Interlocked.Read(ref last);

        public void Report(long value) => Interlocked.Exchange(ref last, value);
    }
}
