using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Network;

/// <summary>However safe an instance is to be: what is answered with success is whole, and nothing else stays.</summary>
public class DurabilityTests
{
    // Small ones stay in memory until they are whole, large ones are written as they come: that is begun with 64 KB.
    private const int Large = 6000;

    private static readonly int[] Heights = [2, 64, 1900, Large];

    public static TheoryData<Durability, int> Kinds =>
        new(from durability in Enum.GetValues<Durability>() from rows in Heights select (durability, rows));

    private static byte[] DataSet(string instance, int rows, string series = "1.2") => TestInstances.DataSetOf(
        TestInstances.Part10(sopInstanceUid: instance, rows: rows, studyInstanceUid: "1.1", seriesInstanceUid: series));

    private static StorageServer Server(Durability durability, DuplicateHandling duplicates = DuplicateHandling.Replace) => new(options =>
    {
        options.Durability = durability;
        options.OnDuplicate = duplicates;
        options.PathTemplate = new StoragePathTemplate("{SeriesInstanceUID}/{SOPInstanceUID}.dcm");
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_came_is_in_its_file(Durability durability, int rows)
    {
        await using StorageServer server = Server(durability);
        byte[] first = DataSet("1.2.3", rows);
        byte[] second = DataSet("1.2.4", rows);
        Assert.Equal(StatusCodes.Success, (await server.StoreAsync("1.2.3", first)).Command.Status);
        Assert.Equal(StatusCodes.Success, (await server.StoreAsync("1.2.4", second)).Command.Status);
        Assert.Equal(["1.2/1.2.3.dcm", "1.2/1.2.4.dcm"], server.Files.Order());
        Assert.Equal(first, TestInstances.DataSetOf(server.Read("1.2/1.2.3.dcm")));
        Assert.Equal(second, TestInstances.DataSetOf(server.Read("1.2/1.2.4.dcm")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_second_arrival_does_as_it_was_told(Durability durability, int rows)
    {
        foreach (DuplicateHandling duplicates in Enum.GetValues<DuplicateHandling>())
        {
            await using StorageServer server = Server(durability, duplicates);
            byte[] first = DataSet("1.2.3", rows);
            byte[] second = DataSet("1.2.3", rows + 2);
            Assert.Equal(StatusCodes.Success, (await server.StoreAsync("1.2.3", first)).Command.Status);
            Assert.Equal(
                duplicates == DuplicateHandling.Reject ? StatusCodes.DuplicateSopInstance : StatusCodes.Success,
                (await server.StoreAsync("1.2.3", second)).Command.Status);
            Assert.Equal(["1.2/1.2.3.dcm"], server.Files);
            Assert.Equal(
                duplicates == DuplicateHandling.Replace ? second : first, TestInstances.DataSetOf(server.Read("1.2/1.2.3.dcm")));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_refused_or_broken_off_leaves_nothing_and_what_was_there_stays(Durability durability, int rows)
    {
        await using StorageServer server = Server(durability);
        byte[] first = DataSet("1.2.3", rows);
        await server.StoreAsync("1.2.3", first);
        Assert.Equal(StatusCodes.DataSetDoesNotMatchSopClass, (await server.StoreAsync("1.2.5", DataSet("1.2.4", rows))).Command.Status);
        foreach (string instance in new[] { "1.2.3", "1.2.6" })
        {
            byte[] dataSet = DataSet(instance, rows + 2);
            using (ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Server.Port, ScriptedPeer.Ct(1)))
            {
                await peer.SendAsync(ScriptedPeer.Data(1, ScriptedPeer.Store(instance, Uids.CTImageStorage)));
                await peer.SendAsync(ScriptedPeer.DataSet(1, dataSet[..^2], isLast: false));
            }
        }

        await Some.Until(() => server.Server.Counters.Failures == 3);
        await Some.Until(() => server.Files.Length == 1);
        Assert.Equal(["1.2/1.2.3.dcm"], server.Files);
        Assert.Equal(first, TestInstances.DataSetOf(server.Read("1.2/1.2.3.dcm")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_folder_that_is_gone_is_not_made_again(Durability durability, int rows)
    {
        await using StorageServer server = Server(durability);
        Directory.Delete(server.Folder.PathOf("store"));
        Assert.Equal(StatusCodes.OutOfResources, (await server.StoreAsync("1.2.3", DataSet("1.2.3", rows))).Command.Status);
        Assert.Empty(server.Folder.Files);
        Directory.CreateDirectory(server.Folder.PathOf("store"));
        Assert.Equal(StatusCodes.Success, (await server.StoreAsync("1.2.3", DataSet("1.2.3", rows))).Command.Status);
    }

    [Theory]
    [InlineData(Durability.Flush)]
    [InlineData(Durability.Rename)]
    [InlineData(Durability.None)]
    public async Task A_handler_sees_an_instance_before_it_has_its_name(Durability durability)
    {
        string[] seen = [];
        StorageServer? server = null;
        await using (server = new(options =>
        {
            options.Durability = durability;
            options.ServiceProvider = new Refusing(() => seen = server!.Files);
        }))
        {
            Assert.Equal(StatusCodes.OutOfResources, (await server.StoreAsync("1.2.3", DataSet("1.2.3", Large))).Command.Status);
            Assert.EndsWith(".part", Assert.Single(seen), StringComparison.Ordinal);
            Assert.Empty(server.Files);
        }
    }

    private sealed class Refusing(Action looking) : IDimseServiceProvider
    {
        public DimseServices Services => DimseServices.Store;

        public ValueTask<DimseAnswer> StoreAsync(StoreRequest request, CancellationToken cancellationToken)
        {
            looking();
            return ValueTask.FromResult(DimseAnswer.Of(StatusCodes.OutOfResources));
        }
    }
}
