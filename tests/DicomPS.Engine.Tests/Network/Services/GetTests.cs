using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Services.Services;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network.Services;

public sealed class GetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private GetOptions Into(string name) => new() { StoragePath = folder.PathOf(name), PathTemplate = new("{SOPInstanceUID}.dcm") };

    private InstanceSource File(string sopClass = Uids.CTImageStorage) => InstanceSource.FromFile(folder.Instance(sopClass));

    private static TestProvider Giving(params RetrieveItem[] items) => new() { Get = (_, token) => TestProvider.Stream(items, token) };

    [Fact]
    public async Task Instances_come_back_on_the_same_association_and_are_stored()
    {
        InstanceSource[] sources = [File(), File(), InstanceSource.FromDataset(InMemory(folder.Instance()))];
        TestProvider provider = Giving([RetrieveItem.Count(3), .. sources.Select(RetrieveItem.Send)]);
        await using DicomServer server = Start(provider);
        await using Association association = await ConnectAsync(server);

        List<GetUpdate> updates = await association.GetAsync(StudyRootGet, Dataset(), Into("got"), Token).ToListAsync().Soon();

        ReceivedInstance[] instances = [.. updates.Select(update => update.Instance).OfType<ReceivedInstance>()];
        Assert.Equal(sources.Select(source => source.SopInstanceUid), instances.Select(instance => instance.SopInstanceUid));
        Assert.All(instances, instance => Assert.Equal((true, Uids.CTImageStorage), (instance.IsStored, InstanceFile.Read(instance.Path!).SopClassUid)));
        Assert.Equal(System.IO.File.ReadAllBytes(sources[0].Path)[^100..], System.IO.File.ReadAllBytes(instances[0].Path!)[^100..]);
        RetrieveResult[] results = [.. updates.Select(update => update.Result).OfType<RetrieveResult>()];
        Assert.Equal([(2, 1), (1, 2), (0, 3)], results[..3].Select(result => (result.Remaining!.Value, result.Completed!.Value)));
        Assert.Equal((true, null, 3, 0, 0), (results[3].Status.IsSuccess, results[3].Remaining, results[3].Completed, results[3].Failed, results[3].Warnings));
        Assert.NotNull(updates[0].Instance);
        Assert.NotNull(updates[^1].Result);
        Assert.Equal(3, folder.Files.Count(file => file.StartsWith("got", StringComparison.Ordinal)));
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
        await association.ReleaseAsync(Token).Soon();
    }

    [Fact]
    public async Task Some_that_fail_are_a_warning_and_named()
    {
        InstanceSource good = File();
        InstanceSource bad = File(Uids.MRImageStorage);
        await using DicomServer server = Start(Giving(RetrieveItem.Send(bad), RetrieveItem.Send(good)));
        await using Association association = await ConnectAsync(server);
        RetrieveResult result = (await association.GetAsync(StudyRootGet, Dataset(), Into("got"), Token).ToListAsync().Soon())[^1].Result!;
        Assert.Equal((StatusCodes.SuboperationsFailed, 1, 1), (result.Status.Code, result.Completed, result.Failed));
        Assert.Equal("Sub-operations complete, one or more failures or warnings", result.Status.Meaning);
        Assert.Equal([bad.SopInstanceUid], result.FailedSopInstanceUids);
    }

    [Fact]
    public async Task All_that_fail_are_a_failure()
    {
        InstanceSource[] bad = [File(Uids.MRImageStorage), File(Uids.MRImageStorage)];
        await using DicomServer server = Start(Giving([.. bad.Select(RetrieveItem.Send)]));
        await using Association association = await ConnectAsync(server);
        RetrieveResult result = (await association.GetAsync(StudyRootGet, Dataset(), Into("got"), Token).ToListAsync().Soon())[^1].Result!;
        Assert.Equal((StatusCodes.UnableToPerformSuboperations, 0, 2), (result.Status.Code, result.Completed, result.Failed));
        Assert.Equal(bad.Select(source => source.SopInstanceUid), result.FailedSopInstanceUids);
    }

    [Fact]
    public async Task What_cannot_be_read_fails_alone_and_is_named_where_its_uid_is_known()
    {
        InstanceSource good = File();
        string path = folder.PathOf("missing.dcm");
        StoreResult missing = StoreResult.Failed(path, new FileNotFoundException("not there"));
        await using DicomServer server = Start(Giving(
            RetrieveItem.Count(3), RetrieveItem.Fail(missing), RetrieveItem.Fail(missing with { SopInstanceUid = "1.2.3" }), RetrieveItem.Send(good)));
        using DicomEventQueue events = server.Events.Listen();
        await using Association association = await ConnectAsync(server);

        List<GetUpdate> updates = await association.GetAsync(StudyRootGet, Dataset(), Into("got"), Token).ToListAsync().Soon();

        RetrieveResult[] results = [.. updates.Select(update => update.Result).OfType<RetrieveResult>()];
        Assert.Equal([(2, 1), (1, 2), (0, 2)], results[..3].Select(result => (result.Remaining!.Value, result.Failed!.Value)));
        Assert.Equal((StatusCodes.SuboperationsFailed, 1, 2), (results[3].Status.Code, results[3].Completed, results[3].Failed));
        Assert.Equal(["1.2.3"], results[3].FailedSopInstanceUids);
        List<DicomEvent> told = [];
        while (events.TryRead(out DicomEvent? happened))
        {
            told.Add(happened);
        }

        Assert.Equal(2, told.Count(happened => happened.Kind == DicomEventKind.HandlerMessage && happened.Reason!.Contains(path, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_partial_data_set_is_not_sent_as_if_it_were_the_instance()
    {
        DicomDataset partial = DicomFile.Open(folder.Instance(), new DatasetReadOptions { SkipsPixelData = true }).Dataset;

        Assert.Equal(DicomErrorId.NotDicom, Assert.Throws<DicomException>(() => InstanceSource.FromDataset(partial)).ErrorId);
    }

    [Fact]
    public async Task A_status_of_the_handlers_own_is_answered()
    {
        await using DicomServer server = Start(Giving(RetrieveItem.Send(File()), RetrieveItem.End(DimseAnswer.Of(0xA701, "too many"))));
        await using Association association = await ConnectAsync(server);
        RetrieveResult result = (await association.GetAsync(StudyRootGet, Dataset(), Into("got"), Token).ToListAsync().Soon())[^1].Result!;
        Assert.Equal((0xA701, "too many", 1), ((int)result.Status.Code, result.ErrorComment, result.Completed));
    }

    [Fact]
    public async Task Without_anywhere_to_go_instances_are_refused_and_the_association_goes_on()
    {
        await using DicomServer server = Start(Giving(RetrieveItem.Send(File())));
        await using Association association = await ConnectAsync(server);
        List<GetUpdate> updates = await association.GetAsync(StudyRootGet, Dataset(), cancellationToken: Token).ToListAsync().Soon();
        Assert.Equal(StatusCodes.UnableToPerformSuboperations, updates[^1].Result!.Status.Code);
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
    }

    [Fact]
    public async Task A_provider_of_the_user_takes_the_instances()
    {
        ConcurrentQueue<string> saved = [];
        TestProvider user = new()
        {
            Store = (request, _) =>
            {
                string path = folder.PathOf("saved", request.SopInstanceUid + ".dcm");
                request.SaveTo(path);
                saved.Enqueue(path);
                return new(DimseAnswer.Of(StatusCodes.CoercionOfDataElements));
            },
        };
        InstanceSource source = File();
        await using DicomServer server = Start(Giving(RetrieveItem.Send(source)));
        await using Association association = await ConnectAsync(server, options => options.ServiceProvider = user);
        List<GetUpdate> updates = await association.GetAsync(StudyRootGet, Dataset(), cancellationToken: Token).ToListAsync().Soon();
        Assert.Equal((StatusCodes.SuboperationsFailed, 1), (updates[^1].Result!.Status.Code, updates[^1].Result!.Warnings));
        Assert.Equal(source.SopInstanceUid, InstanceFile.Read(Assert.Single(saved)).SopInstanceUid);
        Assert.Equal(DicomStatusCategory.Warning, updates[0].Instance!.Status.Category);
    }

    [Fact]
    public async Task An_instance_is_told_before_the_response_that_counts_it_also_where_a_provider_takes_it()
    {
        TestProvider user = new() { Store = (_, _) => new(DimseAnswer.Success) };
        InstanceSource source = File();
        await using DicomServer server = Start(Giving([.. Enumerable.Repeat(RetrieveItem.Send(source), 200)]));
        await using Association association = await ConnectAsync(server, options => options.ServiceProvider = user);

        List<GetUpdate> updates = await association.GetAsync(StudyRootGet, Dataset(), cancellationToken: Token).ToListAsync().Soon();

        Assert.Equal(
            Enumerable.Range(1, 200).SelectMany(i => new[] { 0, i }).Append(200),
            updates.Select(update => update.Result?.Completed ?? 0));
    }

    [Fact]
    public async Task Leaving_early_cancels_behind_the_instance_and_the_association_goes_on()
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] paths = [.. Enumerable.Range(0, 200).Select(_ => folder.Instance())];
        TestProvider provider = new() { Get = (_, token) => Files(token) };
        async IAsyncEnumerable<RetrieveItem> Files([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            try
            {
                yield return RetrieveItem.Count(paths.Length);
                foreach (string path in paths)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await Task.Yield();
                    yield return RetrieveItem.Send(InstanceSource.FromFile(path));
                }
            }
            finally
            {
                ended.TrySetResult();
            }
        }

        await using DicomServer server = Start(provider);
        await using Association association = await ConnectAsync(server);
        int count = 0;
        await foreach (GetUpdate update in association.GetAsync(StudyRootGet, Dataset(), Into("got"), Token))
        {
            if (update.Instance is not null && ++count == 2)
            {
                break;
            }
        }

        await ended.Task.Soon();
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
        Assert.InRange(folder.Files.Count(file => file.StartsWith("got", StringComparison.Ordinal)), 2, 199);
        await association.ReleaseAsync(Token).Soon();
        Assert.Equal(AssociationState.Released, association.State);
    }

    [Fact]
    public async Task The_chosen_contexts_work()
    {
        InstanceSource source = File();
        await using DicomServer server = Start(Giving(RetrieveItem.Send(source)));
        await using Association association = await ConnectAsync(server, options => options.Contexts = RetrieveProposal.Choose(StudyRootGet, [Uids.CTImageStorage]));
        List<GetUpdate> updates = await association.GetAsync(StudyRootGet, Dataset(), Into("got"), Token).ToListAsync().Soon();
        Assert.True(updates[^1].Result!.Status.IsSuccess);
        Assert.Equal(source.SopInstanceUid, updates[0].Instance!.SopInstanceUid);
    }

    [Fact]
    public async Task Each_instance_comes_in_its_own_transfer_syntax_unaltered()
    {
        string[] syntaxes = [Uids.ExplicitVRLittleEndian, Uids.RleLossless, Uids.JpegBaseline8Bit];
        string[] paths = [.. syntaxes.Select(syntax => folder.Instance(Uids.CTImageStorage, syntax))];
        await using DicomServer server = Start(
            Giving([.. paths.Select(path => RetrieveItem.Send(InstanceSource.FromFile(path)))]),
            options => options.Contexts = [new(StudyRootGet), new(Uids.CTImageStorage, syntaxes, scuRole: true, scpRole: true)]);
        await using Association association = await ConnectAsync(server, options => options.Contexts = RetrieveProposal.Choose(StudyRootGet, [Uids.CTImageStorage]));

        List<GetUpdate> updates = await association.GetAsync(StudyRootGet, Dataset(), Into("got"), Token).ToListAsync().Soon();

        Assert.True(updates[^1].Result!.Status.IsSuccess, updates[^1].Result!.ToString());
        ReceivedInstance[] instances = [.. updates.Select(update => update.Instance).OfType<ReceivedInstance>()];
        Assert.Equal(syntaxes, instances.Select(instance => instance.TransferSyntaxUid));
        Assert.All(paths.Zip(instances), pair => Assert.Equal(
            TestInstances.DataSetOf(System.IO.File.ReadAllBytes(pair.First)), TestInstances.DataSetOf(System.IO.File.ReadAllBytes(pair.Second.Path!))));
    }

    private static DicomDataset InMemory(string path) => DicomFile.Open(path).Dataset;
}
