using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Network;

/// <summary>A server that receives and keeps nothing.</summary>
public class DiscardTests
{
    private static StorageServer Start(Action<DicomServerOptions>? change = null) => new(options =>
    {
        options.StoragePath = null;
        options.Discard = true;
        change?.Invoke(options);
    });

    [Fact]
    public async Task An_instance_is_counted_and_answered_and_not_kept()
    {
        await using StorageServer server = Start();
        byte[] dataSet = TestInstances.DataSetOf(TestInstances.Part10(sopInstanceUid: "1.2.3"));
        ReceivedMessage answer = await server.StoreAsync("1.2.3", dataSet);
        Assert.Equal((StatusCodes.Success, "1.2.3"), (answer.Command.Status!.Value, answer.Command.AffectedSopInstanceUid));
        Assert.Equal(
            (1L, (long)dataSet.Length, 0L),
            (server.Server.Counters.Instances, server.Server.Counters.Bytes, server.Server.Counters.Failures));
        Assert.Empty(server.Folder.Files);
    }

    [Theory]
    [InlineData("", 8, StatusCodes.InvalidObjectInstance)]
    [InlineData("1.2.3", 0, StatusCodes.CannotUnderstand)]
    public async Task What_is_no_instance_is_refused(string instance, int length, ushort status)
    {
        await using StorageServer server = Start();
        ReceivedMessage answer = await server.StoreAsync(instance, new byte[length]);
        Assert.Equal(status, answer.Command.Status);
        Assert.Equal((0L, 1L), (server.Server.Counters.Instances, server.Server.Counters.Failures));
    }

    [Fact]
    public async Task Unknown_storage_classes_are_taken_where_that_is_asked_for()
    {
        await using StorageServer server = Start(options => options.AcceptUnknownStorage = true);
        ReceivedMessage answer = await server.StoreAsync("1.2.3", new byte[8], new PresentationContextRq(1, "1.3.9999", [Uids.ExplicitVRLittleEndian]));
        Assert.Equal(StatusCodes.Success, answer.Command.Status);
    }

    [Fact]
    public void A_folder_beside_it_is_refused()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<ArgumentException>(() => DicomServer.Start(
            new ApplicationEntity("SERVER"), new DicomServerOptions { Discard = true, StoragePath = folder.PathOf("store") }));
        Assert.Empty(folder.Files);
    }
}
