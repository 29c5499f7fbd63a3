using System.Buffers.Binary;
using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>Writes what stands before the data set in a file: preamble, prefix and file meta information (PS3.10 section 7.1).</summary>
public static class FileMetaInformation
{
    private const int PreambleLength = 128;

    /// <summary>Encodes it; the data set follows right behind.</summary>
    /// <param name="sopClassUid">Media Storage SOP Class UID: the SOP class of the data set.</param>
    /// <param name="sopInstanceUid">Media Storage SOP Instance UID: the SOP instance of the data set.</param>
    /// <param name="transferSyntaxUid">The transfer syntax of the data set.</param>
    /// <param name="implementationClassUid">Implementation Class UID of the writer of the file.</param>
    /// <param name="implementationVersionName">Implementation Version Name of the writer of the file; null for none.</param>
    /// <param name="sourceApplicationEntityTitle">The AE that the content came from; null for none.</param>
    public static byte[] Encode(
        string sopClassUid,
        string sopInstanceUid,
        string transferSyntaxUid,
        string implementationClassUid,
        string? implementationVersionName = null,
        string? sourceApplicationEntityTitle = null)
    {
        using MemoryStream group = new();
        Append(group, Tags.FileMetaInformationVersion, DicomVR.OB, [0x00, 0x01]);
        Append(group, Tags.MediaStorageSopClassUid, DicomVR.UI, sopClassUid);
        Append(group, Tags.MediaStorageSopInstanceUid, DicomVR.UI, sopInstanceUid);
        Append(group, Tags.TransferSyntaxUid, DicomVR.UI, transferSyntaxUid);
        Append(group, Tags.ImplementationClassUid, DicomVR.UI, implementationClassUid);
        Append(group, Tags.ImplementationVersionName, DicomVR.SH, implementationVersionName);
        Append(group, Tags.SourceApplicationEntityTitle, DicomVR.AE, sourceApplicationEntityTitle);

        byte[] groupLength = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(groupLength, (uint)group.Length);
        using MemoryStream all = new();
        all.Write(new byte[PreambleLength]);
        all.Write("DICM"u8);
        Append(all, Tags.FileMetaInformationGroupLength, DicomVR.UL, groupLength);
        group.WriteTo(all);
        return all.ToArray();
    }

    private static void Append(MemoryStream target, DicomTag tag, DicomVR vr, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Append(target, tag, vr, Encoding.Latin1.GetBytes(text));
        }
    }

    private static void Append(MemoryStream target, DicomTag tag, DicomVR vr, ReadOnlySpan<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, ElementHeader.MaxShortLength);
        Span<byte> header = stackalloc byte[ElementHeader.MaxSize];
        int written = ElementHeader.Write(header, tag, vr, (uint)(value.Length + (value.Length & 1)), TransferSyntax.ExplicitVRLittleEndian);
        target.Write(header[..written]);
        target.Write(value);
        if ((value.Length & 1) != 0)
        {
            target.WriteByte(vr.PaddingByte());
        }
    }
}
