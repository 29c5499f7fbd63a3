namespace DicomPS.Engine;

/// <summary>How DicomPS names itself to its peers and in the files it writes (PS3.7 annex D.3.3.2).</summary>
public static class Implementation
{
    /// <summary>The Implementation Class UID of DicomPS: under 2.25, from a UUID of its own (PS3.5 annex B.2).</summary>
    public const string ClassUid = "2.25.69662031153452900095739349048142124798";

    /// <summary>The Implementation Version Name of DicomPS.</summary>
    public const string VersionName = "DICOMPS_0.1";
}
