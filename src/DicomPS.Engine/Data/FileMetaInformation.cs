using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>Writes what stands before the data set in a file: preamble, prefix and file meta information (PS3.10 section 7.1).</summary>
public static class FileMetaInformation
{
    private const int PreambleLength = 128;
    private const int ShortHeader = 8;
    private const int LongHeader = 12;

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
        ArrayBufferWriter<byte> bytes = new(512);
        Write(
            bytes, sopClassUid, sopInstanceUid, transferSyntaxUid, implementationClassUid, implementationVersionName, sourceApplicationEntityTitle);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Encodes it to the end of a buffer.</summary>
    /// <returns>The bytes that it took.</returns>
    internal static int Write(
        IBufferWriter<byte> target,
        string sopClassUid,
        string sopInstanceUid,
        string transferSyntaxUid,
        string implementationClassUid,
        string? implementationVersionName,
        string? sourceApplicationEntityTitle)
    {
        ReadOnlySpan<byte> version = [0x00, 0x01];
        int length = LongHeader + version.Length + LengthOf(sopClassUid) + LengthOf(sopInstanceUid) + LengthOf(transferSyntaxUid)
            + LengthOf(implementationClassUid) + LengthOf(implementationVersionName) + LengthOf(sourceApplicationEntityTitle);
        Span<byte> groupLength = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(groupLength, (uint)length);

        target.GetSpan(PreambleLength)[..PreambleLength].Clear();
        target.Advance(PreambleLength);
        target.Write("DICM"u8);
        Append(target, Tags.FileMetaInformationGroupLength, DicomVR.UL, groupLength);
        Append(target, Tags.FileMetaInformationVersion, DicomVR.OB, version);
        Append(target, Tags.MediaStorageSopClassUid, DicomVR.UI, sopClassUid);
        Append(target, Tags.MediaStorageSopInstanceUid, DicomVR.UI, sopInstanceUid);
        Append(target, Tags.TransferSyntaxUid, DicomVR.UI, transferSyntaxUid);
        Append(target, Tags.ImplementationClassUid, DicomVR.UI, implementationClassUid);
        Append(target, Tags.ImplementationVersionName, DicomVR.SH, implementationVersionName);
        Append(target, Tags.SourceApplicationEntityTitle, DicomVR.AE, sourceApplicationEntityTitle);
        return PreambleLength + 4 + ShortHeader + groupLength.Length + length;
    }

    private static int LengthOf(string? text) => string.IsNullOrEmpty(text) ? 0 : ShortHeader + ((text.Length + 1) & ~1);

    private static void Append(IBufferWriter<byte> target, DicomTag tag, DicomVR vr, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, ElementHeader.MaxShortLength);
            Span<byte> room = target.GetSpan(LengthOf(text));
            int header = ElementHeader.Write(room, tag, vr, (uint)((text.Length + 1) & ~1), TransferSyntax.ExplicitVRLittleEndian);
            Encoding.Latin1.GetBytes(text, room[header..]);
            if (text.Length % 2 != 0)
            {
                room[header + text.Length] = vr.PaddingByte();
            }

            target.Advance(LengthOf(text));
        }
    }

    // Of even length.
    private static void Append(IBufferWriter<byte> target, DicomTag tag, DicomVR vr, ReadOnlySpan<byte> value)
    {
        target.Advance(ElementHeader.Write(
            target.GetSpan(ElementHeader.MaxSize), tag, vr, (uint)value.Length, TransferSyntax.ExplicitVRLittleEndian));
        target.Write(value);
    }
}
