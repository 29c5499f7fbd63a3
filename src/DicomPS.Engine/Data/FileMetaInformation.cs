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
        string? sourceApplicationEntityTitle = null) =>
        EncodeInPlace(
            sopClassUid, sopInstanceUid, transferSyntaxUid, implementationClassUid, implementationVersionName, sourceApplicationEntityTitle).ToArray();

    /// <summary>Encodes it without a copy.</summary>
    internal static ReadOnlyMemory<byte> EncodeInPlace(
        string sopClassUid,
        string sopInstanceUid,
        string transferSyntaxUid,
        string implementationClassUid,
        string? implementationVersionName,
        string? sourceApplicationEntityTitle)
    {
        using MemoryStream all = new(capacity: 512);
        all.Write(stackalloc byte[PreambleLength]);
        all.Write("DICM"u8);
        Append(all, Tags.FileMetaInformationGroupLength, DicomVR.UL, stackalloc byte[sizeof(uint)]);
        int start = (int)all.Length;
        Append(all, Tags.FileMetaInformationVersion, DicomVR.OB, [0x00, 0x01]);
        Append(all, Tags.MediaStorageSopClassUid, DicomVR.UI, sopClassUid);
        Append(all, Tags.MediaStorageSopInstanceUid, DicomVR.UI, sopInstanceUid);
        Append(all, Tags.TransferSyntaxUid, DicomVR.UI, transferSyntaxUid);
        Append(all, Tags.ImplementationClassUid, DicomVR.UI, implementationClassUid);
        Append(all, Tags.ImplementationVersionName, DicomVR.SH, implementationVersionName);
        Append(all, Tags.SourceApplicationEntityTitle, DicomVR.AE, sourceApplicationEntityTitle);

        Memory<byte> bytes = all.GetBuffer().AsMemory(0, (int)all.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.Span[(start - sizeof(uint))..], (uint)(bytes.Length - start));
        return bytes;
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
