using System.Text;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Comparison;

/// <summary>What differs between two data sets, and what does not count as a difference.</summary>
public sealed class DatasetComparerTests
{
    private static readonly DicomTag PatientName = new(0x0010, 0x0010);
    private static readonly DicomTag PatientId = new(0x0010, 0x0020);

    [Fact]
    public void Every_kind_of_difference_is_told_in_the_order_of_the_tags()
    {
        DicomDataset reference = DicomJson.Parse("""
            {"00080016":{"vr":"UI","Value":["1.2"]},"00080018":{"vr":"UI","Value":["1.3"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"A^B"}]},
             "00100020":{"vr":"LO","Value":["1"]},"00101002":{"vr":"SQ","Value":[{},{}]},"00280010":{"vr":"US","Value":[1]},"00280030":{"vr":"DS","Value":[1,2]}}
            """);
        DicomDataset difference = DicomJson.Parse("""
            {"00080016":{"vr":"UI","Value":["1.2"]},"00080020":{"vr":"DA","Value":["20200101"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"C^D"}]},
             "00100020":{"vr":"SH","Value":["1"]},"00101002":{"vr":"SQ","Value":[{}]},"00280010":{"vr":"SS","Value":[-1]},"00280030":{"vr":"DS"}}
            """);

        DatasetDifference[] found = [.. DatasetComparer.Compare(reference, difference)];

        Assert.Equal(
            [
                "SOPInstanceUID: OnlyInReference", "StudyDate: OnlyInDifference", "PatientName: Value", "PatientID: VR",
                "OtherPatientIDsSequence: ItemCount", "Rows: VR", "Rows: Value", "PixelSpacing: Value",
            ],
            found.Select(one => one.ToString()));
        Assert.Equal(("1.3", null, DicomVR.UI, null), (found[0].Reference, found[0].Difference, found[0].ReferenceVR, found[0].DifferenceVR));
        Assert.Equal((null, "20200101", null, DicomVR.DA), (found[1].Reference, found[1].Difference, found[1].ReferenceVR, found[1].DifferenceVR));
        Assert.Equal(("A^B", "C^D", PatientName, "PatientName"), (found[2].Reference, found[2].Difference, found[2].Tag, found[2].Keyword));
        Assert.Equal((DicomVR.LO, DicomVR.SH), (found[3].ReferenceVR, found[3].DifferenceVR));
        Assert.Equal((2, 1), (found[4].Reference, found[4].Difference));
        Assert.Equal(((ushort)1, (short)-1), (found[6].Reference, found[6].Difference));
        Assert.Null(found[7].Difference);
    }

    [Fact]
    public void Elements_of_items_are_found_with_their_paths()
    {
        DicomDataset reference = DicomJson.Parse("""{"00081115":{"vr":"SQ","Value":[{},{"00081199":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["1.2"]}}]}}]}}""");
        DicomDataset difference = DicomJson.Parse("""{"00081115":{"vr":"SQ","Value":[{},{"00081199":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["1.3"]}}]}}]}}""");

        DatasetDifference found = Assert.Single(DatasetComparer.Compare(reference, difference));

        Assert.Equal("ReferencedSeriesSequence[1].ReferencedSOPSequence[0].ReferencedSOPInstanceUID", found.Path);
        Assert.Equal("ReferencedSOPInstanceUID", found.Keyword);
    }

    [Fact]
    public void Private_elements_are_told_by_their_creator_and_others_by_their_tag()
    {
        DicomDataset reference = DicomJson.Parse("""{"00090010":{"vr":"LO","Value":["ACME"]},"00091002":{"vr":"LO","Value":["1"]},"00091102":{"vr":"LO","Value":["1"]}}""");

        Assert.Equal(
            ["(0009,0010)", "(0009,xx02:ACME)", "(0009,1102)"],
            DatasetComparer.Compare(reference, new DicomDataset()).Select(one => one.Path));
    }

    [Theory]
    [InlineData(DicomVR.LO, "A", "A ")]
    [InlineData(DicomVR.LO, "A", " A  ")]
    [InlineData(DicomVR.LO, "", "  ")]
    [InlineData(DicomVR.UI, "1.2", "1.2\0")]
    [InlineData(DicomVR.CS, "A\\B", "A \\B ")]
    [InlineData(DicomVR.PN, "A^B", "A^B^^^==")]
    [InlineData(DicomVR.PN, "", "^^ ")]
    [InlineData(DicomVR.LT, "A", "A   ")]
    [InlineData(DicomVR.OB, "A", "A\0")]
    [InlineData(DicomVR.UN, "ABC", "ABC\0")]
    public void Padding_is_no_difference(DicomVR vr, string one, string other) => Assert.Empty(Compare(vr, one, other));

    [Theory]
    [InlineData(DicomVR.LO, "A", "A\\")]
    [InlineData(DicomVR.LO, "A", "a")]
    [InlineData(DicomVR.LT, "A", " A")]
    [InlineData(DicomVR.PN, "A^B", "A^B=C")]
    [InlineData(DicomVR.DS, "1", "1.0")]
    [InlineData(DicomVR.OB, "A", "A ")]
    [InlineData(DicomVR.OB, "AB", "AB\0\0")]
    [InlineData(DicomVR.UN, "", "\0\0")]
    public void Other_values_are_a_difference(DicomVR vr, string one, string other) =>
        Assert.Equal(DifferenceKind.Value, Assert.Single(Compare(vr, one, other)).Kind);

    [Theory]
    [InlineData("AB", false)]
    [InlineData("AC", true)]
    public void Unknown_and_known_VR_differ_and_their_bytes_are_compared(string other, bool isOther)
    {
        DicomDataset reference = Of(new DicomValueElement(PatientId, DicomVR.LO, "AB"u8.ToArray()));
        DicomDataset difference = Of(new DicomValueElement(PatientId, DicomVR.UN, Encoding.ASCII.GetBytes(other)));

        Assert.Equal(
            isOther ? [DifferenceKind.VR, DifferenceKind.Value] : [DifferenceKind.VR],
            DatasetComparer.Compare(reference, difference).Select(one => one.Kind));
    }

    [Fact]
    public void A_sequence_and_a_value_differ_in_their_VR_alone() => Assert.Equal(
        DifferenceKind.VR,
        Assert.Single(DatasetComparer.Compare(
            Of(new DicomSequence(PatientId, new DicomDataset())), Of(new DicomValueElement(PatientId, DicomVR.UN, new byte[2])))).Kind);

    [Fact]
    public void Text_in_another_character_set_is_the_same_text()
    {
        DicomDataset latin = DicomJson.Parse("""{"00080005":{"vr":"CS","Value":["ISO_IR 100"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"Müller^Jörg"}]}}""");
        DicomDataset utf8 = DicomJson.Parse("""{"00080005":{"vr":"CS","Value":["ISO_IR 192"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"Müller^Jörg"}]}}""");

        Assert.Equal("SpecificCharacterSet: Value", Assert.Single(DatasetComparer.Compare(latin, utf8)).ToString());
    }

    [Fact]
    public void Group_lengths_and_trailing_padding_do_not_count()
    {
        DicomDataset reference = Of(
            new DicomValueElement(new(0x0008, 0x0000), DicomVR.UL, new byte[4]), new DicomValueElement(new(0xFFFC, 0xFFFC), DicomVR.OB, new byte[8]));

        Assert.Empty(DatasetComparer.Compare(reference, new DicomDataset()));
    }

    [Theory]
    [InlineData("0102", "0304", false)]
    [InlineData("0102", "0305", true)]
    public void Fragments_are_compared_and_their_offset_table_is_not(string first, string second, bool isOther)
    {
        DicomDataset reference = Of(new DicomFragments(Tags.PixelData, DicomVR.OB, [new byte[8], new byte[] { 1, 2 }, new byte[] { 3, 4 }]));
        DicomDataset difference = Of(new DicomFragments(
            Tags.PixelData, DicomVR.OB, [ReadOnlyMemory<byte>.Empty, Convert.FromHexString(first), Convert.FromHexString(second)]));

        DatasetDifference[] found = [.. DatasetComparer.Compare(reference, difference)];

        Assert.Equal(isOther ? [DifferenceKind.Value] : [], found.Select(one => one.Kind));
        Assert.All(found, one => Assert.Equal("2 fragments, 4 bytes", one.Difference));
    }

    [Fact]
    public void Large_values_are_described_and_small_ones_given()
    {
        DicomDataset reference = Of(
            new DicomValueElement(new(0x0028, 0x3006), DicomVR.US, new byte[] { 1, 0, 2, 0 }),
            new DicomValueElement(new(0x0042, 0x0011), DicomVR.OB, new byte[256]),
            new DicomValueElement(Tags.PixelData, DicomVR.OW, new byte[258]));

        DatasetDifference[] found = [.. DatasetComparer.Compare(reference, new DicomDataset())];

        Assert.Equal(new ushort[] { 1, 2 }, found[0].Reference);
        Assert.Equal(256, Assert.IsType<byte[]>(found[1].Reference).Length);
        Assert.Equal("258 bytes", found[2].Reference);
    }

    [Fact]
    public void Equal_elements_are_told_when_asked_for()
    {
        DicomDataset dataset = DicomJson.Parse("""{"00100020":{"vr":"LO","Value":["1"]},"00101002":{"vr":"SQ","Value":[{"00100020":{"vr":"LO"}}]},"00321064":{"vr":"SQ"}}""");

        DatasetDifference[] found = [.. DatasetComparer.Compare(dataset, dataset, new DatasetComparisonOptions { IncludeEqual = true })];

        Assert.Equal(
            ["PatientID: Equal", "OtherPatientIDsSequence[0].PatientID: Equal", "RequestedProcedureCodeSequence: Equal"],
            found.Select(one => one.ToString()));
    }

    [Fact]
    public void What_is_excluded_is_passed_over_with_what_is_in_it()
    {
        DicomDataset reference = DicomJson.Parse("""{"00100020":{"vr":"LO","Value":["1"]},"00101002":{"vr":"SQ","Value":[{"00100021":{"vr":"LO"}}]}}""");
        List<string> asked = [];
        DatasetComparisonOptions options = new() { Exclude = (element, path) => { asked.Add(path); return element.VR == DicomVR.SQ; } };

        Assert.Equal(["PatientID"], DatasetComparer.Compare(reference, new DicomDataset(), options).Select(one => one.Path));
        Assert.Equal(["PatientID", "OtherPatientIDsSequence"], asked);
    }

    [Fact]
    public void What_is_included_is_found_in_items_too_even_in_those_of_one_data_set_alone()
    {
        DicomDataset reference = DicomJson.Parse("""
            {"00100020":{"vr":"LO","Value":["1"]},"00100021":{"vr":"LO","Value":["H"]},
             "00101002":{"vr":"SQ","Value":[{"00100020":{"vr":"LO","Value":["2"]}},{"00100020":{"vr":"LO","Value":["3"]}}]}}
            """);
        DicomDataset oneItem = DicomJson.Parse("""{"00101002":{"vr":"SQ","Value":[{"00100020":{"vr":"LO","Value":["2"]},"00100021":{"vr":"LO","Value":["H"]}}]}}""");
        DatasetComparisonOptions ids = new() { Include = (element, _) => element.Tag == PatientId };
        DatasetComparisonOptions sequences = new() { Include = (element, _) => element.VR == DicomVR.SQ };

        Assert.Equal(["PatientID", "OtherPatientIDsSequence[1].PatientID"], DatasetComparer.Compare(reference, oneItem, ids).Select(one => one.Path));
        Assert.Equal(
            ["OtherPatientIDsSequence[0].PatientID", "OtherPatientIDsSequence[1].PatientID", "PatientID"],
            DatasetComparer.Compare(new DicomDataset(), reference, ids).Select(one => one.Path).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["OtherPatientIDsSequence: ItemCount", "OtherPatientIDsSequence[0].IssuerOfPatientID: OnlyInDifference"],
            DatasetComparer.Compare(reference, oneItem, sequences).Select(one => one.ToString()));
    }

    [Fact]
    public void The_data_sets_may_change_while_differences_are_taken()
    {
        DicomDataset reference = DicomJson.Parse("""{"00100020":{"vr":"LO","Value":["1"]},"00100021":{"vr":"LO","Value":["H"]}}""");

        foreach (DatasetDifference found in DatasetComparer.Compare(reference, new DicomDataset()))
        {
            Assert.True(reference.Remove(found.Tag));
        }

        Assert.Empty(reference.Elements);
    }

    [Fact]
    public void Items_are_compared_however_deep() =>
        Assert.Equal(64, Assert.Single(DatasetComparer.Compare(Nested(64, "1"), Nested(64, "2"))).Path.Count(c => c == '['));

    private static DicomDataset Nested(int depth, string value)
    {
        DicomDataset dataset = Of(new DicomValueElement(PatientId, DicomVR.LO, Encoding.ASCII.GetBytes(value)));
        for (int i = 0; i < depth; i++)
        {
            dataset = Of(new DicomSequence(new(0x0040, 0xA730), dataset));
        }

        return dataset;
    }

    private static DicomDataset Of(params DicomElement[] elements)
    {
        DicomDataset dataset = new();
        foreach (DicomElement element in elements)
        {
            dataset.Set(element);
        }

        return dataset;
    }

    private static List<DatasetDifference> Compare(DicomVR vr, string one, string other)
    {
        DicomElement Element(string text) => new DicomValueElement(PatientName, vr, Encoding.ASCII.GetBytes(text));
        return [.. DatasetComparer.Compare(Of(Element(one)), Of(Element(other)))];
    }
}
