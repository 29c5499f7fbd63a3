using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>While the peer works on a file, the beginning of the next one is read: it arrives as ever, and none stays open.</summary>
public sealed class ReadAheadTests : IDisposable
{
    private readonly TemporaryFolder files = new();

    public void Dispose() => files.Dispose();

    private InstanceFile New(int rows = 2, string sopClass = Uids.CTImageStorage) =>
        InstanceFile.Read(files.Instance(sopClass, Uids.ExplicitVRLittleEndian, rows: rows));

    private static IAsyncEnumerable<StoreResult> SendAsync(AssociationOptions options, params InstanceFile[] sent) =>
        new InstanceSender(new ApplicationEntity("SENDER"), options).SendAsync(sent, Token);

    private static byte[] DataSetOf(string path) => TestInstances.DataSetOf(File.ReadAllBytes(path));

    private static bool IsOpen(InstanceFile file) => new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
        .Any(handle => handle.LinkTarget?.StartsWith(file.Path, StringComparison.Ordinal) == true);

    private static void RequireHandles() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Which files are open is told by /proc.");

    [Fact]
    public async Task Files_of_all_lengths_arrive_as_they_are()
    {
        await using StorageServer server = new();
        InstanceFile[] sent = [New(), New(rows: 64), New(rows: 1900), New(rows: 64), New(rows: 6000), New()];
        await foreach (StoreResult result in SendAsync(server.Options, sent))
        {
            Assert.True(result.IsStored, result.ToString());
        }

        Assert.All(sent, file => Assert.Equal(DataSetOf(file.Path), TestInstances.DataSetOf(server.Read(file.SopInstanceUid + ".dcm"))));
    }

    [Fact]
    public async Task The_next_file_is_read_before_the_peer_answers()
    {
        RequireHandles();
        using ScriptedListener listener = new();
        InstanceFile first = New();
        InstanceFile second = New(rows: 64);
        byte[] dataSet = DataSetOf(second.Path);
        await using IAsyncEnumerator<StoreResult> results = SendAsync(listener.Options, first, second).GetAsyncEnumerator(Token);
        Task<bool> next = results.MoveNextAsync().AsTask();
        using ScriptedPeer peer = await listener.AcceptAsync();
        await peer.AcceptAsync();
        ReceivedMessage message = await peer.ReceiveMessageAsync();
        await Until(() => IsOpen(second));
        File.Delete(second.Path);
        await peer.AnswerAsync(message.Pdus[0].Values[0].ContextId, message);
        Assert.True(await next.Soon());
        next = results.MoveNextAsync().AsTask();
        message = await peer.ReceiveMessageAsync();
        Assert.Equal(dataSet, message.DataSet);
        await peer.AnswerAsync(message.Pdus[0].Values[0].ContextId, message);
        Assert.True(await next.Soon());
        Assert.True(results.Current.IsStored);
    }

    [Fact]
    public async Task Who_leaves_early_leaves_no_file_open()
    {
        RequireHandles();
        await using StorageServer server = new();
        InstanceFile[] sent = [New(), New(), New()];
        await foreach (StoreResult result in SendAsync(server.Options, sent))
        {
            Assert.True(result.IsStored);
            break;
        }

        Assert.DoesNotContain(sent, IsOpen);
    }

    [Fact]
    public async Task A_file_that_the_peer_does_not_take_stays_neither_open_nor_without_a_result()
    {
        RequireHandles();
        await using StorageServer server = new(options => options.Contexts = [new PresentationContext(Uids.CTImageStorage)]);
        InstanceFile[] sent = [New(), New(sopClass: Uids.MRImageStorage), New()];
        List<StoreResult> results = [];
        await foreach (StoreResult result in SendAsync(server.Options, sent))
        {
            results.Add(result);
        }

        Assert.Equal(sent.Select(file => file.Path), results.Select(result => result.Path));
        Assert.Equal([true, false, true], results.Select(result => result.IsStored));
        Assert.Equal(DicomErrorId.NoAcceptedContext, results[1].Error!.ErrorId);
        Assert.DoesNotContain(sent, IsOpen);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_told_when_it_is_its_turn()
    {
        await using StorageServer server = new();
        InstanceFile[] sent = [New(), New(), New()];
        File.Delete(sent[1].Path);
        List<StoreResult> results = [];
        await foreach (StoreResult result in SendAsync(server.Options, sent))
        {
            results.Add(result);
        }

        Assert.Equal([true, false, true], results.Select(result => result.IsStored));
        Assert.IsType<FileNotFoundException>(results[1].Error!.InnerException);
    }
}
