using System.Collections;
using System.Collections.Specialized;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Datasets;

/// <summary>Elements by the names people write, private ones among them.</summary>
public sealed class ElementKeyTests
{
    private const string Creator = "ElementKeyTests (1)";
    private readonly DicomDataset dataset = new();

    public ElementKeyTests() => PrivateDictionary.Register(Creator, new(0x0029, 0x1005), "US", "1", "KeyTestCount");

    [Theory]
    [InlineData("PatientName", "(0010,0010)")]
    [InlineData(" patientname ", "(0010,0010)")]
    [InlineData("(0010,0010)", "(0010,0010)")]
    [InlineData("0010,0010", "(0010,0010)")]
    [InlineData("00100010", "(0010,0010)")]
    [InlineData("7fe00010", "(7FE0,0010)")]
    [InlineData("00291005", "(0029,1005)")]
    [InlineData("(0029,xx05:ElementKeyTests (1))", "(0029,xx05:ElementKeyTests (1))")]
    [InlineData("0029xx05:ElementKeyTests (1)", "(0029,xx05:ElementKeyTests (1))")]
    [InlineData("0029,1105:ElementKeyTests (1)", "(0029,xx05:ElementKeyTests (1))")]
    [InlineData("(0029,xx05):ACME: two ", "(0029,xx05:ACME: two)")]
    [InlineData("keytestcount:ElementKeyTests (1)", "(0029,xx05:ElementKeyTests (1))")]
    public void A_key_is_read_in_each_of_its_forms(string text, string expected)
    {
        Assert.Equal(expected, ElementKey.Parse(text).ToString());
        Assert.True(ElementKey.TryParse(text, out ElementKey? key));
        Assert.Equal(expected, ElementKey.Parse(key.ToString()).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("PatientNane")]
    [InlineData("(0010,001)")]
    [InlineData("(60xx,3000)")]
    [InlineData("KeyTestCount")]
    [InlineData("KeyTestCount:ACME")]
    [InlineData(":ACME")]
    [InlineData("KeyTestCount:")]
    [InlineData("0029xx05:")]
    [InlineData("0028xx05:ACME")]
    [InlineData("0007xx05:ACME")]
    [InlineData("0029,0F05:ACME")]
    [InlineData("xxxxxxxx:ACME")]
    public void What_is_no_key_is_told(string text)
    {
        Assert.Equal(DicomErrorId.UnknownTag, Assert.Throws<DicomException>(() => ElementKey.Parse(text)).ErrorId);
        Assert.False(ElementKey.TryParse(text, out _));
    }

    [Fact]
    public void A_slip_gets_a_suggestion() =>
        Assert.Contains("PatientName", Assert.Throws<DicomException>(() => ElementKey.Parse("PatientNane")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_private_element_is_found_in_the_block_of_its_creator()
    {
        ElementKey key = ElementKey.Parse($"KeyTestCount:{Creator}");
        dataset.SetValue(new DicomTag(0x0029, 0x0010), "OTHER");
        Assert.Null(key.FindTag(dataset));
        Assert.Null(key.Find(dataset));

        dataset.SetValues(new(0x0029, 0x0012), DicomVR.LO, Creator + " ");
        key.SetValue(dataset, 5);

        Assert.Equal(new DicomTag(0x0029, 0x1205), key.FindTag(dataset));
        Assert.Equal((ushort)5, key.Find(dataset)!.Value);
        Assert.Equal((DicomVR.US, "KeyTestCount", Creator), (key.Find(dataset)!.VR, key.Find(dataset)!.Keyword, key.Find(dataset)!.PrivateCreator));
        Assert.Equal($"(0029,xx05:{Creator})", key.Find(dataset)!.Path);
    }

    [Fact]
    public void A_creator_without_a_block_gets_the_next_free_one()
    {
        dataset.SetValues(new(0x0029, 0x0010), DicomVR.LO, "OTHER");
        dataset.SetValues(new(0x0029, 0x1101), DicomVR.LO, "of a creator that is missing");

        DicomTag tag = ElementKey.Parse($"0029xx05:{Creator}").SetValue(dataset, 5);

        Assert.Equal(new DicomTag(0x0029, 0x1205), tag);
        Assert.Equal(Creator, dataset.GetText(new(0x0029, 0x0012)));
    }

    [Fact]
    public void A_value_that_does_not_fit_leaves_no_creator()
    {
        Assert.Throws<ArgumentException>(() => ElementKey.Parse($"0029xx05:{Creator}").SetValue(dataset, "x"));
        Assert.Throws<DicomException>(() => ElementKey.Parse("0029xx05:ACME").SetValue(dataset, "x"));
        Assert.Empty(dataset.Elements);
    }

    [Fact]
    public void A_group_has_240_blocks_and_no_more()
    {
        for (int i = 0x10; i <= 0xFF; i++)
        {
            dataset.SetValues(new(0x0029, (ushort)i), DicomVR.LO, $"C{i}");
        }

        Assert.Throws<ArgumentException>(() => ElementKey.Parse("0029xx05:ACME").SetValue(dataset, "x", DicomVR.LO));
    }

    [Fact]
    public void A_dictionary_of_keys_makes_a_data_set()
    {
        dataset.SetValues(new Hashtable
        {
            ["PatientName"] = "Müller^A",
            ["SpecificCharacterSet"] = "ISO_IR 100",
            ["(0008,0060)"] = "CT",
            [$"KeyTestCount:{Creator}"] = 3,
            [Tags.PatientId] = "1",
            ["ReferencedSeriesSequence"] = new[]
            {
                new OrderedDictionary { ["SmallestImagePixelValue"] = 40000, ["PatientName"] = "Özil" },
            },
            ["PixelRepresentation"] = 0,
        });

        Assert.Equal("ISO_IR 100", dataset.GetValue(Tags.SpecificCharacterSet));
        Assert.Equal("Müller^A", dataset.GetValue(new(0x0010, 0x0010)));
        Assert.Equal(Creator, dataset.GetValue(new(0x0029, 0x0010)));
        DicomDataset item = dataset.GetItems(new(0x0008, 0x1115))[0];
        Assert.Equal(DicomVR.US, item[new(0x0028, 0x0106)]!.VR);
        Assert.Equal("Özil", item.GetValue(new(0x0010, 0x0010)));
        Assert.Null(item[Tags.SpecificCharacterSet]);
    }

    [Theory]
    [InlineData("PatientNane", "SECRET", DicomErrorId.UnknownTag, "PatientNane")]
    [InlineData("Rows", "SECRET", DicomErrorId.InvalidValue, "Rows")]
    [InlineData("00291005", "SECRET", DicomErrorId.UnknownTag, "(0029,1005)")]
    public void A_fault_in_an_item_is_told_with_its_path(string key, object value, DicomErrorId error, string name)
    {
        DicomException e = Assert.Throws<DicomException>(() => dataset.SetValues(new Hashtable
        {
            ["00081115"] = new object[] { new Hashtable(), new Hashtable { [key] = value } },
        }));

        Assert.Equal(error, e.ErrorId);
        Assert.StartsWith($"ReferencedSeriesSequence[1].{key}: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(name, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_keys_of_one_element_are_a_fault() =>
        Assert.Equal(
            DicomErrorId.InvalidValue,
            Assert.Throws<DicomException>(() => dataset.SetValues(new Hashtable { ["PatientName"] = "A", ["00100010"] = "B" })).ErrorId);
}
