using System.Net;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>C-FIND, C-GET and C-MOVE of the engine against dcmqrscp.</summary>
public sealed class QueryRetrieveScpTests : IAsyncLifetime
{
    private const string Find = "1.2.840.10008.5.1.4.1.2.2.1";
    private const string Move = "1.2.840.10008.5.1.4.1.2.2.2";
    private const string Get = "1.2.840.10008.5.1.4.1.2.2.3";

    private readonly string folder = Directory.CreateTempSubdirectory("dicomps-").FullName;
    private readonly int port = StoreScp.FreePort();
    private readonly string study = TestInstances.NewUid();
    private readonly List<string> instances = [];
    private ToolProcess? archive;
    private DicomServer? receiver;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Dcmtk.Require();
        receiver = DicomServer.Start(
            new ApplicationEntity("RECEIVER"), new DicomServerOptions { BindAddress = IPAddress.Loopback, StoragePath = Path.Combine(folder, "received") });
        archive = DcmQrScp.Start(folder, port, receiver.Port);
        await FillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        archive?.Dispose();
        if (receiver is not null)
        {
            await receiver.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Every_match_is_read_and_leaving_early_spares_the_association()
    {
        await using Association association = await ConnectAsync([new(Find), new(Uids.Verification)]);
        List<DimseResult> results = await ToListAsync(association.FindAsync(Find, Key("IMAGE"), cancellationToken: Token));
        Assert.True(results[^1].Status.IsSuccess);
        Assert.Equal(
            instances.Order(StringComparer.Ordinal),
            results.Select(result => result.Dataset?.GetText(Tags.SopInstanceUid)).OfType<string>().Order(StringComparer.Ordinal));

        await foreach (DimseResult result in association.FindAsync(Find, Key("IMAGE"), cancellationToken: Token))
        {
            break;
        }

        Assert.True((await association.EchoAsync(Token)).Status.IsSuccess);
        await association.ReleaseAsync(Token);
    }

    [Fact]
    public async Task Instances_come_back_by_get()
    {
        await using Association association = await ConnectAsync(RetrieveProposal.Choose(Get, [Uids.CTImageStorage]));
        List<GetUpdate> updates = await ToListAsync(
            association.GetAsync(Get, Key("STUDY"), new GetOptions { StoragePath = Path.Combine(folder, "got") }, Token));
        RetrieveResult last = updates[^1].Result!;
        Assert.Equal((true, instances.Count, 0), (last.Status.IsSuccess, last.Completed, last.Failed));
        Assert.Equal(
            instances.Order(StringComparer.Ordinal),
            updates.Select(update => update.Instance?.SopInstanceUid).OfType<string>().Order(StringComparer.Ordinal));
        await association.ReleaseAsync(Token);
    }

    [Fact]
    public async Task Instances_reach_a_server_by_move()
    {
        await using Association association = await ConnectAsync([new(Move)]);
        List<RetrieveResult> results = await ToListAsync(association.MoveAsync(Move, "RECEIVER", Key("STUDY"), cancellationToken: Token));
        Assert.True(results[^1].Status.IsSuccess, results[^1].ToString());
        Assert.Equal(instances.Count, receiver!.Counters.Instances);

        RetrieveResult unknown = (await ToListAsync(association.MoveAsync(Move, "NOWHERE", Key("STUDY"), cancellationToken: Token)))[^1];
        Assert.Equal(StatusCodes.MoveDestinationUnknown, unknown.Status.Code);
        await association.ReleaseAsync(Token);
    }

    private async Task FillAsync()
    {
        string series = TestInstances.NewUid();
        for (int i = 0; i < 10; i++)
        {
            instances.Add(TestInstances.NewUid());
            await File.WriteAllBytesAsync(
                Path.Combine(folder, $"{i}.dcm"),
                TestInstances.Part10(sopInstanceUid: instances[i], studyInstanceUid: study, seriesInstanceUid: series),
                Token);
        }

        await using Association association = await ConnectAsync([new(Uids.CTImageStorage)]);
        for (int i = 0; i < instances.Count; i++)
        {
            StoreResult stored = await association.StoreAsync(InstanceSource.FromFile(Path.Combine(folder, $"{i}.dcm")), cancellationToken: Token);
            Assert.True(stored.IsStored, stored.ToString());
        }

        await association.ReleaseAsync(Token);
    }

    private Task<Association> ConnectAsync(IReadOnlyList<PresentationContext> contexts) => Association.ConnectAsync(
        new ApplicationEntity("USER"), new AssociationOptions("127.0.0.1", port) { CalledAETitle = "ARCHIVE", Contexts = contexts }, Token);

    private DicomDataset Key(string level)
    {
        DicomDataset key = new();
        key.SetValues(new DicomTag(0x0008, 0x0052), DicomVR.CS, level);
        key.SetValues(Tags.StudyInstanceUid, DicomVR.UI, study);
        if (level == "IMAGE")
        {
            key.SetValues(Tags.SeriesInstanceUid, DicomVR.UI);
            key.SetValues(Tags.SopInstanceUid, DicomVR.UI);
        }

        return key;
    }

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
