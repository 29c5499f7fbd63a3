using System.Globalization;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Dictionary;

public class TagDictionaryTests
{
    [Fact]
    public void Every_row_of_the_table_is_known()
    {
        string[][] rows = [.. RepositoryFiles.Table("tags.tsv")];
        Assert.Equal(rows.Length, TagTable.Rows.Count((byte)'\n') + TagTable.RangeRows.Count((byte)'\n'));
        for (int i = 0; i < rows.Length; i++)
        {
            string[] row = rows[i];
            DicomTag tag = new(uint.Parse(row[0].Replace('x', row[0].StartsWith("1000", StringComparison.Ordinal) ? '7' : '2'), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            DicomTagEntry? entry = TagDictionary.Find(tag);
            Assert.NotNull(entry);
            Assert.Equal(new DicomTagEntry(tag, row[1], row[2], row[3], row[4], row[5] == "retired"), entry);

            if (row[3].Length > 0)
            {
                Assert.Equal(row[4], TagDictionary.FindKeyword(row[3])?.Name);
            }

            // In another case they are searched from the front: one row in twenty will do.
            if (row[3].Length > 0 && i % 20 == 0)
            {
                Assert.Equal(row[4], TagDictionary.FindKeyword(row[3].ToUpperInvariant())?.Name);
            }

            DicomVR vr = TagDictionary.VrOf(tag);
            Assert.True(row[1] == "NONE" ? vr == DicomVR.None : tag.IsGroupLength || row[1].Contains(vr.ToString(), StringComparison.Ordinal), row[0]);
        }
    }

    [Theory]
    [InlineData(0x00080005, DicomVR.CS)]
    [InlineData(0x00081140, DicomVR.SQ)]
    [InlineData(0x7FE00010, DicomVR.OW)]
    [InlineData(0x60023000, DicomVR.OW)]
    [InlineData(0x60FE0010, DicomVR.US)]
    [InlineData(0x50040005, DicomVR.US)]
    [InlineData(0x002031AB, DicomVR.CS)]
    [InlineData(0x00283006, DicomVR.OW)]
    [InlineData(0x00281200, DicomVR.OW)]
    [InlineData(0x00280106, DicomVR.US)]
    [InlineData(0x00090010, DicomVR.LO)]
    [InlineData(0x000900FF, DicomVR.LO)]
    [InlineData(0x00091001, DicomVR.UN)]
    [InlineData(0x60013000, DicomVR.UN)]
    [InlineData(0x00090000, DicomVR.UL)]
    [InlineData(0x12340000, DicomVR.UL)]
    [InlineData(0x00080004, DicomVR.UN)]
    [InlineData(0xFFFFFFFF, DicomVR.UN)]
    [InlineData(0xFFFEE000, DicomVR.None)]
    public void VRs_of_tags(uint tag, DicomVR vr) => Assert.Equal(vr, TagDictionary.VrOf(new DicomTag(tag)));

    [Fact]
    public void Pixel_representation_decides_between_US_and_SS()
    {
        DicomTag smallest = new(0x0028, 0x0106);
        Assert.Equal("US or SS", TagDictionary.Find(smallest)?.VR);
        Assert.Equal(DicomVR.SS, TagDictionary.VrOf(smallest, isSigned: true));
        Assert.Equal(DicomVR.US, TagDictionary.VrOf(Tags.PixelRepresentation, isSigned: true));
    }

    [Fact]
    public void Unknown_ones_are_not_found()
    {
        Assert.Null(TagDictionary.Find(new DicomTag(0x0009, 0x1001)));
        Assert.Null(TagDictionary.Find(new DicomTag(0xFFFF, 0xFFFF)));
        Assert.Null(TagDictionary.FindKeyword("NoSuchKeyword"));
        Assert.Null(TagDictionary.FindKeyword(""));
    }

    [Fact]
    public void All_are_listed_in_order()
    {
        Assert.Equal(5277, TagDictionary.All.Count);
        Assert.Equal(TagDictionary.All.OrderBy(entry => entry.Tag), TagDictionary.All);
        Assert.Equal(TagDictionary.All.Count, TagDictionary.All.Select(entry => entry.Pattern).Distinct().Count());
        Assert.All(TagDictionary.All, entry => Assert.Contains(entry, TagDictionary.FindAll(entry.Pattern)));
        DicomTagEntry overlay = Assert.Single(TagDictionary.All, entry => entry.Keyword == "OverlayData");
        Assert.Equal(("(60xx,3000)", new DicomTag(0x6000, 0x3000), "(60xx,3000) Overlay Data"), (overlay.Pattern, overlay.Tag, overlay.ToString()));
    }

    [Fact]
    public void Names_are_found()
    {
        Assert.Equal(Tags.SopClassUid, TagDictionary.FindName("sop class uid")?.Tag);
        Assert.Equal("(60xx,3000)", TagDictionary.FindName("Overlay Data")?.Pattern);
        Assert.Null(TagDictionary.FindName("No Such Name"));
        Assert.Null(TagDictionary.FindName(""));
        Assert.Equal(7, TagDictionary.FindAll("Retired-blank").Count);
    }

    [Theory]
    [InlineData("(0010,0020)", 0x00100020)]
    [InlineData("0010,0020", 0x00100020)]
    [InlineData("7fE00010", 0x7FE00010)]
    [InlineData(" ( 0010 , 0020 ) ", 0x00100020)]
    public void Tags_are_read(string text, uint value)
    {
        Assert.True(DicomTag.TryParse(text, out DicomTag tag));
        Assert.Equal(value, tag.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("()")]
    [InlineData("(0010,0020")]
    [InlineData("001,00020")]
    [InlineData("0010,00,20")]
    [InlineData("0010002")]
    [InlineData("(60xx,3000)")]
    [InlineData("+0100020")]
    [InlineData("PatientName")]
    public void Other_text_is_no_tag(string? text) => Assert.False(DicomTag.TryParse(text, out _));

    [Theory]
    [InlineData("PatientNam", "PatientName")]
    [InlineData("Patients Name", "PatientName")]
    [InlineData("StudyInstanceUId ID", "StudyInstanceUID")]
    public void Unknown_keywords_bring_suggestions(string text, string keyword)
    {
        DicomException error = Assert.Throws<DicomException>(() => TagDictionary.FindAll(text));
        Assert.Equal(DicomErrorId.UnknownTag, error.ErrorId);
        Assert.Contains(keyword, error.Message);
        Assert.Contains($"'{text}'", error.Message);
    }

    [Theory]
    [InlineData("(0008,0004)", "the tag (0008,0004).")]
    [InlineData("(61xx,3000)", "the tags (61xx,3000).")]
    [InlineData("", "''.")]
    public void Unknown_tags_are_told(string text, string says) =>
        Assert.EndsWith(says, Assert.Throws<DicomException>(() => TagDictionary.FindAll(text)).Message);

    [Fact]
    public void Tags_compare_and_print()
    {
        DicomTag tag = new(0x7FE0, 0x0010);
        Assert.Equal("(7FE0,0010)", tag.ToString());
        Assert.Equal(tag, new DicomTag(tag.Value));
        Assert.True(Tags.SopClassUid < tag && tag >= Tags.PixelData && tag.CompareTo(Tags.Item) < 0);
        Assert.True(new DicomTag(0x0009, 0x0010) is { IsPrivate: true, IsPrivateCreator: true, IsGroupLength: false });
    }

    [Fact]
    public void VRs_know_their_encoding()
    {
        DicomVR[] all = [.. Enum.GetValues<DicomVR>().Where(vr => vr != DicomVR.None)];
        Assert.Equal(34, all.Length);
        Assert.All(all, vr => Assert.True(vr.IsKnown()));
        Assert.False(DicomVR.None.IsKnown() || ((DicomVR)0x4141).IsKnown());
        string[] longOnes = [.. all.Where(vr => vr.HasLongLength()).Select(vr => vr.ToString()).Order()];
        Assert.Equal("OB OD OF OL OV OW SQ SV UC UN UR UT UV", string.Join(' ', longOnes));
        Assert.Equal([2, 4, 8, 1], new[] { DicomVR.AT, DicomVR.OF, DicomVR.OV, DicomVR.UN }.Select(vr => vr.SwapUnit()));
        Assert.Equal([(byte)' ', (byte)0, (byte)0], new[] { DicomVR.LO, DicomVR.UI, DicomVR.OB }.Select(vr => vr.PaddingByte()));
    }
}
