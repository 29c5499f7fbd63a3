using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data;

public class DataSetReaderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tokens_come_in_order_with_their_depth(bool defined)
    {
        byte[] data = new DataSetBuilder()
            .Text(0x00080060, "CS", "CT")
            .Sequence(0x00081140, defined, item => item.Sequence(0x0040A170, defined, inner => inner.Text(0x00080100, "SH", "1")), _ => { })
            .Sequence(0x00081199, defined)
            .Fragments([], [1, 2])
            .ToArray();
        string[] tokens =
        [
            "Element (0008,0060) 0", "SequenceStart (0008,1140) 0", "ItemStart (FFFE,E000) 1", "SequenceStart (0040,A170) 1",
            "ItemStart (FFFE,E000) 2", "Element (0008,0100) 2", "ItemEnd (FFFE,E000) 2", "SequenceEnd (0040,A170) 1", "ItemEnd (FFFE,E000) 1",
            "ItemStart (FFFE,E000) 1", "ItemEnd (FFFE,E000) 1", "SequenceEnd (0008,1140) 0", "SequenceStart (0008,1199) 0", "SequenceEnd (0008,1199) 0",
            "FragmentsStart (7FE0,0010) 0", "Fragment (FFFE,E000) 0", "Fragment (FFFE,E000) 0", "FragmentsEnd (7FE0,0010) 0",
        ];
        Assert.Equal(tokens, Tokens(new MemoryStream(data)));
        Assert.Equal(tokens, Tokens(new TrickleStream(data)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Skipping_passes_over_all_that_is_inside(bool defined)
    {
        byte[] data = new DataSetBuilder()
            .Sequence(0x00081140, defined, item => item.Sequence(0x0040A170, !defined, inner => inner.Text(0x00080100, "SH", "1")), _ => { })
            .Text(0x00100020, "LO", "X")
            .Fragments([], [1, 2])
            .Text(0xFFFCFFFC, "OB", "")
            .ToArray();
        foreach (Stream stream in new Stream[] { new MemoryStream(data), new TrickleStream(data) })
        {
            using DataSetReader reader = new(stream, TransferSyntax.ExplicitVRLittleEndian);
            List<string> tokens = [];
            while (reader.Read())
            {
                reader.Skip();
                tokens.Add($"{reader.Token} {reader.Tag}");
            }

            Assert.Equal(["SequenceEnd (0008,1140)", "Element (0010,0020)", "FragmentsEnd (7FE0,0010)", "Element (FFFC,FFFC)"], tokens);
        }
    }

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    public void Strings_are_read_from_the_top_level_alone(string syntax)
    {
        byte[] data = TestInstances.Encode(syntax, builder => SampleDataSet.Write(builder, defined: true));
        using DataSetReader reader = new(new MemoryStream(data), TransferSyntax.Find(syntax)!);
        IReadOnlyDictionary<DicomTag, string> strings = reader.ReadStrings(
            [Tags.SeriesInstanceUid, Tags.SopInstanceUid, new DicomTag(0x0008, 0x1150), new DicomTag(0x0008, 0x0119), new DicomTag(0x0010, 0x0010)]);
        Assert.Equal(4, strings.Count);
        Assert.Equal("1.2.3.4.5", strings[Tags.SopInstanceUid]);
        Assert.Equal("1.2.3.4.1", strings[Tags.SeriesInstanceUid]);
        Assert.Equal("Müller^Jürgen", strings[new DicomTag(0x0010, 0x0010)]);
        Assert.Equal(1024, strings[new DicomTag(0x0008, 0x0119)].Length);
    }

    [Fact]
    public void UTF8_is_decoded()
    {
        byte[] data = new DataSetBuilder()
            .Text(0x00080005, "CS", "ISO_IR 192")
            .Element(0x00100010, "PN", "山田^太郎 "u8.ToArray())
            .ToArray();
        using DataSetReader reader = new(new MemoryStream(data), TransferSyntax.ExplicitVRLittleEndian);
        DicomTag name = new(0x0010, 0x0010);
        Assert.Equal("山田^太郎", reader.ReadStrings([name])[name]);
    }

    [Fact]
    public void Errors_tell_the_place()
    {
        byte[] data = new DataSetBuilder().Text(0x00080060, "CS", "CT").Header(0x00080070, "LO", 200).Raw(1, 2).ToArray();
        DicomException error = Assert.Throws<DicomException>(() => Tokens(new MemoryStream(data)));
        Assert.Equal(DicomErrorId.NotDicom, error.ErrorId);
        Assert.Contains("byte 10", error.Message);
        Assert.Contains("(0008,0070)", error.Message);
        Assert.Contains("200", error.Message);
    }

    public static TheoryData<string, byte[]> Damaged() => new()
    {
        { "hostile length", new DataSetBuilder().Header(0x7FE00010, "OW", 0xFFFFFFF0).Raw(1, 2).ToArray() },
        { "hostile sequence", new DataSetBuilder().Header(0x00081140, "SQ", 0xFFFFFFF0).Raw(1, 2).ToArray() },
        { "hostile item", new DataSetBuilder().Header(0x00081140, "SQ", 8).ItemHeader(0xFFFEE000, 0xFFFFFFF0).ToArray() },
        { "item beyond its sequence", new DataSetBuilder().Header(0x00081140, "SQ", 8).ItemHeader(0xFFFEE000, 10).Text(0x00080060, "CS", "CT").ToArray() },
        { "hostile fragment", new DataSetBuilder().Header(0x7FE00010, "OB", DataSetBuilder.Undefined).ItemHeader(0xFFFEE000, 0xFFFFFFF0).ToArray() },
        { "fragment of undefined length", new DataSetBuilder().Header(0x7FE00010, "OB", DataSetBuilder.Undefined).ItemHeader(0xFFFEE000, 0xFFFFFFFF).ToArray() },
        { "undefined length of text", new DataSetBuilder().Header(0x00080119, "UC", DataSetBuilder.Undefined).ToArray() },
        { "element in a sequence", new DataSetBuilder().Header(0x00081140, "SQ", DataSetBuilder.Undefined).Text(0x00080060, "CS", "CT").ToArray() },
        { "sequence without its end", new DataSetBuilder().Header(0x00081140, "SQ", DataSetBuilder.Undefined).Item(true, _ => { }).ToArray() },
        { "delimiter at the top", new DataSetBuilder().ItemHeader(0xFFFEE0DD, 0).ToArray() },
        { "item at the top", new DataSetBuilder().ItemHeader(0xFFFEE000, 0).ToArray() },
        { "wrong delimiter", new DataSetBuilder().Header(0x00081140, "SQ", DataSetBuilder.Undefined).ItemHeader(0xFFFEE000, DataSetBuilder.Undefined).ItemHeader(0xFFFEE0DD, 0).ToArray() },
        { "no VR", new DataSetBuilder().Header(0x00080060, "??", 2).Raw(1, 2).ToArray() },
        { "half a header", [8, 0, 0x60] },
        { "too deep", Deep(65) },
        { "far too deep", Deep(100_000) },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damage_is_one_clean_error_and_takes_no_memory(string what, byte[] data)
    {
        foreach (Func<Stream> open in new Func<Stream>[] { () => new MemoryStream(data), () => new TrickleStream(data) })
        {
            using Stream stream = open();
            long before = GC.GetAllocatedBytesForCurrentThread();
            DicomException error = Assert.Throws<DicomException>(() =>
            {
                using DataSetReader reader = new(stream, TransferSyntax.ExplicitVRLittleEndian);
                byte[] value = new byte[1000];
                while (reader.Read())
                {
                    while (reader.ReadValue(value) > 0)
                    {
                    }
                }
            });
            Assert.Equal(DicomErrorId.NotDicom, error.ErrorId);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20, what);
        }
    }

    [Fact]
    public void The_deepest_nesting_is_read()
    {
        Assert.Equal(64, Tokens(new MemoryStream(Deep(64))).Count(token => token.StartsWith("ItemStart", StringComparison.Ordinal)));
    }

    [Fact]
    public void VRs_of_a_later_edition_are_read_as_UN()
    {
        byte[] data = new DataSetBuilder().Header(0x00091001, "ZZ", 0).Raw(2, 0, 0, 0, 1, 2).Text(0x00091002, "CS", "CT").ToArray();
        using DataSetReader reader = new(new MemoryStream(data), TransferSyntax.ExplicitVRLittleEndian);
        Assert.True(reader.Read());
        Assert.Equal((DicomVR.UN, 2u), (reader.VR, reader.Length));
        Assert.True(reader.Read());
        Assert.Equal(DicomVR.CS, reader.VR);
    }

    [Fact]
    public void Spoilt_deflated_data_are_an_error()
    {
        using DataSetReader reader = new(new MemoryStream([0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), TransferSyntax.DeflatedExplicitVRLittleEndian);
        Assert.Equal(DicomErrorId.NotDicom, Assert.Throws<DicomException>(() => reader.Read()).ErrorId);
    }

    private static byte[] Deep(int levels)
    {
        DataSetBuilder builder = new();
        for (int i = 0; i < levels; i++)
        {
            builder.Header(0x00081140, "SQ", DataSetBuilder.Undefined).ItemHeader(0xFFFEE000, DataSetBuilder.Undefined);
        }

        for (int i = 0; i < levels; i++)
        {
            builder.ItemHeader(0xFFFEE00D, 0).ItemHeader(0xFFFEE0DD, 0);
        }

        return builder.ToArray();
    }

    private static List<string> Tokens(Stream stream)
    {
        using DataSetReader reader = new(stream, TransferSyntax.ExplicitVRLittleEndian);
        List<string> tokens = [];
        while (reader.Read())
        {
            tokens.Add($"{reader.Token} {reader.Tag} {reader.Depth}");
        }

        return tokens;
    }
}
