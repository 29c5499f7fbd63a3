using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data;

public class Part10FileTests
{
    private const string Instance = "1.2.3.4.5.6";

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    [InlineData(Uids.RleLossless)]
    [InlineData(Uids.JpegBaseline8Bit)]
    public void A_file_tells_what_it_is(string syntax)
    {
        byte[] bytes = TestInstances.Part10(Uids.MRImageStorage, syntax, Instance, patientId: "P1", studyInstanceUid: "1.2", seriesInstanceUid: "1.2.3");
        using Part10File file = Open(bytes);
        Assert.True(file.HasMetaInformation);
        Assert.Equal(syntax, file.TransferSyntaxUid);
        Assert.Equal(syntax, file.TransferSyntax?.Uid);
        Assert.Equal(Uids.MRImageStorage, file.MediaStorageSopClassUid);
        Assert.Equal(Instance, file.MediaStorageSopInstanceUid);
        byte[] dataSet = TestInstances.DataSetOf(bytes);
        Assert.Equal(dataSet.Length, file.DataSetLength);
        Assert.Equal(bytes.Length - dataSet.Length, file.DataSetOffset);
        Assert.Equal(new InstanceSummary(Uids.MRImageStorage, Instance, "MR", "P1", "1.2", "1.2.3"), file.ReadSummary());
        using MemoryStream copy = new();
        file.SeekDataSet().CopyTo(copy);
        Assert.Equal(dataSet, copy.ToArray());
    }

    [Fact]
    public void A_large_file_is_read_at_its_beginning_only()
    {
        byte[] bytes = TestInstances.Part10(rows: 4096);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            using Part10File file = Part10File.Open(path);
            Assert.Equal(path, file.Name);
            file.ReadSummary();
            Assert.InRange(file.SeekDataSet().Position, 1, 1000);
            using DataSetReader reader = file.ReadDataSet();
            Assert.True(reader.Read());
            Assert.Equal(file.DataSetOffset, reader.Offset);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    public void A_bare_data_set_is_recognised(string syntax)
    {
        byte[] bytes = TestInstances.DataSetOf(TestInstances.Part10(transferSyntaxUid: syntax, sopInstanceUid: Instance));
        using Part10File file = Open(bytes);
        Assert.False(file.HasMetaInformation);
        Assert.Equal((syntax, 0L, (long)bytes.Length), (file.TransferSyntaxUid, file.DataSetOffset, file.DataSetLength));
        Assert.Null(file.MediaStorageSopInstanceUid);
        Assert.Equal(Instance, file.ReadSummary().SopInstanceUid);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(132)]
    public void A_file_without_preamble_or_prefix_is_recognised(int cut)
    {
        using Part10File file = Open(TestInstances.Part10(transferSyntaxUid: Uids.RleLossless, sopInstanceUid: Instance)[cut..]);
        Assert.Equal(Uids.RleLossless, file.TransferSyntaxUid);
        Assert.Equal(Instance, file.ReadSummary().SopInstanceUid);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(100_000)]
    public void A_wrong_group_length_does_no_harm(int length)
    {
        byte[] bytes = TestInstances.Part10(sopInstanceUid: Instance);
        long offset = bytes.Length - TestInstances.DataSetOf(bytes).Length;
        BitConverter.TryWriteBytes(bytes.AsSpan(140), length);
        using Part10File file = Open(bytes);
        Assert.Equal(offset, file.DataSetOffset);
        Assert.Equal(Instance, file.ReadSummary().SopInstanceUid);
    }

    [Fact]
    public void Deflated_data_that_look_like_meta_elements_are_not_taken_for_them()
    {
        byte[] meta = TestInstances.Meta(Uids.CTImageStorage, Instance, Uids.DeflatedExplicitVRLittleEndian);
        using Part10File file = Open([.. meta, 2, 0, 0x16, 0, (byte)'A', (byte)'E', 2, 0, 65, 66]);
        Assert.Equal(meta.Length, file.DataSetOffset);
    }

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    public void A_data_set_alone_is_recognised(string transferSyntaxUid)
    {
        using Part10File file = Open(TestInstances.DataSetOf(TestInstances.Part10(transferSyntaxUid: transferSyntaxUid, sopInstanceUid: Instance)));
        Assert.Equal(transferSyntaxUid, file.TransferSyntaxUid);
        Assert.Equal(Instance, file.ReadSummary().SopInstanceUid);
    }

    [Fact]
    public void A_missing_transfer_syntax_is_inferred()
    {
        byte[] group = new DataSetBuilder().Text(0x00020003, "UI", Instance).ToArray();
        byte[] dataSet = TestInstances.DataSetOf(TestInstances.Part10(transferSyntaxUid: Uids.ExplicitVRBigEndian));
        using Part10File file = Open([.. new byte[128], .. "DICM"u8, .. group, .. dataSet]);
        Assert.Equal(Uids.ExplicitVRBigEndian, file.TransferSyntaxUid);
        Assert.Equal("CT", file.ReadSummary().Modality);
    }

    [Fact]
    public void A_meta_header_in_implicit_VR_is_read()
    {
        byte[] group = new DataSetBuilder(explicitVr: false).Text(0x00020003, "UI", Instance).Text(0x00020010, "UI", Uids.ImplicitVRLittleEndian).ToArray();
        byte[] dataSet = TestInstances.DataSetOf(TestInstances.Part10(transferSyntaxUid: Uids.ImplicitVRLittleEndian));
        using Part10File file = Open([.. new byte[128], .. "DICM"u8, .. group, .. dataSet]);
        Assert.Equal((Instance, Uids.ImplicitVRLittleEndian), (file.MediaStorageSopInstanceUid, file.TransferSyntaxUid));
    }

    [Fact]
    public void A_private_transfer_syntax_is_carried_and_read_where_it_looks_plain()
    {
        byte[] dataSet = TestInstances.DataSetOf(TestInstances.Part10(sopInstanceUid: Instance));
        using Part10File plain = Open([.. TestInstances.Meta(Uids.CTImageStorage, Instance, "1.2.3.4"), .. dataSet]);
        Assert.Equal("1.2.3.4", plain.TransferSyntaxUid);
        Assert.Null(plain.TransferSyntax);
        Assert.Equal(Instance, plain.ReadSummary().SopInstanceUid);

        using Part10File opaque = Open([.. TestInstances.Meta(Uids.CTImageStorage, Instance, "1.2.3.4"), .. new byte[100]]);
        Assert.Equal(100, opaque.DataSetLength);
        Assert.Null(opaque.ReadSummary().SopInstanceUid);
        Assert.Equal(DicomErrorId.NotDicom, Assert.Throws<DicomException>(opaque.ReadDataSet).ErrorId);
    }

    public static TheoryData<byte[]> Others() => new(
        [],
        "x"u8.ToArray(),
        "The quick brown fox jumps over the lazy dog, again and again, until the file is longer than any preamble could ever be, which takes a while."u8.ToArray(),
        new byte[10_000],
        [.. new byte[128], .. "DICM"u8],
        [.. new byte[128], .. "DICM"u8, 1, 2, 3],
        [8, 0, 0x16, 0, 0xF0, 0xFF, 0xFF, 0xFF],
        [8, 0, 0x16]);

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_no_DICOM_file_is_refused(byte[] bytes)
    {
        DicomException error = Assert.Throws<DicomException>(() => Open(bytes));
        Assert.Equal(DicomErrorId.NotDicom, error.ErrorId);
        Assert.Contains("'test.dcm'", error.Message);
    }

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    [InlineData(Uids.RleLossless)]
    public async Task A_file_cut_at_any_byte_is_an_error_or_a_true_beginning(string syntax)
    {
        byte[] bytes = TestInstances.Part10(transferSyntaxUid: syntax, sopInstanceUid: Instance, rows: 2);
        int whole = 0;
        for (int length = 0; length <= bytes.Length; length++)
        {
            try
            {
                using Part10File file = Open(bytes[..length]);
                string? instance = file.ReadSummary().SopInstanceUid;
                Assert.True(instance is null || Instance.StartsWith(instance, StringComparison.Ordinal));
                using DataSetReader reader = file.ReadDataSet();
                while (reader.Read())
                {
                }

                if (file.TransferSyntax is { CanConvert: true } from)
                {
                    await DataSetTranscoder.ConvertAsync(file.SeekDataSet(), from, Stream.Null, TransferSyntax.ExplicitVRBigEndian, TestContext.Current.CancellationToken);
                }

                whole++;
            }
            catch (DicomException e)
            {
                Assert.Equal(DicomErrorId.NotDicom, e.ErrorId);
            }
        }

        // Between elements nothing is missing that could be missed.
        Assert.InRange(whole, 1, 40);
    }

    [Fact]
    public void Opening_closes_the_stream_when_it_fails_and_when_it_ends()
    {
        MemoryStream failed = new([1, 2, 3]);
        Assert.Throws<DicomException>(() => Part10File.Open(failed, "x"));
        Assert.False(failed.CanRead);
        MemoryStream kept = new(TestInstances.Part10());
        Part10File.Open(kept, "x", leaveOpen: true).Dispose();
        Assert.True(kept.CanRead);
        Part10File.Open(kept, "x").Dispose();
        Assert.False(kept.CanRead);
    }

    [Fact]
    public void The_meta_header_is_written_as_it_should_be()
    {
        byte[] expected = TestInstances.Meta(Uids.CTImageStorage, Instance, Uids.RleLossless);
        Assert.Equal(expected, FileMetaInformation.Encode(Uids.CTImageStorage, Instance, Uids.RleLossless, "2.25.1"));

        byte[] full = FileMetaInformation.Encode(Uids.CTImageStorage, Instance, Uids.RleLossless, "2.25.1", "DICOMPS_1", "SOURCE");
        byte[] tail = new DataSetBuilder().Text(0x00020013, "SH", "DICOMPS_1").Text(0x00020016, "AE", "SOURCE").ToArray();
        Assert.Equal(expected.Length + tail.Length, full.Length);
        Assert.Equal(tail, full[expected.Length..]);
        Assert.Equal(full.Length - 144, BitConverter.ToInt32(full, 140));
    }

    private static Part10File Open(byte[] bytes) => Part10File.Open(new MemoryStream(bytes), "test.dcm");
}
