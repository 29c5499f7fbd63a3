using System.Text;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Json;

/// <summary>Values by URI, bytes inline, and encapsulated pixel data.</summary>
public sealed class JsonBulkDataTests
{
    private const string Uri = "http://host/bulk/1";

    [Fact]
    public void What_is_chosen_goes_by_URI_and_comes_from_it()
    {
        DicomDataset dataset = DicomJson.Parse("""{"00081030":{"vr":"LO","Value":["x"]},"00091001":{"vr":"OB"},"7FE00010":{"vr":"OW","InlineBinary":"AAECAw=="}}""");
        List<DicomTag> asked = [];

        string json = DicomJson.ToJson(dataset, new DicomJsonOptions { BulkDataUri = element => { asked.Add(element.Tag); return Uri; } });

        Assert.Equal([Tags.PixelData], asked);
        Assert.EndsWith($$$""","7FE00010":{"vr":"OW","BulkDataURI":"{{{Uri}}}"}}""", json, StringComparison.Ordinal);
        DicomDataset again = DicomJson.Parse(json, new DicomJsonOptions
        {
            ReadBulkData = (tag, vr, uri) => uri == Uri ? new DicomValueElement(tag, vr, new byte[] { 0, 1, 2, 3 }) : null,
        });
        DatasetAssert.Equal(dataset, again);
        Assert.Null(DicomJson.Parse(json, new DicomJsonOptions { ReadBulkData = (_, _, _) => null })[Tags.PixelData]);
    }

    [Fact]
    public void Without_a_way_to_read_it_the_error_names_tag_and_URI()
    {
        DicomException error = Assert.Throws<DicomException>(() => DicomJson.Parse($$$"""{"7FE00010":{"vr":"OW","BulkDataURI":"{{{Uri}}}"}}"""));

        Assert.Contains("(7FE0,0010)", error.Message, StringComparison.Ordinal);
        Assert.Contains(Uri, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bulk_data_of_another_tag_are_refused() =>
        Assert.Throws<DicomException>(() => DicomJson.Parse(
            $$$"""{"7FE00010":{"vr":"OW","BulkDataURI":"{{{Uri}}}"}}""",
            new DicomJsonOptions { ReadBulkData = (_, _, _) => new DicomSequence(new(0x0009, 0x1001)) }));

    [Fact]
    public void Encapsulated_pixel_data_stand_inline_as_their_items()
    {
        DicomDataset dataset = new();
        dataset.Set(new DicomFragments(Tags.PixelData, DicomVR.OB, [new byte[4], new byte[] { 1, 2 }, new byte[] { 3, 4, 5, 6 }]));

        string json = DicomJson.ToJson(dataset);

        byte[] field = Convert.FromHexString("FEFF00E00400000000000000" + "FEFF00E0020000000102" + "FEFF00E00400000003040506" + "FEFFDDE000000000");
        Assert.Equal($$$"""{"7FE00010":{"vr":"OB","InlineBinary":"{{{Convert.ToBase64String(field)}}}"}}""", json);
        DatasetAssert.Equal(dataset, DicomJson.Parse(json));
    }

    [Theory]
    [InlineData("FEFF00E004000000")]
    [InlineData("FEFF00E000000000")]
    [InlineData("FEFF00E000000000FEFFDDE0000000000000")]
    [InlineData("FEFFDDE000000000")]
    [InlineData("FEFF00E0FFFFFFFFFEFFDDE000000000")]
    public void Bytes_that_are_no_items_to_the_end_are_plain_pixel_data(string hex)
    {
        DicomDataset dataset = DicomJson.Parse($$$"""{"7FE00010":{"vr":"OB","InlineBinary":"{{{Convert.ToBase64String(Convert.FromHexString(hex))}}}"}}""");

        Assert.Equal(hex, Convert.ToHexString(Assert.IsType<DicomValueElement>(dataset[Tags.PixelData]).GetBytes().Span));
    }

    [Fact]
    public void Bytes_come_padded_and_numbers_may_stand_inline()
    {
        DicomDataset dataset = DicomJson.Parse("""{"00091001":{"vr":"OB","InlineBinary":"AQ=="},"00283006":{"vr":"US","InlineBinary":"AQACAA=="}}""");

        Assert.Equal([1, 0], Assert.IsType<DicomValueElement>(dataset[new(0x0009, 0x1001)]).GetBytes().ToArray());
        Assert.Equal([(ushort)1, (ushort)2], Assert.IsType<DicomValueElement>(dataset[new(0x0028, 0x3006)]).GetValues());
    }

    [Fact]
    public void Bytes_of_bulk_data_become_what_the_same_bytes_inline_become()
    {
        byte[] items = Convert.FromHexString("FEFF00E000000000FEFF00E0020000000102FEFFDDE000000000");

        Assert.Equal(1, Assert.IsType<DicomFragments>(DicomJson.ReadValueField(Tags.PixelData, DicomVR.OB, items)).Count);
        Assert.Equal(26, Assert.IsType<DicomValueElement>(DicomJson.ReadValueField(new(0x0009, 0x1001), DicomVR.OB, items)).Length);
        Assert.Equal("A ", Encoding.ASCII.GetString(
            Assert.IsType<DicomValueElement>(DicomJson.ReadValueField(new(0x0040, 0xA160), DicomVR.UT, "A"u8.ToArray())).GetBytes().Span));
        Assert.Throws<ArgumentException>(() => DicomJson.ReadValueField(new(0x0009, 0x1001), DicomVR.SQ, items));
    }
}
