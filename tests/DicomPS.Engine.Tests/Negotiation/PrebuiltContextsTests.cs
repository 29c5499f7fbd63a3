using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using Xunit;

namespace DicomPS.Engine.Tests.Negotiation;

public class PrebuiltContextsTests
{
    public static TheoryData<DicomServiceClass> Services =>
        [.. UidDictionary.All.Where(uid => uid.IsAbstractSyntax).Select(uid => uid.ServiceClass).Distinct().Where(service => service != DicomServiceClass.None)];

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_service_class_of_the_table_has_a_list(DicomServiceClass service)
    {
        IReadOnlyList<PresentationContext> usual = PrebuiltContexts.ForService(service);
        IReadOnlyList<PresentationContext> all = PrebuiltContexts.ForService(service, all: true);
        Assert.NotEmpty(usual);
        Assert.Subset(all.Select(context => context.AbstractSyntax).ToHashSet(), usual.Select(context => context.AbstractSyntax).ToHashSet());
        Assert.Distinct(all.Select(context => context.AbstractSyntax));
        Assert.All(all, context =>
        {
            Assert.Equal(service, UidDictionary.Find(context.AbstractSyntax)!.ServiceClass);
            Assert.Equal(PresentationContext.DefaultTransferSyntaxes, context.TransferSyntaxes);
        });
        Assert.All(usual, context => Assert.False(UidDictionary.Find(context.AbstractSyntax)!.IsRetired));
    }

    [Fact]
    public void Every_service_class_that_has_a_name_has_a_SOP_class() =>
        Assert.Equal(
            Enum.GetValues<DicomServiceClass>().Where(service => service != DicomServiceClass.None).Order(),
            Services.Select(row => row.Data).Order());

    [Fact]
    public void Verification_is_one_context() =>
        Assert.Equal(["1.2.840.10008.1.1"], PrebuiltContexts.ForService(DicomServiceClass.Verification).Select(context => context.AbstractSyntax));

    [Fact]
    public void The_usual_storage_classes_fit_with_verification_into_one_association()
    {
        IReadOnlyList<PresentationContext> storage = PrebuiltContexts.ForService(DicomServiceClass.Storage);
        Assert.InRange(storage.Count, 101, 127);
        RequestedContextCollection contexts = [];
        contexts.AddRange(PrebuiltContexts.ForService(DicomServiceClass.Verification));
        contexts.AddRange(storage);
        string[] met =
        [
            "CTImageStorage", "MRImageStorage", "EnhancedCTImageStorage", "EnhancedMRImageStorage", "UltrasoundImageStorage",
            "UltrasoundMultiFrameImageStorage", "SecondaryCaptureImageStorage", "ComputedRadiographyImageStorage",
            "DigitalXRayImageStorageForPresentation", "DigitalMammographyXRayImageStorageForPresentation",
            "BreastTomosynthesisImageStorage", "XRayAngiographicImageStorage", "NuclearMedicineImageStorage",
            "PositronEmissionTomographyImageStorage", "RTImageStorage", "RTDoseStorage", "RTPlanStorage", "RTStructureSetStorage",
            "EncapsulatedPDFStorage", "BasicTextSRStorage", "ComprehensiveSRStorage", "KeyObjectSelectionDocumentStorage",
            "SegmentationStorage", "GrayscaleSoftcopyPresentationStateStorage", "TwelveLeadECGWaveformStorage",
            "VLWholeSlideMicroscopyImageStorage", "XRayRadiationDoseSRStorage",
        ];
        Assert.Subset(storage.Select(context => context.AbstractSyntax).ToHashSet(), met.Select(name => UidDictionary.Resolve(name)).ToHashSet());
    }

    [Fact]
    public void All_storage_classes_are_all_of_the_table() => Assert.Equal(
        UidDictionary.All.Where(uid => uid is { ServiceClass: DicomServiceClass.Storage, IsAbstractSyntax: true }).Select(uid => uid.Uid),
        PrebuiltContexts.ForService(DicomServiceClass.Storage, all: true).Select(context => context.AbstractSyntax));

    [Fact]
    public void What_is_left_out_as_seldom_met_is_in_the_table()
    {
        string[] all = [.. PrebuiltContexts.ForService(DicomServiceClass.Storage, all: true).Select(context => context.AbstractSyntax)];
        Assert.All(PrebuiltContexts.SeldomMet, tail =>
        {
            string uid = PrebuiltContexts.Root + tail;
            Assert.Contains(all, known => tail.EndsWith('.') ? known.StartsWith(uid, StringComparison.Ordinal) : known == uid);
        });
        Assert.Distinct(PrebuiltContexts.SeldomMet);
    }

    [Fact]
    public void A_storage_server_takes_every_storage_class_uncompressed_first_and_compressed()
    {
        IReadOnlyList<PresentationContext> contexts = PrebuiltContexts.ForStorageServer();
        Assert.Equal(Uids.Verification, contexts[0].AbstractSyntax);
        Assert.Equal(
            PrebuiltContexts.ForService(DicomServiceClass.Storage, all: true).Select(context => context.AbstractSyntax),
            contexts.Skip(1).Select(context => context.AbstractSyntax));
        Assert.All(contexts.Skip(1), context =>
        {
            Assert.Equal(PresentationContext.DefaultTransferSyntaxes, context.TransferSyntaxes.Take(4));
            Assert.Contains(Uids.JpegBaseline8Bit, context.TransferSyntaxes);
            Assert.Contains(Uids.RleLossless, context.TransferSyntaxes);
        });
    }
}
