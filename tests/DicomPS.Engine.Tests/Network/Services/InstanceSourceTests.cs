using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Services.Services;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network.Services;

/// <summary>Instances that are sent from memory.</summary>
public sealed class InstanceSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    public async Task A_data_set_goes_in_whatever_uncompressed_transfer_syntax_was_accepted(string transferSyntax)
    {
        DicomDataset dataset = DicomFile.Open(folder.Instance(rows: 3000)).Dataset;
        (StoreResult result, DicomFile stored) = await StoreAsync(InstanceSource.FromDataset(dataset), transferSyntax);
        Assert.Equal((transferSyntax, string.Empty, true), (result.TransferSyntaxUid, result.Path, result.Bytes > 0));
        Assert.Equal(transferSyntax, stored.TransferSyntax.Uid);
        Assert.Equal(dataset.Elements.Select(element => element.Tag), stored.Dataset.Elements.Select(element => element.Tag));
        Assert.Equal(Pixels(dataset), Pixels(stored.Dataset));
    }

    [Fact]
    public async Task Compressed_pixel_data_go_as_they_are_or_not_at_all()
    {
        DicomDataset dataset = DicomFile.Open(folder.Instance(transferSyntax: Uids.RleLossless)).Dataset;
        InstanceSource source = InstanceSource.FromDataset(dataset, Uids.RleLossless);
        (StoreResult result, DicomFile stored) = await StoreAsync(source, Uids.RleLossless);
        Assert.Equal(Uids.RleLossless, result.TransferSyntaxUid);
        Assert.Equal(
            ((DicomFragments)dataset[Tags.PixelData]!).Contents.Select(content => content.Read().ToArray()),
            ((DicomFragments)stored.Dataset[Tags.PixelData]!).Contents.Select(content => content.Read().ToArray()));

        await using DicomServer server = Start(provider: null, options => options.StoragePath = folder.PathOf("other"));
        await using Association association = await ConnectAsync(server);
        StoreResult refused = await association.StoreAsync(source, cancellationToken: Token).Soon();
        Assert.Equal(DicomErrorId.NoAcceptedContext, refused.Error!.ErrorId);
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
        Fails(DicomErrorId.NotDicom, () => InstanceSource.FromDataset(dataset));
    }

    [Fact]
    public void What_names_no_instance_cannot_be_sent()
    {
        Fails(DicomErrorId.NotDicom, () => InstanceSource.FromDataset(new DicomDataset()));
        DicomDataset dataset = DicomFile.Open(folder.Instance()).Dataset;
        Fails(DicomErrorId.NotDicom, () => InstanceSource.FromDataset(dataset, "1.2.3"));
        dataset.SetValues(Tags.SopInstanceUid, DicomVR.UI, "no UID");
        Fails(DicomErrorId.NotDicom, () => InstanceSource.FromDataset(dataset));
    }

    private async Task<(StoreResult Result, DicomFile Stored)> StoreAsync(InstanceSource source, string transferSyntax)
    {
        PresentationContext[] contexts = [new(Uids.CTImageStorage, [transferSyntax])];
        await using DicomServer server = Start(provider: null, options =>
        {
            options.Contexts = contexts;
            options.StoragePath = folder.PathOf("store");
            options.PathTemplate = new("{SOPInstanceUID}.dcm");
        });
        await using Association association = await ConnectAsync(server, options => options.Contexts = contexts);
        StoreResult result = await association.StoreAsync(source, cancellationToken: Token).Soon();
        Assert.True(result.IsStored, result.ToString());
        await association.ReleaseAsync(Token).Soon();
        return (result, DicomFile.Open(folder.PathOf("store", source.SopInstanceUid + ".dcm")));
    }

    private static byte[] Pixels(DicomDataset dataset) => ((DicomValueElement)dataset[Tags.PixelData]!).GetBytes().ToArray();
}
