namespace DicomPS.Engine.Dictionary;

/// <summary>The tags that code names (PS3.6). All others are found in <see cref="TagDictionary"/>.</summary>
public static class Tags
{
    /// <summary>File Meta Information Group Length (PS3.10 section 7.1).</summary>
    public static readonly DicomTag FileMetaInformationGroupLength = new(0x0002, 0x0000);

    /// <summary>File Meta Information Version (PS3.10 section 7.1).</summary>
    public static readonly DicomTag FileMetaInformationVersion = new(0x0002, 0x0001);

    /// <summary>Media Storage SOP Class UID (PS3.10 section 7.1).</summary>
    public static readonly DicomTag MediaStorageSopClassUid = new(0x0002, 0x0002);

    /// <summary>Media Storage SOP Instance UID (PS3.10 section 7.1).</summary>
    public static readonly DicomTag MediaStorageSopInstanceUid = new(0x0002, 0x0003);

    /// <summary>Transfer Syntax UID (PS3.10 section 7.1).</summary>
    public static readonly DicomTag TransferSyntaxUid = new(0x0002, 0x0010);

    /// <summary>Implementation Class UID (PS3.10 section 7.1).</summary>
    public static readonly DicomTag ImplementationClassUid = new(0x0002, 0x0012);

    /// <summary>Implementation Version Name (PS3.10 section 7.1).</summary>
    public static readonly DicomTag ImplementationVersionName = new(0x0002, 0x0013);

    /// <summary>Source Application Entity Title (PS3.10 section 7.1).</summary>
    public static readonly DicomTag SourceApplicationEntityTitle = new(0x0002, 0x0016);

    /// <summary>Specific Character Set (PS3.3 section C.12.1.1.2).</summary>
    public static readonly DicomTag SpecificCharacterSet = new(0x0008, 0x0005);

    /// <summary>SOP Class UID (PS3.3 section C.12.1).</summary>
    public static readonly DicomTag SopClassUid = new(0x0008, 0x0016);

    /// <summary>SOP Instance UID (PS3.3 section C.12.1).</summary>
    public static readonly DicomTag SopInstanceUid = new(0x0008, 0x0018);

    /// <summary>Query/Retrieve Level (PS3.4 section C.6).</summary>
    public static readonly DicomTag QueryRetrieveLevel = new(0x0008, 0x0052);

    /// <summary>Failed SOP Instance UID List (PS3.4 section C.4.2.1.4).</summary>
    public static readonly DicomTag FailedSopInstanceUidList = new(0x0008, 0x0058);

    /// <summary>Modality (PS3.3 section C.7.3.1).</summary>
    public static readonly DicomTag Modality = new(0x0008, 0x0060);

    /// <summary>Patient ID (PS3.3 section C.7.1.1).</summary>
    public static readonly DicomTag PatientId = new(0x0010, 0x0020);

    /// <summary>Study Instance UID (PS3.3 section C.7.2.1).</summary>
    public static readonly DicomTag StudyInstanceUid = new(0x0020, 0x000D);

    /// <summary>Series Instance UID (PS3.3 section C.7.3.1).</summary>
    public static readonly DicomTag SeriesInstanceUid = new(0x0020, 0x000E);

    /// <summary>Bits Allocated (PS3.3 section C.7.6.3).</summary>
    public static readonly DicomTag BitsAllocated = new(0x0028, 0x0100);

    /// <summary>Pixel Representation: whether sample values are signed (PS3.3 section C.7.6.3).</summary>
    public static readonly DicomTag PixelRepresentation = new(0x0028, 0x0103);

    /// <summary>Waveform Bits Allocated (PS3.3 section C.10.9).</summary>
    public static readonly DicomTag WaveformBitsAllocated = new(0x5400, 0x1004);

    /// <summary>Pixel Data (PS3.5 section 8.1).</summary>
    public static readonly DicomTag PixelData = new(0x7FE0, 0x0010);

    /// <summary>Item (PS3.5 section 7.5).</summary>
    public static readonly DicomTag Item = new(0xFFFE, 0xE000);

    /// <summary>Item Delimitation Item (PS3.5 section 7.5).</summary>
    public static readonly DicomTag ItemDelimitationItem = new(0xFFFE, 0xE00D);

    /// <summary>Sequence Delimitation Item (PS3.5 section 7.5).</summary>
    public static readonly DicomTag SequenceDelimitationItem = new(0xFFFE, 0xE0DD);
}
