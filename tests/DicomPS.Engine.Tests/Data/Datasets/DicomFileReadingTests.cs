using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Datasets;

/// <summary>Files read in part, and from elsewhere than a disk.</summary>
public sealed class DicomFileReadingTests : IDisposable
{
    private static readonly DicomTag FloatPixelData = new(0x7FE0, 0x0008);
    private static readonly DicomTag Behind = new(0x7FE1, 0x1001);

    private readonly string folder = Directory.CreateTempSubdirectory("dicomps-read-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_data_set_knows_its_file_and_an_item_does_not()
    {
        string path = Path.Combine(folder, "a.dcm");
        File.WriteAllBytes(path, Instance());

        DicomFile file = DicomFile.Open(path);

        Assert.Same(file, file.Dataset.File);
        Assert.Equal(path, file.Path);
        Assert.False(file.IsPartial);
        Assert.Null(file.Dataset.GetItems(new DicomTag(0x0008, 0x1140))[0].File);
        Assert.Null(new DicomDataset().File);
        Assert.Null(new DicomFile(new DicomDataset()).Dataset.File);
    }

    [Fact]
    public void Only_chosen_elements_are_read_and_nothing_behind_them()
    {
        // Behind the Study Instance UID lies damage, which nobody sees.
        byte[] bytes = Instance(builder => builder.Header(0x00200010, "LO", 60000));

        DicomFile file = DicomFile.Read(bytes, new DatasetReadOptions { Only = new TagSelection(Tags.PatientId, Tags.StudyInstanceUid) });

        Assert.Equal([Tags.SpecificCharacterSet, Tags.PatientId, Tags.StudyInstanceUid], TagsOf(file));
        Assert.Equal("TEST-1", file.Dataset.GetText(Tags.PatientId));
        Assert.Null(file.Fault);
        Assert.True(file.IsPartial);
    }

    [Theory]
    [InlineData("PatientID", 0x00100020)]
    [InlineData("(0010,0020)", 0x00100020)]
    [InlineData("00100020", 0x00100020)]
    [InlineData("Patient ID", 0x00100020)]
    [InlineData("OverlayRows", 0x60020010)]
    [InlineData("(60xx,0010)", 0x60020010)]
    [InlineData("00091103", 0x00091103)]
    [InlineData("(0009,xx03:SOME MAKER)", 0x00091103)]
    [InlineData("0009xx03:SOME MAKER", 0x00091103)]
    [InlineData("(0009,1003:SOME MAKER)", 0x00091103)]
    public void Elements_are_chosen_as_people_write_them(string text, uint tag)
    {
        DicomFile file = DicomFile.Read(Instance(), new DatasetReadOptions { Only = TagSelection.Parse([text]) });

        Assert.Equal([new DicomTag(tag)], TagsOf(file).Where(read => read != Tags.SpecificCharacterSet && !read.IsPrivateCreator));
    }

    [Fact]
    public void A_keyword_of_a_private_element_means_that_of_its_creator()
    {
        PrivateDictionary.Register("SOME MAKER", new DicomTag(0x0009, 0x0003), "LO", "1", "ReadingTestWord", "Word");

        DicomFile own = DicomFile.Read(Instance(), new DatasetReadOptions { Only = TagSelection.Parse(["ReadingTestWord"]) });
        DicomFile named = DicomFile.Read(Instance(), new DatasetReadOptions { Only = TagSelection.Parse(["Word:SOME MAKER"]) });
        DicomFile other = DicomFile.Read(Instance(), new DatasetReadOptions { Only = TagSelection.Parse(["0009xx03:OTHER"]) });

        Assert.Equal("secret", own.Dataset.GetText(new DicomTag(0x0009, 0x1103)));
        Assert.Equal("secret", named.Dataset.GetText(new DicomTag(0x0009, 0x1103)));
        Assert.Null(other.Dataset[new DicomTag(0x0009, 0x1103)]);
    }

    [Fact]
    public void What_means_no_element_is_refused() =>
        Assert.Equal(DicomErrorId.UnknownTag, Assert.Throws<DicomException>(() => TagSelection.Parse(["PatientNme"])).ErrorId);

    [Fact]
    public void Pixel_data_are_passed_over_and_what_follows_is_read()
    {
        DicomFile file = DicomFile.Read(Instance(), new DatasetReadOptions { SkipsPixelData = true });

        Assert.Null(file.Dataset[Tags.PixelData]);
        Assert.Null(file.Dataset[FloatPixelData]);
        Assert.NotNull(file.Dataset[Behind]);
        Assert.Null(file.Fault);
        Assert.True(file.IsPartial);
    }

    [Fact]
    public void Fragments_are_passed_over_too()
    {
        byte[] bytes = TestInstances.Part10(transferSyntaxUid: Uids.RleLossless);

        DicomFile file = DicomFile.Read(bytes, new DatasetReadOptions { SkipsPixelData = true });

        Assert.Null(file.Dataset[Tags.PixelData]);
        Assert.True(file.IsPartial);
        Assert.False(DicomFile.Read(bytes).IsPartial);
    }

    [Fact]
    public void What_was_read_to_the_end_is_whole()
    {
        DicomFile file = DicomFile.Read(Instance(), new DatasetReadOptions
        {
            StopBefore = new DicomTag(0xFFFC, 0xFFFC), Only = new TagSelection(Tags.PatientId, Behind),
        });

        Assert.True(file.IsPartial);
        Assert.False(DicomFile.Read(Instance(), new DatasetReadOptions { StopBefore = new DicomTag(0xFFFC, 0xFFFC) }).IsPartial);
        Assert.True(DicomFile.Read(Instance(), new DatasetReadOptions { StopBefore = Behind }).IsPartial);
        Assert.True(DicomFile.Read(Instance().AsMemory()[..^1]).IsPartial);
    }

    [Theory]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    public void A_stream_is_read_from_where_it_stands(string transferSyntax)
    {
        byte[] bytes = TestInstances.Part10(transferSyntaxUid: transferSyntax);
        using TrickleStream trickle = new([1, 2, 3, .. bytes]) { Position = 3 };

        DicomFile file = DicomFile.Read(trickle);

        Assert.Equal("TEST-1", file.Dataset.GetText(Tags.PatientId));
        Assert.Null(file.Path);
        Assert.False(file.IsPartial);
    }

    [Fact]
    public void A_stream_without_end_is_refused()
    {
        using ZeroTailStream endless = new(Instance(), 1L << 40);

        DicomException error = Assert.Throws<DicomException>(
            () => DicomFile.Read(endless, new DatasetReadOptions { MaximumMemory = 1 << 20 }, "the upload"));

        Assert.Equal(DicomErrorId.NotDicom, error.ErrorId);
        Assert.Contains("the upload", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_in_memory_are_not_copied()
    {
        byte[] bytes = TestInstances.Part10(rows: 4096);
        DicomFile.Read(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();

        DicomFile file = DicomFile.Read(bytes);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, bytes.Length / 8);
        Assert.Equal(64 * 4096, ((DicomValueElement)file.Dataset[Tags.PixelData]!).GetBytes().Length);
    }

    [Fact]
    public void Reading_can_be_ended() => Assert.Throws<OperationCanceledException>(
        () => DicomFile.Read(Instance(), new DatasetReadOptions { CancellationToken = new CancellationToken(canceled: true) }));

    private static IEnumerable<DicomTag> TagsOf(DicomFile file) => file.Dataset.Elements.Select(element => element.Tag);

    private static byte[] Instance(Action<DataSetBuilder>? damage = null)
    {
        DataSetBuilder builder = new();
        builder
            .Text(0x00080005, "CS", "ISO_IR 100")
            .Text(0x00080016, "UI", TestInstances.CTImageStorage)
            .Text(0x00080018, "UI", "1.2.3")
            .Sequence(0x00081140, defined: false, item => item.Text(0x00081155, "UI", "1.2.4"))
            .Text(0x00090011, "LO", "SOME MAKER")
            .Text(0x00091103, "LO", "secret")
            .Text(0x00100010, "PN", "Test^Instance")
            .Text(0x00100020, "LO", "TEST-1")
            .Text(0x0020000D, "UI", "1.2.5");
        damage?.Invoke(builder);
        builder
            .Words16(0x60020010, "US", 1)
            .Element(0x7FE00008, "OF", new byte[8])
            .Element(0x7FE00010, "OW", new byte[8])
            .Text(0x7FE10010, "LO", "BEHIND")
            .Text(0x7FE11001, "LO", "it");
        return [.. TestInstances.Meta(TestInstances.CTImageStorage, "1.2.3", Uids.ExplicitVRLittleEndian), .. builder.ToArray()];
    }
}
