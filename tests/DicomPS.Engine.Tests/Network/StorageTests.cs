using System.Text;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>What a storage server makes of an instance that comes (PS3.4 annex B, PS3.10 section 7).</summary>
public class StorageTests
{
    private static byte[] DataSet(string instance, string transferSyntax = Uids.ExplicitVRLittleEndian, int rows = 2) =>
        TestInstances.DataSetOf(TestInstances.Part10(transferSyntaxUid: transferSyntax, sopInstanceUid: instance, rows: rows));

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    [InlineData(Uids.RleLossless)]
    [InlineData(Uids.JpegBaseline8Bit)]
    public async Task The_data_set_is_what_came_and_the_meta_header_is_right(string transferSyntax)
    {
        await using StorageServer server = new(changeEntity: entity => entity.ImplementationVersionName = "ODD");
        byte[] dataSet = DataSet("1.2.3", transferSyntax, rows: 64);
        ReceivedMessage answer = await server.StoreAsync("1.2.3", dataSet, new(1, Uids.CTImageStorage, [transferSyntax]));
        Assert.Equal(
            (StatusCodes.Success, Uids.CTImageStorage, "1.2.3"),
            (answer.Command.Status!.Value, answer.Command.AffectedSopClassUid, answer.Command.AffectedSopInstanceUid));

        byte[] group = new DataSetBuilder()
            .Element(0x00020001, "OB", [0, 1])
            .Text(0x00020002, "UI", Uids.CTImageStorage)
            .Text(0x00020003, "UI", "1.2.3")
            .Text(0x00020010, "UI", transferSyntax)
            .Text(0x00020012, "UI", Implementation.ClassUid)
            .Text(0x00020013, "SH", "ODD")
            .Text(0x00020016, "AE", "SCRIPTED")
            .ToArray();
        byte[] length = new DataSetBuilder().Words32(0x00020000, "UL", (uint)group.Length).ToArray();
        Assert.Equal(["1.2.3.dcm"], server.Files);
        Assert.Equal([.. new byte[128], .. "DICM"u8, .. length, .. group, .. dataSet], server.Read("1.2.3.dcm"));
        Assert.Equal(
            (1L, (long)dataSet.Length, 0L),
            (server.Server.Counters.Instances, server.Server.Counters.Bytes, server.Server.Counters.Failures));
    }

    [Fact]
    public async Task A_data_set_of_a_private_transfer_syntax_is_taken_at_the_requests_word()
    {
        await using StorageServer server = new(options => options.Contexts = [new(Uids.CTImageStorage, ["1.3.1"])]);
        byte[] unreadable = [.. Encoding.ASCII.GetBytes("nobody can read this")];
        ReceivedMessage answer = await server.StoreAsync("1.2.3", unreadable, new(1, Uids.CTImageStorage, ["1.3.1"]));
        Assert.Equal(StatusCodes.Success, answer.Command.Status);
        Assert.Equal(unreadable, TestInstances.DataSetOf(server.Read("1.2.3.dcm")));
    }

    [Fact]
    public async Task A_data_set_of_another_instance_or_class_is_refused()
    {
        await using StorageServer server = new();
        ReceivedMessage instance = await server.StoreAsync("1.2.4", DataSet("1.2.3"));
        Assert.Equal(StatusCodes.DataSetDoesNotMatchSopClass, instance.Command.Status);
        Assert.Contains("SOP Instance UID", instance.Command.ErrorComment, StringComparison.Ordinal);
        ReceivedMessage sopClass = await server.StoreAsync(
            "1.2.3", DataSet("1.2.3"), new(1, Uids.MRImageStorage, [Uids.ExplicitVRLittleEndian]));
        Assert.Equal(StatusCodes.DataSetDoesNotMatchSopClass, sopClass.Command.Status);
        Assert.Contains("SOP Class UID", sopClass.Command.ErrorComment, StringComparison.Ordinal);
        Assert.Empty(server.Files);
        Assert.Equal((0, 2), (server.Server.Counters.Instances, server.Server.Counters.Failures));
    }

    public static TheoryData<string> Garbage => ["text", "another transfer syntax", "cut in a header", "cut in a value", "empty"];

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task A_data_set_that_cannot_be_read_is_refused(string kind)
    {
        await using StorageServer server = new();
        byte[] dataSet = kind switch
        {
            "text" => Encoding.ASCII.GetBytes("This is no data set, but it goes on for some time."),
            "another transfer syntax" => DataSet("1.2.3", Uids.ImplicitVRLittleEndian),
            "cut in a header" => DataSet("1.2.3")[..30],
            "cut in a value" => DataSet("1.2.3")[..48],
            _ => [],
        };
        ReceivedMessage answer = await server.StoreAsync("1.2.3", dataSet);
        Assert.Equal(StatusCodes.CannotUnderstand, answer.Command.Status);
        Assert.Empty(server.Files);
        Assert.Equal(1, server.Server.Counters.Failures);
    }

    [Fact]
    public async Task A_request_that_names_no_instance_is_refused()
    {
        await using StorageServer server = new();
        byte[] nameless = new DataSetBuilder().Text(0x00080060, "CS", "CT").ToArray();
        ReceivedMessage answer = await server.StoreAsync("", nameless);
        Assert.Equal(StatusCodes.InvalidObjectInstance, answer.Command.Status);
        Assert.Empty(server.Files);
    }

    [Theory]
    [InlineData("../../x", "%2E.%2F..%2Fx.dcm")]
    [InlineData("/etc/passwd", "%2Fetc%2Fpasswd.dcm")]
    [InlineData(@"..\..\x", "%2E.%5C..%5Cx.dcm")]
    [InlineData(@"C:\x", "C%3A%5Cx.dcm")]
    [InlineData("..", "%2E..dcm")]
    [InlineData("CON", "%43ON.dcm")]
    [InlineData("nul.1", "%6Eul.1.dcm")]
    [InlineData("a%b", "a%25b.dcm")]
    [InlineData("a\nb", "a%0Ab.dcm")]
    public async Task A_uid_from_the_wire_stays_a_plain_name_in_the_folder(string uid, string name)
    {
        await using StorageServer server = new();
        byte[] dataSet = DataSet(uid);
        ReceivedMessage answer = await server.StoreAsync(uid, dataSet);
        Assert.Equal(StatusCodes.Success, answer.Command.Status);
        Assert.Equal([name], server.Files);
        Assert.Equal(["store/" + name], server.Folder.Files.Select(file => file.Replace('\\', '/')));
        Assert.Equal(dataSet, TestInstances.DataSetOf(server.Read(name)));
    }

    [Fact]
    public async Task Very_long_values_make_names_that_fit_and_differ()
    {
        await using StorageServer server = new();
        string uid = new('1', 5000);
        Assert.Equal(StatusCodes.Success, (await server.StoreAsync(uid, new DataSetBuilder().Text(0x00080060, "CS", "CT").ToArray())).Command.Status);
        Assert.Equal(StatusCodes.Success, (await server.StoreAsync(uid + "2", new DataSetBuilder().Text(0x00080060, "CS", "CT").ToArray())).Command.Status);
        Assert.Equal(2, server.Files.Length);
        Assert.All(server.Files, file => Assert.InRange(file.Length, 1, 255));
    }

    [Fact]
    public async Task A_second_arrival_replaces_the_first_by_default()
    {
        await using StorageServer server = new();
        await server.StoreAsync("1.2.3", DataSet("1.2.3", rows: 64));
        byte[] second = DataSet("1.2.3", rows: 2);
        Assert.Equal(StatusCodes.Success, (await server.StoreAsync("1.2.3", second)).Command.Status);
        Assert.Equal(["1.2.3.dcm"], server.Files);
        Assert.Equal(second, TestInstances.DataSetOf(server.Read("1.2.3.dcm")));
    }

    [Theory]
    [InlineData(DuplicateHandling.Keep, StatusCodes.Success)]
    [InlineData(DuplicateHandling.Reject, StatusCodes.DuplicateSopInstance)]
    public async Task A_second_arrival_leaves_the_first_where_that_is_asked_for(DuplicateHandling handling, ushort status)
    {
        await using StorageServer server = new(options => options.OnDuplicate = handling);
        byte[] first = DataSet("1.2.3", rows: 64);
        Assert.Equal(StatusCodes.Success, (await server.StoreAsync("1.2.3", first)).Command.Status);
        Assert.Equal(status, (await server.StoreAsync("1.2.3", DataSet("1.2.3"))).Command.Status);
        Assert.Equal(["1.2.3.dcm"], server.Files);
        Assert.Equal(first, TestInstances.DataSetOf(server.Read("1.2.3.dcm")));
        Assert.Equal(StatusCodes.Success, (await server.StoreAsync("1.2.4", DataSet("1.2.4"))).Command.Status);
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_answered_with_A700_and_the_association_goes_on()
    {
        await using StorageServer server = new();
        string store = server.Folder.PathOf("store");
        Directory.Delete(store);
        await File.WriteAllTextAsync(store, "a file stands in its place", Token);
        ReceivedMessage answer = await server.StoreAsync("1.2.3", DataSet("1.2.3"));
        Assert.Equal(StatusCodes.OutOfResources, answer.Command.Status);
        Assert.DoesNotContain(store, answer.Command.ErrorComment, StringComparison.Ordinal);
        Assert.Equal(["store"], server.Folder.Files);
        Assert.Equal(1, server.Server.Counters.Failures);

        File.Delete(store);
        Directory.CreateDirectory(store);
        Assert.Equal(StatusCodes.Success, (await server.StoreAsync("1.2.3", DataSet("1.2.3"))).Command.Status);
    }

    [Fact]
    public async Task A_path_that_cannot_be_made_is_answered_with_A700_and_leaves_no_file()
    {
        await using StorageServer server = new(options => options.PathTemplate = new("{Modality}/{SOPInstanceUID}.dcm"));
        string blocked = server.Folder.PathOf("store", "CT");
        await File.WriteAllTextAsync(blocked, "not a folder", Token);
        Assert.Equal(StatusCodes.OutOfResources, (await server.StoreAsync("1.2.3", DataSet("1.2.3"))).Command.Status);
        Assert.Equal(["CT"], server.Files);

        File.Delete(blocked);
        Directory.CreateDirectory(Path.Combine(blocked, "1.2.3.dcm"));
        Assert.Equal(StatusCodes.OutOfResources, (await server.StoreAsync("1.2.3", DataSet("1.2.3"))).Command.Status);
        Assert.Empty(server.Files);
    }
}
