using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using Xunit;
using static DicomPS.Engine.Tests.Network.Services.Services;

namespace DicomPS.Engine.Tests.Negotiation;

public sealed class RetrieveProposalTests
{
    private const string BasicTextSR = "1.2.840.10008.5.1.4.1.1.88.11";
    private const string VideoEndoscopic = "1.2.840.10008.5.1.4.1.1.77.1.1.1";

    // JPIP has the pixel data stay where they are: no instance is kept in it.
    private static readonly string[] Compressed =
    [
        .. UidDictionary.All
            .Where(uid => TransferSyntax.Find(uid.Uid) is { IsEncapsulated: true, IsRetired: false } && !uid.Uid.Contains(".1.2.7.", StringComparison.Ordinal))
            .Select(uid => uid.Uid),
    ];

    [Fact]
    public void Few_classes_have_a_context_for_each_compressed_transfer_syntax()
    {
        IReadOnlyList<PresentationContext> contexts = RetrieveProposal.Choose(StudyRootGet, [Uids.CTImageStorage, "MR Image Storage"]);

        Assert.Equal((StudyRootGet, null, null), (contexts[0].AbstractSyntax, contexts[0].ScuRole, contexts[0].ScpRole));
        Assert.All(contexts.Skip(1), context => Assert.Equal((false, true), (context.ScuRole, context.ScpRole)));
        foreach (string sopClass in new[] { Uids.CTImageStorage, Uids.MRImageStorage })
        {
            PresentationContext[] own = Of(sopClass, contexts);
            Assert.Equal(PresentationContext.DefaultTransferSyntaxes, own[0].TransferSyntaxes);
            Assert.Equal(Compressed.Order(StringComparer.Ordinal), own.Skip(1).Select(context => Assert.Single(context.TransferSyntaxes)).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(42)]
    [InlineData(63)]
    public void Where_there_is_less_room_the_most_common_stand_alone_and_the_others_share_a_context(int classes)
    {
        string[] many = Private(classes);

        IReadOnlyList<PresentationContext> contexts = RetrieveProposal.Choose(StudyRootGet, many);

        Assert.Equal(128, contexts.Count);
        Assert.Equal(many, contexts.Skip(1).Take(classes).Select(context => context.AbstractSyntax));
        Assert.All(many, sopClass =>
        {
            PresentationContext[] own = Of(sopClass, contexts);
            Assert.Equal(PresentationContext.DefaultTransferSyntaxes, own[0].TransferSyntaxes);
            Assert.All(own[1..^1], context => Assert.Single(context.TransferSyntaxes));
            Assert.Equal("JPEGLosslessSV1", UidDictionary.Find(own[1].TransferSyntaxes[0])!.Keyword);
            Assert.Equal(Compressed.Order(StringComparer.Ordinal), own.Skip(1).SelectMany(context => context.TransferSyntaxes).Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void The_first_classes_have_what_room_is_left()
    {
        IReadOnlyList<PresentationContext> contexts = RetrieveProposal.Choose(StudyRootGet, Private(100));

        Assert.Equal(128, contexts.Count);
        Assert.Equal(Private(27), contexts.Skip(101).Select(context => context.AbstractSyntax));
    }

    [Fact]
    public void At_most_127_classes_are_proposed_each_of_them_once_and_uncompressed()
    {
        string[] many = Private(200);

        IReadOnlyList<PresentationContext> contexts = RetrieveProposal.Choose(StudyRootGet, many.Concat(many));

        Assert.Equal(many[..127], contexts.Skip(1).Select(context => context.AbstractSyntax));
        Assert.All(contexts.Skip(1), context => Assert.Equal(PresentationContext.DefaultTransferSyntaxes, context.TransferSyntaxes));
    }

    [Fact]
    public void Without_classes_every_common_one_is_there_uncompressed_and_the_likeliest_compressed_too()
    {
        IReadOnlyList<PresentationContext> contexts = RetrieveProposal.Choose(StudyRootGet);

        Assert.Equal(128, contexts.Count);
        Assert.All(PrebuiltContexts.ForService(DicomServiceClass.Storage), common => Assert.Equal(
            PresentationContext.DefaultTransferSyntaxes, Of(common.AbstractSyntax, contexts)[0].TransferSyntaxes));
        PresentationContext[] ultrasound = Of("1.2.840.10008.5.1.4.1.1.6.1", contexts);
        Assert.Equal(Compressed.Length, ultrasound[1].TransferSyntaxes.Count);
    }

    [Theory]
    [InlineData("CT", "CTImageStorage")]
    [InlineData("us", "UltrasoundMultiFrameImageStorage")]
    [InlineData("OT", "SecondaryCaptureImageStorage")]
    [InlineData("MG", "BreastTomosynthesisImageStorage")]
    public void A_modality_has_its_classes_come_first(string modality, string keyword)
    {
        IReadOnlyList<PresentationContext> contexts = RetrieveProposal.Choose(StudyRootGet, modalities: [modality, "SR", "NONE"]);

        Assert.InRange(contexts.Count, 100, 128);
        PresentationContext[] own = Of(UidDictionary.Resolve(keyword), contexts);
        Assert.InRange(own.Count(context => context.TransferSyntaxes.Count == 1), 5, Compressed.Length);
        Assert.Equal(PresentationContext.DefaultTransferSyntaxes.Count + Compressed.Length, own.Sum(context => context.TransferSyntaxes.Count));

        // What goes with images of any kind.
        string[] others = [BasicTextSR, "1.2.840.10008.5.1.4.1.1.11.1", "1.2.840.10008.5.1.4.1.1.88.59", "1.2.840.10008.5.1.4.1.1.88.67", "1.2.840.10008.5.1.4.1.1.104.1"];
        Assert.All(others, other => Assert.Single(Of(other, contexts)));
    }

    [Fact]
    public void A_modality_that_says_nothing_changes_nothing() =>
        Assert.Equal(Texts(RetrieveProposal.Choose(StudyRootGet)), Texts(RetrieveProposal.Choose(StudyRootGet, modalities: ["SR", "XYZ"])));

    [Fact]
    public void Many_modalities_leave_room_for_what_goes_with_them()
    {
        IReadOnlyList<PresentationContext> contexts =
            RetrieveProposal.Choose(StudyRootGet, modalities: ["CT", "MR", "PT", "NM", "US", "XA", "RF", "DX", "CR", "MG", "OP", "OPT", "ES", "GM", "SM"]);

        Assert.Equal(128, contexts.Count);
        Assert.Single(Of(BasicTextSR, contexts));
        Assert.InRange(Of(Uids.CTImageStorage, contexts).Length, 2, 128);
    }

    [Fact]
    public void Given_transfer_syntaxes_are_all_there_is_each_compressed_one_by_itself()
    {
        IReadOnlyList<PresentationContext> contexts = RetrieveProposal.Choose(
            StudyRootGet, [Uids.CTImageStorage], ["RLELossless", "1.2.3", "JPEG 2000 Image Compression", "ExplicitVRLittleEndian", "ImplicitVRLittleEndian"]);

        Assert.Equal(
            ["1.2.840.10008.1.2.1+1.2.840.10008.1.2", Uids.RleLossless, "1.2.3", "1.2.840.10008.1.2.4.91"],
            contexts.Skip(1).Select(context => string.Join('+', context.TransferSyntaxes)));
    }

    [Fact]
    public void Of_given_compressed_transfer_syntaxes_each_class_with_pixel_data_has_one_and_no_other()
    {
        IReadOnlyList<PresentationContext> contexts = RetrieveProposal.Choose(StudyRootGet, transferSyntaxes: ["RLELossless"]);

        // Every common class has its context.
        Assert.Equal(PrebuiltContexts.ForService(DicomServiceClass.Storage).Count + 1, contexts.Count);
        Assert.All(contexts.Skip(1), context => Assert.Equal(
            CommonStorage.HasPixelData(context.AbstractSyntax) ? [Uids.RleLossless] : PresentationContext.DefaultTransferSyntaxes, context.TransferSyntaxes));
        Assert.Contains(contexts, context => context.AbstractSyntax == BasicTextSR);
    }

    [Fact]
    public void Given_uncompressed_transfer_syntaxes_leave_out_the_compressed()
    {
        IReadOnlyList<PresentationContext> contexts = RetrieveProposal.Choose(StudyRootGet, transferSyntaxes: ["ExplicitVRLittleEndian"]);

        Assert.InRange(contexts.Count, 100, 128);
        Assert.All(contexts.Skip(1), context => Assert.Equal([Uids.ExplicitVRLittleEndian], context.TransferSyntaxes));
    }

    [Fact]
    public void Given_transfer_syntaxes_without_classes_are_proposed_for_all_that_are_often_compressed()
    {
        IReadOnlyList<PresentationContext> contexts = RetrieveProposal.Choose(StudyRootGet, transferSyntaxes: [Uids.RleLossless, Uids.ExplicitVRLittleEndian]);

        Assert.Equal(128, contexts.Count);
        Assert.All(CommonStorage.OftenCompressed, sopClass => Assert.Equal(
            [Uids.ExplicitVRLittleEndian, Uids.RleLossless],
            Of(sopClass, contexts).Select(context => Assert.Single(context.TransferSyntaxes))));
    }

    [Fact]
    public void What_has_no_pixel_data_is_not_compressed() => Assert.Equal(
        [StudyRootGet, BasicTextSR, Uids.CTImageStorage],
        RetrieveProposal.Choose(StudyRootGet, [BasicTextSR, Uids.CTImageStorage]).Select(context => context.AbstractSyntax).Distinct());

    [Fact]
    public void Of_video_the_moving_ones_come_first() => Assert.Equal(
        "MPEG4HP41", UidDictionary.Find(Of(VideoEndoscopic, RetrieveProposal.Choose(StudyRootGet, [VideoEndoscopic, .. Private(40)]))[1].TransferSyntaxes[0])!.Keyword);

    [Fact]
    public void Instances_of_no_patient_are_proposed_by_the_models_that_retrieve_them()
    {
        const string HangingProtocolStorage = "1.2.840.10008.5.1.4.38.1";

        Assert.Single(Of(HangingProtocolStorage, RetrieveProposal.Choose("HangingProtocolInformationModelGet")));
        Assert.Empty(Of(HangingProtocolStorage, RetrieveProposal.Choose(StudyRootGet)));
    }

    [Theory]
    [InlineData("RLE Lossles")]
    [InlineData("CTImageStorage")]
    public void What_is_no_transfer_syntax_is_an_error(string text) => Assert.Equal(
        DicomErrorId.UnknownUid, Assert.Throws<DicomException>(() => RetrieveProposal.Choose(StudyRootGet, transferSyntaxes: [text])).ErrorId);

    private static PresentationContext[] Of(string sopClass, IEnumerable<PresentationContext> contexts) =>
        [.. contexts.Where(context => context.AbstractSyntax == sopClass)];

    private static IEnumerable<string> Texts(IEnumerable<PresentationContext> contexts) => contexts.Select(context => context.ToString());

    private static string[] Private(int count) => [.. Enumerable.Range(1, count).Select(i => $"1.2.3.{i}")];
}
