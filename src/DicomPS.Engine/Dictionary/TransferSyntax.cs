using System.Collections.Concurrent;

namespace DicomPS.Engine.Dictionary;

/// <summary>
/// How a data set is encoded (PS3.5 section 10 and annex A). Only registered ones are described here:
/// what a private one means nobody but its makers knows, and its data sets are carried as they are.
/// </summary>
public sealed class TransferSyntax
{
    private static readonly ConcurrentDictionary<string, TransferSyntax?> Known = new(StringComparer.Ordinal);

    private TransferSyntax(DicomUid entry)
    {
        Uid = entry.Uid;
        Name = entry.Name;
        IsRetired = entry.IsRetired;
        IsExplicitVr = Uid is not (Uids.ImplicitVRLittleEndian or Papyrus3ImplicitVRLittleEndian);
        IsBigEndian = Uid == Uids.ExplicitVRBigEndian;
        IsDeflated = Uid is Uids.DeflatedExplicitVRLittleEndian or JpipReferencedDeflate or JpipHtj2kReferencedDeflate;
        CanConvert = Uid is Uids.ImplicitVRLittleEndian or Uids.ExplicitVRLittleEndian
            or Uids.DeflatedExplicitVRLittleEndian or Uids.ExplicitVRBigEndian;
        IsEncapsulated = !CanConvert && !IsDeflated
            && Uid is not (Papyrus3ImplicitVRLittleEndian or JpipReferenced or JpipHtj2kReferenced);
    }

    private const string Papyrus3ImplicitVRLittleEndian = "1.2.840.10008.1.20";
    private const string JpipReferenced = "1.2.840.10008.1.2.4.94";
    private const string JpipReferencedDeflate = "1.2.840.10008.1.2.4.95";
    private const string JpipHtj2kReferenced = "1.2.840.10008.1.2.4.204";
    private const string JpipHtj2kReferencedDeflate = "1.2.840.10008.1.2.4.205";

    /// <summary>Implicit VR Little Endian: the default transfer syntax, which every application understands (PS3.5 section A.1).</summary>
    public static TransferSyntax ImplicitVRLittleEndian { get; } = Find(Uids.ImplicitVRLittleEndian)!;

    /// <summary>Explicit VR Little Endian (PS3.5 section A.2).</summary>
    public static TransferSyntax ExplicitVRLittleEndian { get; } = Find(Uids.ExplicitVRLittleEndian)!;

    /// <summary>Deflated Explicit VR Little Endian (PS3.5 section A.5).</summary>
    public static TransferSyntax DeflatedExplicitVRLittleEndian { get; } = Find(Uids.DeflatedExplicitVRLittleEndian)!;

    /// <summary>Explicit VR Big Endian, retired (PS3.5 section A.3).</summary>
    public static TransferSyntax ExplicitVRBigEndian { get; } = Find(Uids.ExplicitVRBigEndian)!;

    /// <summary>The UID.</summary>
    public string Uid { get; }

    /// <summary>The name in the standard.</summary>
    public string Name { get; }

    /// <summary>Whether the standard has retired it.</summary>
    public bool IsRetired { get; }

    /// <summary>Whether each data element carries its VR (PS3.5 section 7.1.2).</summary>
    public bool IsExplicitVr { get; }

    /// <summary>Whether numbers are encoded with the most significant byte first (PS3.5 section 7.3).</summary>
    public bool IsBigEndian { get; }

    /// <summary>Whether the whole data set is deflated (PS3.5 section A.5).</summary>
    public bool IsDeflated { get; }

    /// <summary>Whether pixel data stand in fragments, encoded by a codec or not (PS3.5 section A.4).</summary>
    public bool IsEncapsulated { get; }

    /// <summary>Whether it is one of the four plain uncompressed ones, among which data sets can be converted without loss.</summary>
    public bool CanConvert { get; }

    /// <summary>Looks up a transfer syntax.</summary>
    /// <param name="uid">The UID, without padding.</param>
    /// <returns>The transfer syntax; null where the standard registers none of that UID.</returns>
    public static TransferSyntax? Find(string uid)
    {
        if (Known.TryGetValue(uid, out TransferSyntax? known))
        {
            return known;
        }

        // Unknown UIDs are not kept: peers could send any number of them.
        return UidDictionary.Find(uid) is { Kind: UidKind.TransferSyntax } entry
            ? Known.GetOrAdd(uid, new TransferSyntax(entry))
            : null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
