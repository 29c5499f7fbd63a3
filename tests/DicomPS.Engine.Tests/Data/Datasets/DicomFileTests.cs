using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Datasets;

/// <summary>Files read into data sets and written again.</summary>
public sealed class DicomFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dicomps-file-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    [InlineData(Uids.RleLossless)]
    [InlineData(Uids.JpegBaseline8Bit)]
    public void What_was_not_changed_is_written_byte_for_byte(string transferSyntax)
    {
        string path = TestInstances.WriteFile(In("a.dcm"), transferSyntaxUid: transferSyntax, rows: 1024);
        DicomFile file = DicomFile.Open(path);

        file.Save(In("b.dcm"));

        Assert.Null(file.Fault);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(In("b.dcm")));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void A_deflated_data_set_is_the_same_when_it_is_inflated()
    {
        string path = TestInstances.WriteFile(In("a.dcm"), transferSyntaxUid: Uids.DeflatedExplicitVRLittleEndian);

        DicomFile.Open(path).Save(In("b.dcm"));

        Assert.Equal(Plain(path), Plain(In("b.dcm")));
        Assert.Equal(0, new FileInfo(In("b.dcm")).Length % 2);
    }

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    public void A_conversion_there_and_back_changes_nothing(string transferSyntax)
    {
        string path = TestInstances.WriteFile(In("a.dcm"));

        DicomFile.Open(path).Save(In("b.dcm"), Into(TransferSyntax.Find(transferSyntax)!));
        DicomFile converted = DicomFile.Open(In("b.dcm"));
        converted.Save(In("c.dcm"), Into(TransferSyntax.ExplicitVRLittleEndian));

        Assert.Equal(transferSyntax, converted.TransferSyntax.Uid);
        Assert.Equal(TestInstances.DataSetOf(Plain(path)), TestInstances.DataSetOf(Plain(In("c.dcm"))));
    }

    [Fact]
    public void Compressed_pixel_data_go_into_no_uncompressed_transfer_syntax()
    {
        DicomFile file = DicomFile.Open(TestInstances.WriteFile(In("a.dcm"), transferSyntaxUid: Uids.RleLossless));

        DicomException error = Assert.Throws<DicomException>(() => file.Save(In("b.dcm"), Into(TransferSyntax.ExplicitVRLittleEndian)));

        Assert.Equal(DicomErrorId.NotDicom, error.ErrorId);
        Assert.False(File.Exists(In("b.dcm")));
    }

    [Fact]
    public void Large_values_stay_in_the_file_until_they_are_asked_for()
    {
        string path = TestInstances.WriteFile(In("a.dcm"), rows: 20_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        DicomFile file = DicomFile.Open(path);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        DicomValueElement pixels = Assert.IsType<DicomValueElement>(file.Dataset[Tags.PixelData]);
        Assert.InRange(allocated, 1, new FileInfo(path).Length / 4);
        Assert.Equal(pixels.Length, pixels.GetBytes().Length);

        File.AppendAllText(path, "xx");
        Assert.Equal(DicomErrorId.NotDicom, Assert.Throws<DicomException>(() => pixels.GetBytes()).ErrorId);
    }

    [Fact]
    public void Every_prefix_of_a_file_gives_what_it_has_and_one_error()
    {
        byte[] whole = File.ReadAllBytes(TestInstances.WriteFile(In("a.dcm"), rows: 4));
        int most = DicomFile.Open(In("a.dcm")).Dataset.Elements.Count;
        int last = 0;
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(In("cut.dcm"), whole[..length]);
            try
            {
                DicomFile cut = DicomFile.Open(In("cut.dcm"));
                Assert.InRange(cut.Dataset.Elements.Count, last, most);
                Assert.True(cut.Fault is null or { ErrorId: DicomErrorId.NotDicom });
                last = cut.Dataset.Elements.Count;
            }
            catch (DicomException e)
            {
                Assert.Equal(DicomErrorId.NotDicom, e.ErrorId);
                Assert.Equal(0, last);
            }
        }

        Assert.True(last > 5);
    }

    [Fact]
    public void Reading_stops_where_it_is_told_to()
    {
        DicomFile file = DicomFile.Open(
            TestInstances.WriteFile(In("a.dcm")), new DatasetReadOptions { StopBefore = Tags.StudyInstanceUid });

        Assert.NotNull(file.Dataset[Tags.PatientId]);
        Assert.All(file.Dataset.Elements, element => Assert.True(element.Tag < Tags.StudyInstanceUid));
    }

    [Fact]
    public void A_change_of_the_instance_makes_a_new_meta_header()
    {
        DicomFile file = DicomFile.Open(TestInstances.WriteFile(In("a.dcm")));
        file.Dataset.Set(new DicomValueElement(Tags.SopInstanceUid, DicomVR.UI, "1.2.3.4\0"u8.ToArray()));

        file.Save(In("b.dcm"));

        using Part10File written = Part10File.Open(In("b.dcm"));
        Assert.Equal("1.2.3.4", written.MediaStorageSopInstanceUid);
        Assert.Equal("1.2.3.4", written.ReadSummary().SopInstanceUid);
    }

    public static TheoryData<string> RealFiles =>
        [.. TestFiles.In("files").Concat(TestFiles.In("charset")).Concat(TestFiles.In("study")).DefaultIfEmpty("")];

    [Theory]
    [MemberData(nameof(RealFiles), DisableDiscoveryEnumeration = true)]
    public void Real_files_come_back_as_they_were(string path)
    {
        Assert.SkipWhen(path.Length == 0, "the test data (DICOMPS_TESTDATA) are not on this machine");
        DicomFile file = DicomFile.Open(path);

        file.Save(In("b.dcm"));

        Assert.Null(file.Fault);
        Assert.Equal(Plain(path), Plain(In("b.dcm")));
    }

    [Fact]
    public void Broken_files_give_what_they_have_or_one_error()
    {
        string[] broken = [.. TestFiles.In("broken")];
        Assert.SkipWhen(broken.Length == 0, "the test data (DICOMPS_TESTDATA) are not on this machine");
        Assert.All(broken, path => AssertReadOrRefused(path));
    }

    [Fact]
    public void Every_prefix_of_a_real_file_gives_what_it_has_or_one_error()
    {
        string? real = TestFiles.In("files").FirstOrDefault(path => Path.GetFileName(path) == "CT_small.dcm");
        Assert.SkipWhen(real is null, "the test data (DICOMPS_TESTDATA) are not on this machine");
        byte[] whole = File.ReadAllBytes(real);
        int read = 0;
        for (int length = 0; length <= 4096; length++)
        {
            File.WriteAllBytes(In("cut.dcm"), whole[..length]);
            read += AssertReadOrRefused(In("cut.dcm")) ? 1 : 0;
        }

        Assert.InRange(read, 3000, 4096);
    }

    // True where something could be read; a fault behind it names the byte and the tag.
    private static bool AssertReadOrRefused(string path)
    {
        try
        {
            DicomFile file = DicomFile.Open(path);
            if (file.Fault is { } fault)
            {
                Assert.Equal(DicomErrorId.NotDicom, fault.ErrorId);
                Assert.Matches(@"at byte \d+, element \([0-9A-F]{4},[0-9A-F]{4}\)", fault.Message);
            }

            return true;
        }
        catch (DicomException e)
        {
            Assert.Equal(DicomErrorId.NotDicom, e.ErrorId);
            return false;
        }
    }

    private static FileWriteOptions Into(TransferSyntax syntax) => new() { TransferSyntax = syntax };

    private string In(string name) => Path.Combine(folder, name);

    // Deflated bytes depend on who deflated them: compared is what they inflate to, in the form it has.
    private static byte[] Plain(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        using Part10File file = Part10File.Open(path);
        if (file.TransferSyntax is not { IsDeflated: true })
        {
            return bytes;
        }

        using MemoryStream inflated = new();
        inflated.Write(bytes.AsSpan(0, (int)file.DataSetOffset));
        using System.IO.Compression.DeflateStream deflated = new(
            new MemoryStream(bytes, (int)file.DataSetOffset, (int)file.DataSetLength), System.IO.Compression.CompressionMode.Decompress);
        deflated.CopyTo(inflated);
        return inflated.ToArray();
    }
}
