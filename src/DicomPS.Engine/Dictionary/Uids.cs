namespace DicomPS.Engine.Dictionary;

/// <summary>The UIDs that code names (PS3.6 annex A). All others are found in <see cref="UidDictionary"/>.</summary>
public static class Uids
{
    /// <summary>The DICOM application context name (PS3.7 annex A).</summary>
    public const string ApplicationContextName = "1.2.840.10008.3.1.1.1";

    /// <summary>Storage Service Class (PS3.4 annex B), as common extended negotiation names it.</summary>
    public const string StorageServiceClass = "1.2.840.10008.4.2";

    /// <summary>Verification SOP Class (PS3.4 annex A).</summary>
    public const string Verification = "1.2.840.10008.1.1";

    /// <summary>Implicit VR Little Endian, the default transfer syntax (PS3.5 section A.1).</summary>
    public const string ImplicitVRLittleEndian = "1.2.840.10008.1.2";

    /// <summary>Explicit VR Little Endian (PS3.5 section A.2).</summary>
    public const string ExplicitVRLittleEndian = "1.2.840.10008.1.2.1";

    /// <summary>Deflated Explicit VR Little Endian (PS3.5 section A.5).</summary>
    public const string DeflatedExplicitVRLittleEndian = "1.2.840.10008.1.2.1.99";

    /// <summary>Explicit VR Big Endian, retired (PS3.5 section A.3).</summary>
    public const string ExplicitVRBigEndian = "1.2.840.10008.1.2.2";

    /// <summary>JPEG Baseline (Process 1) (PS3.5 section A.4.1).</summary>
    public const string JpegBaseline8Bit = "1.2.840.10008.1.2.4.50";

    /// <summary>RLE Lossless (PS3.5 section A.4.2).</summary>
    public const string RleLossless = "1.2.840.10008.1.2.5";

    /// <summary>Media Storage Directory Storage: the SOP class of a DICOMDIR (PS3.3 annex F).</summary>
    public const string MediaStorageDirectoryStorage = "1.2.840.10008.1.3.10";

    /// <summary>CT Image Storage.</summary>
    public const string CTImageStorage = "1.2.840.10008.5.1.4.1.1.2";

    /// <summary>MR Image Storage.</summary>
    public const string MRImageStorage = "1.2.840.10008.5.1.4.1.1.4";

    /// <summary>Secondary Capture Image Storage.</summary>
    public const string SecondaryCaptureImageStorage = "1.2.840.10008.5.1.4.1.1.7";
}
