using System.IO.Compression;

namespace DicomPS.Tests;

/// <summary>Makes small valid instances: Part 10 files of any SOP class in the transfer syntaxes that tests need.</summary>
public static class TestInstances
{
    public const string CTImageStorage = "1.2.840.10008.5.1.4.1.1.2";
    public const string MRImageStorage = "1.2.840.10008.5.1.4.1.1.4";
    public const string SecondaryCaptureImageStorage = "1.2.840.10008.5.1.4.1.1.7";

    public const string ImplicitVRLittleEndian = "1.2.840.10008.1.2";
    public const string ExplicitVRLittleEndian = "1.2.840.10008.1.2.1";
    public const string DeflatedExplicitVRLittleEndian = "1.2.840.10008.1.2.1.99";
    public const string ExplicitVRBigEndian = "1.2.840.10008.1.2.2";
    public const string JpegBaseline8Bit = "1.2.840.10008.1.2.4.50";
    public const string RleLossless = "1.2.840.10008.1.2.5";

    /// <summary>A UID that no other call gives.</summary>
    public static string NewUid() => "2.25." + new System.Numerics.BigInteger(Guid.NewGuid().ToByteArray(), isUnsigned: true);

    /// <summary>A complete file of one 8-bit image.</summary>
    /// <param name="sopClassUid">The SOP class.</param>
    /// <param name="transferSyntaxUid">One of the constants above; JPEG pixel data are a marker sequence, not a picture.</param>
    /// <param name="sopInstanceUid">The SOP instance; null for a new one.</param>
    /// <param name="rows">The height of the image, which is 64 pixels wide and so sets the size of the file.</param>
    /// <param name="patientId">The patient.</param>
    /// <param name="studyInstanceUid">The study; null for a new one.</param>
    /// <param name="seriesInstanceUid">The series; null for a new one.</param>
    public static byte[] Part10(
        string sopClassUid = CTImageStorage,
        string transferSyntaxUid = ExplicitVRLittleEndian,
        string? sopInstanceUid = null,
        int rows = 64,
        string patientId = "TEST-1",
        string? studyInstanceUid = null,
        string? seriesInstanceUid = null)
    {
        string instance = sopInstanceUid ?? NewUid();
        byte[] dataSet = Encode(transferSyntaxUid, builder => WriteImage(
            builder,
            sopClassUid,
            instance,
            rows,
            patientId,
            studyInstanceUid ?? NewUid(),
            seriesInstanceUid ?? NewUid(),
            transferSyntaxUid));
        return [.. Meta(sopClassUid, instance, transferSyntaxUid), .. dataSet];
    }

    /// <summary>Writes a file of <see cref="Part10"/> and gives its path.</summary>
    public static string WriteFile(string path, string sopClassUid = CTImageStorage, string transferSyntaxUid = ExplicitVRLittleEndian, string? sopInstanceUid = null, int rows = 64)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllBytes(path, Part10(sopClassUid, transferSyntaxUid, sopInstanceUid, rows));
        return path;
    }

    /// <summary>A data set in a transfer syntax, deflated where that says so.</summary>
    public static byte[] Encode(string transferSyntaxUid, Action<DataSetBuilder> write)
    {
        DataSetBuilder builder = new(transferSyntaxUid != ImplicitVRLittleEndian, transferSyntaxUid == ExplicitVRBigEndian);
        write(builder);
        byte[] plain = builder.ToArray();
        return transferSyntaxUid == DeflatedExplicitVRLittleEndian ? Deflate(plain) : plain;
    }

    /// <summary>Preamble, prefix and meta header.</summary>
    public static byte[] Meta(string sopClassUid, string sopInstanceUid, string transferSyntaxUid)
    {
        byte[] group = new DataSetBuilder()
            .Element(0x00020001, "OB", [0, 1])
            .Text(0x00020002, "UI", sopClassUid)
            .Text(0x00020003, "UI", sopInstanceUid)
            .Text(0x00020010, "UI", transferSyntaxUid)
            .Text(0x00020012, "UI", "2.25.1")
            .ToArray();
        return [.. new byte[128], .. "DICM"u8, .. new DataSetBuilder().Words32(0x00020000, "UL", (uint)group.Length).ToArray(), .. group];
    }

    /// <summary>The bytes of the data set of a file made here.</summary>
    public static byte[] DataSetOf(byte[] part10) => part10[(128 + 4 + 12 + BitConverter.ToInt32(part10, 128 + 4 + 8))..];

    private static void WriteImage(
        DataSetBuilder builder, string sopClassUid, string sopInstanceUid, int rows, string patientId, string study, string series, string transferSyntaxUid)
    {
        const int columns = 64;
        string modality = sopClassUid switch { CTImageStorage => "CT", MRImageStorage => "MR", _ => "OT" };
        builder
            .Text(0x00080008, "CS", @"DERIVED\SECONDARY")
            .Text(0x00080016, "UI", sopClassUid)
            .Text(0x00080018, "UI", sopInstanceUid)
            .Text(0x00080020, "DA", "20200229")
            .Text(0x00080030, "TM", "235959")
            .Text(0x00080050, "SH", "A1")
            .Text(0x00080060, "CS", modality)
            .Text(0x00080064, "CS", "WSD")
            .Text(0x00080090, "PN", "")
            .Text(0x00100010, "PN", "Test^Instance")
            .Text(0x00100020, "LO", patientId)
            .Text(0x00100030, "DA", "")
            .Text(0x00100040, "CS", "O")
            .Text(0x0020000D, "UI", study)
            .Text(0x0020000E, "UI", series)
            .Text(0x00200010, "SH", "1")
            .Text(0x00200011, "IS", "1")
            .Text(0x00200013, "IS", "1")
            .Words16(0x00280002, "US", 1)
            .Text(0x00280004, "CS", "MONOCHROME2")
            .Words16(0x00280010, "US", (ushort)rows)
            .Words16(0x00280011, "US", columns)
            .Words16(0x00280100, "US", 8)
            .Words16(0x00280101, "US", 8)
            .Words16(0x00280102, "US", 7)
            .Words16(0x00280103, "US", 0);
        switch (transferSyntaxUid)
        {
            case RleLossless:
                builder.Fragments([], RleFrame(rows, columns));
                break;
            case JpegBaseline8Bit:
                // The shape of a JPEG stream; nothing here decodes it.
                builder.Fragments([], [0xFF, 0xD8, 0xFF, 0xFE, 0x00, 0x04, (byte)'n', (byte)'o', 0xFF, 0xD9]);
                break;
            default:
                ushort[] words = [.. Enumerable.Range(0, rows * columns / 2).Select(i => (ushort)(i * 257))];
                builder.Words16(0x7FE00010, "OW", words);
                break;
        }
    }

    // One segment that repeats a zero for each pixel, 128 at a time (PS3.5 annex G).
    private static byte[] RleFrame(int rows, int columns)
    {
        byte[] header = new byte[64];
        header[0] = 1;
        header[4] = 64;
        IEnumerable<byte> runs = Enumerable.Repeat(new byte[] { 0x81, 0x00 }, rows * columns / 128).SelectMany(run => run);
        return [.. header, .. runs];
    }

    private static byte[] Deflate(byte[] plain)
    {
        using MemoryStream target = new();
        using (DeflateStream deflate = new(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(plain);
        }

        if (target.Length % 2 != 0)
        {
            target.WriteByte(0);
        }

        return target.ToArray();
    }
}
