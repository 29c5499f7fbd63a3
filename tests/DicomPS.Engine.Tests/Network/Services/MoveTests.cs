using System.Collections.Concurrent;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Services.Services;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network.Services;

public sealed class MoveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private InstanceSource File(string sopClass = Uids.CTImageStorage, string transferSyntax = Uids.ExplicitVRLittleEndian) =>
        InstanceSource.FromFile(folder.Instance(sopClass, transferSyntax));

    private static TestProvider Giving(Func<AssociationOptions?> destination, params InstanceSource[] sources) => new()
    {
        Move = (_, token) => TestProvider.Stream(sources.Select(RetrieveItem.Send), token),
        Destination = request => request.MoveDestination == "DEST" ? destination() : null,
    };

    [Fact]
    public async Task Instances_of_many_kinds_reach_the_destination_which_is_told_who_asked()
    {
        ConcurrentQueue<StoreRequest> stored = [];
        TestProvider receiver = new()
        {
            Store = (request, _) =>
            {
                stored.Enqueue(request);
                return new(DimseAnswer.Success);
            },
        };
        await using DicomServer destination = Start(receiver, options => options.Contexts = PrebuiltContexts.ForStorageServer());
        InstanceSource[] sources =
        [
            File(), File(), File(Uids.MRImageStorage), File(Uids.CTImageStorage, Uids.RleLossless), File(Uids.SecondaryCaptureImageStorage, Uids.ExplicitVRBigEndian), File(),
        ];
        await using DicomServer server = Start(Giving(() => new("127.0.0.1", destination.Port) { CalledAETitle = "DEST" }, sources));
        await using Association association = await ConnectAsync(server);

        List<RetrieveResult> results = await association.MoveAsync(StudyRootMove, "DEST", Dataset(), cancellationToken: Token).ToListAsync().Soon();

        RetrieveResult last = results[^1];
        Assert.Equal((true, 6, 0), (last.Status.IsSuccess, last.Completed, last.Failed));
        Assert.Equal(Enumerable.Range(1, 6), results[..^1].Select(result => result.Completed!.Value));
        Assert.Equal(sources.Select(source => source.SopInstanceUid), stored.Select(request => request.SopInstanceUid));
        Assert.Equal(sources.Select(source => source.TransferSyntaxUid), stored.Select(request => request.Context.TransferSyntax));
        Assert.All(stored, request => Assert.Equal(
            ("USER", (ushort?)1, "PROVIDER", "DEST"),
            (request.MoveOriginatorTitle, request.MoveOriginatorMessageId, request.Association.CallingAETitle, request.Association.CalledAETitle)));
        await association.ReleaseAsync(Token).Soon();
    }

    [Fact]
    public async Task A_destination_that_is_not_known_is_told_of()
    {
        await using DicomServer server = Start(Giving(() => null, File()));
        await using Association association = await ConnectAsync(server);
        RetrieveResult result = Assert.Single(await association.MoveAsync(StudyRootMove, "NOWHERE", Dataset(), cancellationToken: Token).ToListAsync().Soon());
        Assert.Equal((StatusCodes.MoveDestinationUnknown, "Move destination unknown"), (result.Status.Code, result.Status.Meaning));
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
    }

    [Fact]
    public async Task A_destination_that_cannot_be_reached_fails_all()
    {
        InstanceSource[] sources = [File(), File(), File(Uids.MRImageStorage), File()];
        int port;
        using (ScriptedListener closed = new())
        {
            port = closed.Port;
        }

        await using DicomServer server = Start(Giving(() => new("127.0.0.1", port), sources));
        await using Association association = await ConnectAsync(server);
        RetrieveResult result = (await association.MoveAsync(StudyRootMove, "DEST", Dataset(), cancellationToken: Token).ToListAsync().Soon())[^1];
        Assert.Equal((StatusCodes.UnableToPerformSuboperations, 4), (result.Status.Code, result.Failed));
        Assert.Equal(sources.Select(source => source.SopInstanceUid), result.FailedSopInstanceUids);
    }

    [Fact]
    public async Task A_failed_one_and_a_vanished_file_are_a_warning_and_named()
    {
        InstanceSource good = File();
        InstanceSource refused = File();
        InstanceSource gone = File();
        System.IO.File.Delete(gone.Path);
        TestProvider receiver = new()
        {
            Store = (request, _) => new(DimseAnswer.Of(request.SopInstanceUid == refused.SopInstanceUid ? StatusCodes.OutOfResources : StatusCodes.Success)),
        };
        await using DicomServer destination = Start(receiver);
        await using DicomServer server = Start(Giving(() => new("127.0.0.1", destination.Port), refused, gone, good));
        await using Association association = await ConnectAsync(server);
        RetrieveResult result = (await association.MoveAsync(StudyRootMove, "DEST", Dataset(), cancellationToken: Token).ToListAsync().Soon())[^1];
        Assert.Equal((StatusCodes.SuboperationsFailed, 1, 2), (result.Status.Code, result.Completed, result.Failed));
        Assert.Equal([refused.SopInstanceUid, gone.SopInstanceUid], result.FailedSopInstanceUids);
    }

    [Fact]
    public async Task A_server_can_be_its_own_destination_with_one_place_for_handlers()
    {
        DicomServer? self = null;
        ConcurrentQueue<string> stored = [];
        InstanceSource[] sources = [.. Enumerable.Range(0, 150).Select(_ => File())];
        TestProvider provider = new()
        {
            Move = (_, token) => TestProvider.Stream(sources.Select(RetrieveItem.Send), token),
            Destination = _ => new("127.0.0.1", self!.Port),
            Store = (request, _) =>
            {
                stored.Enqueue(request.SopInstanceUid!);
                return new(DimseAnswer.Success);
            },
        };
        await using DicomServer server = Start(provider, options => options.MaximumHandlers = 1);
        self = server;
        await using Association association = await ConnectAsync(server);
        RetrieveResult result = (await association.MoveAsync(StudyRootMove, "DEST", Dataset(), cancellationToken: Token).ToListAsync().Soon())[^1];
        Assert.Equal((true, 150), (result.Status.IsSuccess, result.Completed));
        Assert.Equal(sources.Select(source => source.SopInstanceUid), stored);
        Assert.Equal(150, server.Counters.Instances);
    }

    [Fact]
    public async Task A_store_handler_can_query_a_server_of_the_same_process()
    {
        DicomServer? self = null;
        TestProvider provider = new()
        {
            Find = (_, token) => TestProvider.Stream([DimseAnswer.Match(Dataset("A"))], token),
            Store = async (request, token) =>
            {
                await using Association inner = await ConnectAsync(self!);
                List<DimseResult> found = await inner.FindAsync(StudyRootFind, Dataset(), cancellationToken: token).ToListAsync();
                await inner.ReleaseAsync(token);
                return DimseAnswer.Of(found.Count == 2 ? StatusCodes.Success : StatusCodes.CannotUnderstand);
            },
        };
        await using DicomServer server = Start(provider);
        self = server;
        await using Association association = await ConnectAsync(server);
        Assert.True((await association.StoreAsync(File(), cancellationToken: Token).Soon()).IsStored);
    }

    [Fact]
    public async Task A_cancel_ends_it_behind_the_sub_operation()
    {
        string[] paths = [.. Enumerable.Range(0, 100).Select(_ => folder.Instance())];
        using SemaphoreSlim go = new(1);
        TestProvider receiver = new()
        {
            Store = async (_, token) =>
            {
                await go.WaitAsync(token);
                return DimseAnswer.Success;
            },
        };
        await using DicomServer destination = Start(receiver);
        await using DicomServer server = Start(Giving(() => new("127.0.0.1", destination.Port), [.. paths.Select(InstanceSource.FromFile)]));
        await using Association association = await ConnectAsync(server);
        int count = 0;
        Task releasing = Task.CompletedTask;
        await foreach (RetrieveResult result in association.MoveAsync(StudyRootMove, "DEST", Dataset(), cancellationToken: Token))
        {
            Assert.True(result.IsPending);
            count++;
            releasing = Task.Run(async () =>
            {
                await Task.Delay(100, Token);
                go.Release(1000);
            }, Token);
            break;
        }

        await releasing;
        Assert.Equal(1, count);
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
        Assert.InRange(destination.Counters.Instances, 1, 99);
    }

    [Fact]
    public async Task What_a_store_handler_takes_is_stored_where_there_is_a_folder_too()
    {
        InstanceSource taken = File();
        InstanceSource refused = File();
        TestProvider provider = new()
        {
            Store = (request, _) => new(DimseAnswer.Of(request.Dataset!.GetText(Tags.SopInstanceUid) == taken.SopInstanceUid ? StatusCodes.Success : (ushort)0xC123)),
        };
        await using DicomServer server = Start(provider, options =>
        {
            options.StoragePath = folder.PathOf("store");
            options.PathTemplate = new("{SOPInstanceUID}.dcm");
        });
        await using Association association = await ConnectAsync(server);
        Assert.True((await association.StoreAsync(taken, cancellationToken: Token).Soon()).IsStored);
        Assert.Equal((ushort)0xC123, (await association.StoreAsync(refused, cancellationToken: Token).Soon()).Status!.Value.Code);
        Assert.Equal([Path.Combine("store", taken.SopInstanceUid + ".dcm")], folder.Files.Where(file => file.StartsWith("store", StringComparison.Ordinal)));
        Assert.Equal((1L, 1L), (server.Counters.Instances, server.Counters.Failures));
    }
}
