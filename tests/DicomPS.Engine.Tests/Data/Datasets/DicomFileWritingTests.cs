using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Datasets;

/// <summary>What may be written, in which form, and over what.</summary>
public sealed class DicomFileWritingTests : IDisposable
{
    private const string Instance = "1.2.3.4.5";

    private static readonly DicomTag ReferencedImages = new(0x0008, 0x1140);
    private static readonly FileWriteOptions BigEndian = new() { TransferSyntax = TransferSyntax.ExplicitVRBigEndian };

    private readonly string folder = Directory.CreateTempSubdirectory("dicomps-write-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_made_data_set_becomes_a_file()
    {
        DicomDataset made = Made();

        new DicomFile(made).Save(In("a.dcm"));

        DicomFile file = DicomFile.Open(In("a.dcm"));
        Assert.Equal(TransferSyntax.ExplicitVRLittleEndian, file.TransferSyntax);
        Assert.Equal("A^B", file.Dataset.GetText(new DicomTag(0x0010, 0x0010)));
        using Part10File written = Part10File.Open(In("a.dcm"));
        Assert.Equal(Instance, written.MediaStorageSopInstanceUid);
        Assert.Null(made.File);
    }

    [Fact]
    public void A_data_set_without_identity_becomes_none()
    {
        foreach ((DicomTag tag, string what) in new[] { (Tags.SopClassUid, "SOP Class UID"), (Tags.SopInstanceUid, "SOP Instance UID") })
        {
            DicomDataset made = Made();
            made.Remove(tag);

            DicomException error = Assert.Throws<DicomException>(() => new DicomFile(made).Save(In("a.dcm")));

            Assert.Equal(DicomErrorId.NotDicom, error.ErrorId);
            Assert.Contains(what, error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void An_identity_that_was_taken_out_does_not_come_back_from_the_meta_header()
    {
        DicomFile file = DicomFile.Read(TestInstances.Part10());
        file.Dataset.Remove(Tags.SopInstanceUid);

        Assert.Throws<DicomException>(() => file.Save(In("a.dcm")));
    }

    [Fact]
    public void A_directory_keeps_the_identity_of_its_meta_header()
    {
        byte[] records = new DataSetBuilder().Text(0x00041130, "CS", "DISC").ToArray();
        DicomFile file = DicomFile.Read((byte[])
            [.. TestInstances.Meta(Uids.MediaStorageDirectoryStorage, Instance, Uids.ExplicitVRLittleEndian), .. records]);

        file.Save(In("DICOMDIR"), BigEndian);

        using Part10File written = Part10File.Open(In("DICOMDIR"));
        Assert.Equal(Uids.MediaStorageDirectoryStorage, written.MediaStorageSopClassUid);
        Assert.Equal(Instance, written.MediaStorageSopInstanceUid);
    }

    [Fact]
    public void A_partial_data_set_is_written_only_on_request()
    {
        DicomFile file = DicomFile.Read(TestInstances.Part10(), new DatasetReadOptions { SkipsPixelData = true });

        DicomException error = Assert.Throws<DicomException>(() => file.Save(In("a.dcm")));
        Assert.Equal(DicomErrorId.PartialDataset, error.ErrorId);
        Assert.Empty(Directory.GetFiles(folder));

        file.Save(In("a.dcm"), new FileWriteOptions { AllowsPartial = true });
        Assert.Null(DicomFile.Open(In("a.dcm")).Dataset[Tags.PixelData]);
    }

    [Fact]
    public void Compressed_pixel_data_get_no_other_label()
    {
        DicomDataset made = Made();
        made.Set(new DicomFragments(Tags.PixelData, DicomVR.OB, [ReadOnlyMemory<byte>.Empty, new byte[4]]));

        Assert.Equal(DicomErrorId.NotDicom, Assert.Throws<DicomException>(() => new DicomFile(made).Save(In("a.dcm"))).ErrorId);

        new DicomFile(made, TransferSyntax.Find(Uids.RleLossless)).Save(In("a.dcm"));
        DicomFile file = DicomFile.Open(In("a.dcm"));
        Assert.Throws<DicomException>(() => file.Save(In("b.dcm"), new FileWriteOptions { TransferSyntax = TransferSyntax.Find(Uids.JpegBaseline8Bit) }));

        file.Dataset.Set(new DicomValueElement(Tags.PixelData, DicomVR.OB, new byte[4]));
        Assert.Throws<DicomException>(() => file.Save(In("b.dcm")));
    }

    [Theory]
    [InlineData(SequenceLengths.Defined)]
    [InlineData(SequenceLengths.Undefined)]
    [InlineData(SequenceLengths.AsTheyAre)]
    public void Sequences_end_as_is_wanted(SequenceLengths lengths)
    {
        byte[] dataset = new DataSetBuilder()
            .Words32(0x00080000, "UL", 4711)
            .Text(0x00080018, "UI", Instance)
            .Sequence(0x00081140, defined: true, item => item.Text(0x00081155, "UI", "1.2"))
            .Sequence(0x00081250, defined: false, item => item.Text(0x00081155, "UI", "1.3"))
            .ToArray();
        byte[] whole = [.. TestInstances.Meta(TestInstances.CTImageStorage, Instance, Uids.ExplicitVRLittleEndian), .. dataset];

        DicomFile.Read(whole).Save(In("a.dcm"), new FileWriteOptions { SequenceLengths = lengths });

        bool asTheyAre = lengths == SequenceLengths.AsTheyAre;
        DataSetBuilder expected = new();
        if (asTheyAre)
        {
            expected.Words32(0x00080000, "UL", 4711);
        }

        expected
            .Text(0x00080018, "UI", Instance)
            .Sequence(0x00081140, asTheyAre || lengths == SequenceLengths.Defined, item => item.Text(0x00081155, "UI", "1.2"))
            .Sequence(0x00081250, lengths == SequenceLengths.Defined, item => item.Text(0x00081155, "UI", "1.3"));
        AssertBytes.Equal(expected.ToArray(), TestInstances.DataSetOf(File.ReadAllBytes(In("a.dcm"))));
    }

    [Theory]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    [InlineData(Uids.RleLossless)]
    public void A_file_is_replaced_by_itself_again_and_again(string transferSyntax)
    {
        string path = TestInstances.WriteFile(In("a.dcm"), transferSyntaxUid: transferSyntax, rows: 4096);
        DicomFile whole = DicomFile.Open(path, new DatasetReadOptions { LargeValue = int.MaxValue });
        DicomFile file = DicomFile.Open(path, new DatasetReadOptions { LargeValue = 1024 });
        foreach (string name in new[] { "A", "Longer^Than^Before", "C" })
        {
            file.Dataset.SetValues(new DicomTag(0x0010, 0x0010), DicomVR.PN, name);
            file.Save(path);
        }

        DicomFile again = DicomFile.Open(path);
        Assert.Equal("C", again.Dataset.GetText(new DicomTag(0x0010, 0x0010)));
        Assert.Equal(PixelsOf(whole), PixelsOf(file));
        Assert.Equal(PixelsOf(whole), PixelsOf(again));
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_file_is_replaced_by_itself_in_the_other_byte_ordering()
    {
        string path = TestInstances.WriteFile(In("a.dcm"), rows: 4096);
        byte[] pixels = PixelsOf(DicomFile.Read(File.ReadAllBytes(path)));
        DicomFile file = DicomFile.Open(path);

        file.Save(path, BigEndian);
        Assert.Equal(pixels, PixelsOf(file));
        file.Save(In("b.dcm"));
        file.Save(path, BigEndian);

        Assert.Equal(pixels, PixelsOf(file));
        Assert.Equal(pixels, PixelsOf(DicomFile.Open(path)));
        Assert.Equal(pixels, PixelsOf(DicomFile.Open(In("b.dcm"))));
    }

    [Fact]
    public void A_file_is_kept_where_none_is_to_be_replaced()
    {
        File.WriteAllText(In("a.dcm"), "mine");

        Assert.Throws<IOException>(() => new DicomFile(Made()).Save(In("a.dcm"), new FileWriteOptions { Overwrites = false }));

        Assert.Equal("mine", File.ReadAllText(In("a.dcm")));
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void Writing_can_be_ended_and_leaves_nothing()
    {
        File.WriteAllText(In("a.dcm"), "before");

        Assert.Throws<OperationCanceledException>(
            () => new DicomFile(Made()).Save(In("a.dcm"), new FileWriteOptions { CancellationToken = new CancellationToken(canceled: true) }));

        Assert.Equal("before", File.ReadAllText(In("a.dcm")));
        Assert.Single(Directory.GetFiles(folder));
    }

    private static byte[] PixelsOf(DicomFile file) => file.Dataset[Tags.PixelData] switch
    {
        DicomFragments fragments => [.. Enumerable.Range(0, fragments.Count).SelectMany(i => fragments.GetFragment(i).ToArray())],
        DicomElement element => ((DicomValueElement)element).GetBytes().ToArray(),
        null => [],
    };

    private static DicomDataset Made()
    {
        DicomDataset made = new();
        made.SetValues(Tags.SopClassUid, DicomVR.UI, TestInstances.CTImageStorage);
        made.SetValues(Tags.SopInstanceUid, DicomVR.UI, Instance);
        made.SetValues(new DicomTag(0x0010, 0x0010), DicomVR.PN, "A^B");
        made.Set(new DicomSequence(ReferencedImages, new DicomDataset()));
        return made;
    }

    private string In(string name) => Path.Combine(folder, name);
}
