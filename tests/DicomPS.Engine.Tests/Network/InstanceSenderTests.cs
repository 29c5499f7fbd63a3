using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>Files on their way to a peer: each has one result, and none is sent under a wrong label.</summary>
public sealed class InstanceSenderTests : IDisposable
{
    private readonly TemporaryFolder files = new();
    private readonly ApplicationEntity entity = new("SENDER");
    private int associations;

    public void Dispose() => files.Dispose();

    private InstanceFile File(string sopClass = Uids.CTImageStorage, string transferSyntax = Uids.ExplicitVRLittleEndian, int rows = 2) =>
        InstanceFile.Read(files.Instance(sopClass, transferSyntax, rows: rows));

    private async Task<List<StoreResult>> SendAsync(AssociationOptions options, params InstanceFile[] sent)
    {
        List<StoreResult> results = [];
        InstanceSender sender = new(entity, options) { Connected = _ => associations++ };
        await foreach (StoreResult result in sender.SendAsync(sent, Token))
        {
            results.Add(result);
        }

        return results;
    }

    [Fact]
    public async Task Files_travel_as_they_are_also_compressed_ones()
    {
        await using StorageServer server = new();
        InstanceFile[] sent =
        [
            File(), File(transferSyntax: Uids.RleLossless), File(Uids.MRImageStorage, Uids.ImplicitVRLittleEndian),
            File(transferSyntax: Uids.JpegBaseline8Bit), File(transferSyntax: Uids.ExplicitVRBigEndian),
            File(transferSyntax: Uids.DeflatedExplicitVRLittleEndian),
        ];
        List<StoreResult> results = await SendAsync(server.Options, sent).Soon();
        Assert.Equal(sent.Select(file => file.Path), results.Select(result => result.Path));
        Assert.All(results.Zip(sent), pair =>
        {
            Assert.Null(pair.First.Error);
            Assert.True(pair.First.IsStored);
            Assert.Equal(
                (pair.Second.TransferSyntaxUid, pair.Second.SopClassUid, pair.Second.SopInstanceUid, pair.Second.DataSetLength),
                (pair.First.TransferSyntaxUid, pair.First.SopClassUid, pair.First.SopInstanceUid, pair.First.Bytes));
            Assert.Equal(
                TestInstances.DataSetOf(System.IO.File.ReadAllBytes(pair.Second.Path)),
                TestInstances.DataSetOf(server.Read(pair.Second.SopInstanceUid + ".dcm")));
        });
        Assert.Equal(1, associations);
    }

    [Theory]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    public async Task The_progress_of_a_large_file_is_told_on_the_way(string accepted)
    {
        await using StorageServer server = new(options => options.Contexts = [new(Uids.CTImageStorage, [accepted])]);
        InstanceFile large = File(rows: 40_000);
        Reports reports = new();
        InstanceSender sender = new(entity, server.Options) { Progress = reports };
        await foreach (StoreResult result in sender.SendAsync([large], Token))
        {
            Assert.True(result.IsStored);
        }

        Assert.True(reports.Bytes.Count >= 2, $"{reports.Bytes.Count} report(s) of {large.DataSetLength} bytes");
        Assert.Equal(reports.Bytes.Order(), reports.Bytes);
        Assert.All(reports.Bytes, bytes => Assert.InRange(bytes, 1, large.DataSetLength + 1024));
    }

    private sealed class Reports : IProgress<long>
    {
        public List<long> Bytes { get; } = [];

        public void Report(long value) => Bytes.Add(value);
    }

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    public async Task Where_the_peer_takes_one_uncompressed_transfer_syntax_the_others_are_converted_to_it(string accepted)
    {
        await using StorageServer server = new(options => options.Contexts = [new(Uids.CTImageStorage, [accepted])]);
        InstanceFile[] sent =
        [
            File(transferSyntax: Uids.ImplicitVRLittleEndian), File(transferSyntax: Uids.ExplicitVRLittleEndian),
            File(transferSyntax: Uids.DeflatedExplicitVRLittleEndian), File(transferSyntax: Uids.ExplicitVRBigEndian),
            File(transferSyntax: Uids.RleLossless),
        ];
        List<StoreResult> results = await SendAsync(server.Options, sent).Soon();
        for (int i = 0; i < 4; i++)
        {
            Assert.Null(results[i].Error);
            Assert.Equal((true, accepted), (results[i].IsStored, results[i].TransferSyntaxUid));
            using Part10File stored = Part10File.Open(server.Folder.PathOf("store", sent[i].SopInstanceUid + ".dcm"));
            Assert.Equal(accepted, stored.TransferSyntaxUid);
            Assert.Equal(await PlainAsync(sent[i].Path), await PlainAsync(stored.Name));
        }

        Assert.Equal(DicomErrorId.NoAcceptedContext, results[4].Error?.ErrorId);
        Assert.False(results[4].IsStored);
        Assert.Null(results[4].Status);
        Assert.Contains(TransferSyntax.Find(accepted)!.Name, results[4].Error!.Message, StringComparison.Ordinal);
        Assert.Equal(4, server.Files.Length);
    }

    [Fact]
    public async Task Of_a_peer_that_takes_nothing_each_file_is_told_so()
    {
        await using StorageServer server = new(options => options.Contexts = [new(Uids.Verification)]);
        List<StoreResult> results = await SendAsync(server.Options, File(), File(Uids.MRImageStorage)).Soon();
        Assert.Equal(2, results.Count);
        Assert.All(results, result => Assert.Equal(DicomErrorId.NoAcceptedContext, result.Error?.ErrorId));
    }

    [Fact]
    public async Task More_pairs_than_fit_into_one_association_go_over_several()
    {
        await using StorageServer server = new(options => options.Contexts =
            [.. Enumerable.Range(1, 140).Select(i => new PresentationContext($"1.2.{i}"))]);
        InstanceFile[] sent = [.. Enumerable.Range(1, 140).Select(i => File($"1.2.{i}"))];
        List<StoreResult> results = await SendAsync(server.Options, sent).Soon();
        Assert.All(results, result => Assert.True(result.IsStored, result.ToString()));
        Assert.Equal(sent.Select(file => file.Path).Order(StringComparer.Ordinal), results.Select(result => result.Path).Order(StringComparer.Ordinal));
        Assert.Equal((3, 3L), (associations, server.Server.Counters.TotalAssociations));
    }

    [Fact]
    public async Task A_failure_of_one_file_does_not_stop_the_others()
    {
        await using StorageServer server = new(options => options.OnDuplicate = DuplicateHandling.Reject);
        InstanceFile[] sent = [File(), File(), File(), File()];
        System.IO.File.Delete(sent[1].Path);
        await System.IO.File.WriteAllTextAsync(sent[2].Path, "no DICOM any more", Token);
        List<StoreResult> results = await SendAsync(server.Options, [.. sent, sent[0]]).Soon();
        Assert.Equal([true, false, false, true, false], results.Select(result => result.IsStored));
        Assert.Equal([null, DicomErrorId.NotDicom, DicomErrorId.NotDicom, null, null], results.Select(result => result.Error?.ErrorId));
        Assert.Equal(StatusCodes.DuplicateSopInstance, results[4].Status?.Code);
        Assert.Equal("The instance is there already", results[4].ErrorComment);
        Assert.Equal(1, associations);
    }

    [Fact]
    public async Task The_first_connection_that_fails_is_an_error_of_all()
    {
        using ScriptedListener listener = new();
        AssociationOptions options = listener.Options;
        listener.Dispose();
        await Fails(DicomErrorId.ConnectionFailed, SendAsync(options, File()));
    }

    [Fact]
    public async Task A_rejection_of_the_first_association_is_an_error_of_all()
    {
        await using StorageServer server = new(changeEntity: e => e.RequireCalledTitle = true);
        await Fails(DicomErrorId.AssociationRejected, SendAsync(server.Options, File(), File()));
    }

    [Fact]
    public async Task After_a_lost_association_the_rest_goes_over_a_new_one()
    {
        using ScriptedListener listener = new();
        InstanceFile[] sent = [File(), File(), File(), File()];
        Task<List<StoreResult>> sending = SendAsync(listener.Options, sent);
        using (ScriptedPeer peer = await listener.AcceptAsync())
        {
            await peer.AcceptAsync();
            await peer.AnswerAsync(1, await peer.ReceiveMessageAsync());
            await peer.ReceiveMessageAsync();
        }

        using (ScriptedPeer peer = await listener.AcceptAsync())
        {
            await peer.AcceptAsync();
            for (int i = 2; i < 4; i++)
            {
                ReceivedMessage message = await peer.ReceiveMessageAsync();
                Assert.Equal(sent[i].SopInstanceUid, message.Command.AffectedSopInstanceUid);
                await peer.AnswerAsync(1, message, (ushort)(i == 2 ? 0xB000 : 0xA700));
            }

            await peer.ReceiveAsync<ReleaseRq>();
            await peer.SendAsync(new ReleaseRp());
        }

        List<StoreResult> results = await sending.Soon();
        Assert.Equal([true, false, true, false], results.Select(result => result.IsStored));
        Assert.Equal([null, DicomErrorId.AssociationAborted, null, null], results.Select(result => result.Error?.ErrorId));
        Assert.Equal(DicomStatusCategory.Warning, results[2].Status?.Category);
        Assert.Equal(DicomStatusCategory.Failure, results[3].Status?.Category);
        Assert.Equal(2, associations);
    }

    [Fact]
    public async Task An_association_that_ended_between_two_files_costs_none_of_them()
    {
        using ScriptedListener listener = new();
        Association? association = null;
        InstanceSender sender = new(Requestor(), listener.Options) { Connected = opened => association = opened };
        await using IAsyncEnumerator<StoreResult> results = sender.SendAsync([File(), File()], Token).GetAsyncEnumerator(Token);
        for (int i = 0; i < 2; i++)
        {
            Task<bool> next = results.MoveNextAsync().AsTask();
            using ScriptedPeer peer = await listener.AcceptAsync();
            await peer.AcceptAsync();
            await peer.AnswerAsync(1, await peer.ReceiveMessageAsync());
            Assert.True(await next.Soon());
            Assert.True(results.Current.IsStored);
            await peer.SendAsync(new ReleaseRq());
            await peer.ReceiveAsync<ReleaseRp>();
            await association!.Ended.Soon();
        }

        Assert.False(await results.MoveNextAsync().AsTask().Soon());
    }

    [Theory]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    public async Task A_file_that_holds_another_instance_by_now_is_not_sent(string accepted)
    {
        await using StorageServer server = new(options => options.Contexts = [new(Uids.CTImageStorage, [accepted])]);
        InstanceFile[] sent = [File(), File(), File()];
        System.IO.File.Copy(sent[2].Path, sent[0].Path, overwrite: true);
        await System.IO.File.WriteAllTextAsync(sent[1].Path, "no instance any more", Token);
        List<StoreResult> results = await SendAsync(server.Options, sent).Soon();
        Assert.Equal([DicomErrorId.NotDicom, DicomErrorId.NotDicom, null], results.Select(result => result.Error?.ErrorId));
        Assert.Equal([sent[2].SopInstanceUid + ".dcm"], server.Files);
    }

    [Fact]
    public async Task A_file_that_was_written_again_is_sent_as_it_is_now()
    {
        await using StorageServer server = new();
        InstanceFile file = File();
        byte[] before = await System.IO.File.ReadAllBytesAsync(file.Path, Token);
        byte[] changed = TestInstances.Part10(sopInstanceUid: file.SopInstanceUid, rows: 64);

        // Without a preamble the data set begins elsewhere.
        await System.IO.File.WriteAllBytesAsync(file.Path, changed[128..], Token);
        Assert.NotEqual(before.Length, changed.Length);
        Assert.True(Assert.Single(await SendAsync(server.Options, file).Soon()).IsStored);
        Assert.Equal(TestInstances.DataSetOf(changed), TestInstances.DataSetOf(server.Read(file.SopInstanceUid + ".dcm")));
    }

    [Fact]
    public async Task After_two_associations_lost_in_a_row_the_rest_is_given_up()
    {
        using ScriptedListener listener = new();
        InstanceFile[] sent = [File(), File(), File(), File()];
        Task<List<StoreResult>> sending = SendAsync(listener.Options, sent);
        for (int i = 0; i < 2; i++)
        {
            using ScriptedPeer peer = await listener.AcceptAsync();
            await peer.AcceptAsync();
            await peer.ReceiveMessageAsync();
            await peer.SendAsync(new Abort(AbortSource.ServiceProvider, AbortReason.NotSpecified));
            await peer.ExpectClosedAsync();
        }

        List<StoreResult> results = await sending.Soon();
        Assert.Equal(sent.Select(file => file.Path), results.Select(result => result.Path));
        Assert.All(results, result => Assert.Equal(DicomErrorId.AssociationAborted, result.Error?.ErrorId));
        Assert.Equal(2, associations);
    }

    [Fact]
    public async Task A_new_association_that_cannot_be_had_fails_the_rest()
    {
        ScriptedListener listener = new();
        Task<List<StoreResult>> sending = SendAsync(listener.Options, File(), File(), File());
        using ScriptedPeer peer = await listener.AcceptAsync();
        await peer.AcceptAsync();
        await peer.ReceiveMessageAsync();
        listener.Dispose();
        peer.Reset();
        List<StoreResult> results = await sending.Soon();
        Assert.Equal(
            [DicomErrorId.AssociationAborted, DicomErrorId.ConnectionFailed, DicomErrorId.ConnectionFailed],
            results.Select(result => result.Error!.ErrorId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sending_that_is_cancelled_or_left_aborts_its_association(bool isCancelled)
    {
        using ScriptedListener listener = new();
        using CancellationTokenSource cancellation = new();
        InstanceSender sender = new(entity, listener.Options);
        IAsyncEnumerator<StoreResult> results = sender.SendAsync([File(), File()], cancellation.Token).GetAsyncEnumerator(Token);
        Task<bool> first = results.MoveNextAsync().AsTask();
        using ScriptedPeer peer = await listener.AcceptAsync();
        await peer.AcceptAsync();
        await peer.AnswerAsync(1, await peer.ReceiveMessageAsync());
        Assert.True(await first.Soon());
        Assert.True(results.Current.IsStored);
        if (isCancelled)
        {
            Task<bool> second = results.MoveNextAsync().AsTask();
            await peer.ReceiveMessageAsync();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.Soon());
        }

        await results.DisposeAsync();
        await peer.ExpectAbortAsync(AbortSource.ServiceUser);
    }

    // The data set in Explicit VR Little Endian, whatever the file's transfer syntax is.
    private static async Task<byte[]> PlainAsync(string path)
    {
        using Part10File file = Part10File.Open(path);
        using MemoryStream plain = new();
        await DataSetTranscoder.ConvertAsync(file.SeekDataSet(), file.TransferSyntax!, plain, TransferSyntax.ExplicitVRLittleEndian, Token);
        return plain.ToArray();
    }
}
