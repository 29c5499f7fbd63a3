using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Negotiation;

/// <summary>
/// What archives mostly hold: which storage classes, and in which compressed transfer syntaxes. It says what is proposed
/// first where not everything fits into one association.
/// </summary>
internal static class CommonStorage
{
    // Defined by the standard for particular instruments: seldom among what is retrieved, so the first to give way.
    private static readonly string[] SeldomRetrieved =
    [
        "1.2.840.10008.5.1.4.1.1.9.", "1.2.840.10008.5.1.4.1.1.78.", "1.2.840.10008.5.1.4.1.1.79.", "1.2.840.10008.5.1.4.1.1.80.",
        "1.2.840.10008.5.1.4.1.1.82.",
    ];

    // No images by name, but with pixel data.
    private static readonly HashSet<string> OtherPixelData = new(StringComparer.Ordinal)
    {
        "CornealTopographyMapStorage", "EnhancedUSVolumeStorage", "HeightMapSegmentationStorage", "LabelMapSegmentationStorage",
        "OphthalmicThicknessMapStorage", "ParametricMapStorage", "RTDoseStorage", "SegmentationStorage",
    };

    // An image of any modality may be captured from a screen.
    private static readonly string[] OfAnyModality =
    [
        "SecondaryCaptureImageStorage", "MultiFrameTrueColorSecondaryCaptureImageStorage",
        "MultiFrameGrayscaleByteSecondaryCaptureImageStorage",
    ];

    // The terms of Modality (0008,0060) for images (PS3.3 section C.7.3.1.1.1).
    private static readonly Dictionary<string, string[]> ByModality = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CR"] = ["ComputedRadiographyImageStorage"],
        ["CT"] = ["CTImageStorage", "EnhancedCTImageStorage", "LegacyConvertedEnhancedCTImageStorage"],
        ["DMS"] = ["DermoscopicPhotographyImageStorage"],
        ["DX"] = ["DigitalXRayImageStorageForPresentation", "DigitalXRayImageStorageForProcessing"],
        ["ES"] = ["VLEndoscopicImageStorage", "VideoEndoscopicImageStorage"],
        ["GM"] = ["VLMicroscopicImageStorage", "VideoMicroscopicImageStorage"],
        ["IO"] = ["DigitalIntraOralXRayImageStorageForPresentation", "DigitalIntraOralXRayImageStorageForProcessing"],
        ["IVOCT"] =
        [
            "IntravascularOpticalCoherenceTomographyImageStorageForPresentation",
            "IntravascularOpticalCoherenceTomographyImageStorageForProcessing",
        ],
        ["IVUS"] = ["UltrasoundMultiFrameImageStorage", "UltrasoundImageStorage"],
        ["MG"] =
        [
            "DigitalMammographyXRayImageStorageForPresentation", "DigitalMammographyXRayImageStorageForProcessing",
            "BreastTomosynthesisImageStorage", "BreastProjectionXRayImageStorageForPresentation",
            "BreastProjectionXRayImageStorageForProcessing",
        ],
        ["MR"] =
        [
            "MRImageStorage", "EnhancedMRImageStorage", "EnhancedMRColorImageStorage", "LegacyConvertedEnhancedMRImageStorage",
            "MRSpectroscopyStorage",
        ],
        ["NM"] = ["NuclearMedicineImageStorage"],
        ["OP"] =
        [
            "OphthalmicPhotography8BitImageStorage", "OphthalmicPhotography16BitImageStorage",
            "WideFieldOphthalmicPhotographyStereographicProjectionImageStorage",
            "WideFieldOphthalmicPhotography3DCoordinatesImageStorage",
        ],
        ["OPT"] = ["OphthalmicTomographyImageStorage"],
        ["OT"] = [],
        ["PT"] = ["PositronEmissionTomographyImageStorage", "EnhancedPETImageStorage", "LegacyConvertedEnhancedPETImageStorage"],
        ["PX"] = ["DigitalXRayImageStorageForPresentation", "DigitalXRayImageStorageForProcessing", "XRay3DCraniofacialImageStorage"],
        ["RF"] = ["XRayRadiofluoroscopicImageStorage", "EnhancedXRFImageStorage"],
        ["RTDOSE"] = ["RTDoseStorage"],
        ["RTIMAGE"] = ["RTImageStorage"],
        ["SEG"] = ["SegmentationStorage", "LabelMapSegmentationStorage", "SurfaceSegmentationStorage"],
        ["SM"] = ["VLWholeSlideMicroscopyImageStorage", "VLSlideCoordinatesMicroscopicImageStorage", "VLMicroscopicImageStorage"],
        ["US"] = ["UltrasoundImageStorage", "UltrasoundMultiFrameImageStorage", "EnhancedUSVolumeStorage"],
        ["XA"] = ["XRayAngiographicImageStorage", "EnhancedXAImageStorage", "XRay3DAngiographicImageStorage"],
        ["XC"] = ["VLPhotographicImageStorage", "VideoPhotographicImageStorage", "DermoscopicPhotographyImageStorage"],
    };

    private static readonly Lazy<string[]> Still = new(() => Order(
    [
        "JPEGLosslessSV1", "JPEGBaseline8Bit", "JPEG2000Lossless", "JPEG2000", "RLELossless", "JPEGLSLossless",
        "JPEGExtended12Bit", "JPEGLSNearLossless", "HTJ2KLosslessRPCL", "HTJ2KLossless", "HTJ2K", "JPEGLossless",
    ]));

    private static readonly Lazy<string[]> Moving = new(() => Order(
    [
        "MPEG4HP41", "MPEG2MPML", "MPEG2MPHL", "MPEG4HP41BD", "HEVCMP51", "HEVCM10P51", "MPEG4HP422D", "MPEG4HP423D",
        "MPEG4HP42STEREO", "JPEGBaseline8Bit", "JPEGLosslessSV1", "JPEG2000",
    ]));

    private static readonly Lazy<string[]> Compressed = new(() => Resolve(
    [
        "CTImageStorage", "MRImageStorage", "UltrasoundImageStorage", "UltrasoundMultiFrameImageStorage", "SecondaryCaptureImageStorage",
        "XRayAngiographicImageStorage", "DigitalXRayImageStorageForPresentation", "ComputedRadiographyImageStorage",
        "DigitalMammographyXRayImageStorageForPresentation", "MultiFrameTrueColorSecondaryCaptureImageStorage",
        "VLPhotographicImageStorage", "VLEndoscopicImageStorage", "OphthalmicPhotography8BitImageStorage",
        "XRayRadiofluoroscopicImageStorage", "VLWholeSlideMicroscopyImageStorage", "BreastTomosynthesisImageStorage",
        "PositronEmissionTomographyImageStorage", "NuclearMedicineImageStorage", "OphthalmicTomographyImageStorage",
        "VideoEndoscopicImageStorage", "MultiFrameGrayscaleByteSecondaryCaptureImageStorage", "EnhancedCTImageStorage",
        "EnhancedMRImageStorage", "DermoscopicPhotographyImageStorage", "VideoPhotographicImageStorage",
    ]));

    /// <summary>How many of <see cref="CompressedSyntaxes"/> are met at all often.</summary>
    internal const int UsualSyntaxes = 12;

    /// <summary>The storage classes whose instances are most often compressed, the likeliest first.</summary>
    internal static IReadOnlyList<string> OftenCompressed => Compressed.Value;

    /// <summary>The common storage classes: those without pixel data first, which go with images of any kind, the seldom retrieved last.</summary>
    internal static IEnumerable<string> Classes() => PrebuiltContexts.ForService(DicomServiceClass.Storage)
        .Select(context => context.AbstractSyntax)
        .OrderBy(uid => Array.Exists(SeldomRetrieved, root => uid.StartsWith(root, StringComparison.Ordinal)))
        .ThenBy(HasPixelData)
        .ThenBy(uid => (uint)Array.IndexOf(Compressed.Value, uid));

    /// <summary>The storage classes that images of some modalities have.</summary>
    /// <param name="modalities">Terms of Modality (0008,0060). Of those that are not known there is nothing to say.</param>
    /// <returns>The classes, the likeliest first; none where no modality is known.</returns>
    internal static IReadOnlyList<string> OfModalities(IEnumerable<string> modalities)
    {
        string[][] known = [.. modalities.Select(modality => ByModality.GetValueOrDefault(modality.Trim())).OfType<string[]>()];
        return known.Length == 0 ? [] : [.. Resolve([.. known.SelectMany(classes => classes), .. OfAnyModality]).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The compressed transfer syntaxes that instances of a class may be in, the most common first.</summary>
    /// <param name="sopClassUid">The UID of the class.</param>
    internal static IReadOnlyList<string> CompressedSyntaxes(string sopClassUid) =>
        UidDictionary.Find(sopClassUid) is { } entry && entry.Keyword.StartsWith("Video", StringComparison.Ordinal) ? Moving.Value : Still.Value;

    /// <summary>Whether instances of a class have pixel data, which alone are compressed; of a class that is not registered they may.</summary>
    /// <param name="sopClassUid">The UID of the class.</param>
    internal static bool HasPixelData(string sopClassUid) => UidDictionary.Find(sopClassUid) is not { } entry
        || entry.Keyword.Contains("Image", StringComparison.Ordinal)
        || OtherPixelData.Contains(entry.Keyword);

    private static string[] Resolve(string[] keywords) => [.. keywords.Select(keyword => UidDictionary.Resolve(keyword, UidKind.SopClass))];

    // Behind the usual ones all others that are not retired. JPIP is none of them: it has the pixel data stay where they are
    // (PS3.5 section A.6), and no instance is kept in it.
    private static string[] Order(string[] usual) =>
    [
        .. usual.Select(keyword => UidDictionary.Resolve(keyword, UidKind.TransferSyntax))
            .Concat(PrebuiltContexts.StorableTransferSyntaxes
                .Where(uid => TransferSyntax.Find(uid) is { IsRetired: false, IsEncapsulated: true }))
            .Distinct(StringComparer.Ordinal),
    ];
}
