using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Json;

/// <summary>Values of every VR, from JSON and to it.</summary>
public sealed class JsonValueTests
{
    public static TheoryData<string, string> Values => new()
    {
        { "AE", """{"vr":"AE","Value":["STORE","A B"]}""" },
        { "AS", """{"vr":"AS","Value":["018M"]}""" },
        { "AT", """{"vr":"AT","Value":["00100010","7FE00010"]}""" },
        { "CS", """{"vr":"CS","Value":["A",null,"C"]}""" },
        { "DA", """{"vr":"DA","Value":["20200229"]}""" },
        { "DS", """{"vr":"DS","Value":[1,-0.5,"1.50","+1","1e5",0.123456789012345]}""" },
        { "DT", """{"vr":"DT","Value":["20200229120000.5+0100"]}""" },
        { "FD", """{"vr":"FD","Value":[0,-0,1.5,5E-324,1.7976931348623157E+308,"NaN","Infinity","-Infinity"]}""" },
        { "FL", """{"vr":"FL","Value":[0.1,-0,3.4028235E+38,"NaN","Infinity","-Infinity"]}""" },
        { "IS", """{"vr":"IS","Value":[4,-2147483648,"007","+1",null,"-0"]}""" },
        { "LO", """{"vr":"LO","Value":["Hospital \"A\"","ß",null]}""" },
        { "LT", """{"vr":"LT","Value":["one \\ value\r\nin lines"]}""" },
        { "OB", """{"vr":"OB","InlineBinary":"AAECAw=="}""" },
        { "OD", """{"vr":"OD","InlineBinary":"AAECAwQFBgc="}""" },
        { "OF", """{"vr":"OF","InlineBinary":"AAECAw=="}""" },
        { "OL", """{"vr":"OL","InlineBinary":"AAECAw=="}""" },
        { "OV", """{"vr":"OV","InlineBinary":"AAECAwQFBgc="}""" },
        { "OW", """{"vr":"OW","InlineBinary":"+/7/AA=="}""" },
        { "PN", """{"vr":"PN","Value":[{"Alphabetic":"Yamada^Tarou","Ideographic":"山田^太郎","Phonetic":"やまだ^たろう"},null,{"Phonetic":"x"}]}""" },
        { "SH", """{"vr":"SH","Value":["1","2"]}""" },
        { "SL", """{"vr":"SL","Value":[-2147483648,2147483647]}""" },
        { "SQ", """{"vr":"SQ","Value":[{},{"00080060":{"vr":"CS","Value":["CT"]}}]}""" },
        { "SS", """{"vr":"SS","Value":[-32768,32767]}""" },
        { "ST", """{"vr":"ST","Value":["a\\b"]}""" },
        { "SV", """{"vr":"SV","Value":[-9007199254740991,"-9007199254740992","9223372036854775807","-9223372036854775808"]}""" },
        { "TM", """{"vr":"TM","Value":["235959.999999"]}""" },
        { "UC", """{"vr":"UC","Value":["long","longer"]}""" },
        { "UI", """{"vr":"UI","Value":["1.2.3","1.2.840.10008.1.2"]}""" },
        { "UL", """{"vr":"UL","Value":[0,4294967295]}""" },
        { "UN", """{"vr":"UN","InlineBinary":"AAECAw=="}""" },
        { "UR", """{"vr":"UR","Value":["http://host/a?b=c&d=e"]}""" },
        { "US", """{"vr":"US","Value":[0,65535]}""" },
        { "UT", """{"vr":"UT","Value":["no \\ delimiter"]}""" },
        { "UV", """{"vr":"UV","Value":[9007199254740991,"9007199254740992","18446744073709551615"]}""" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_comes_out_as_it_went_in(string vr, string attribute)
    {
        Assert.Contains(vr, attribute, StringComparison.Ordinal);
        string json = "{\"00091001\":" + attribute + "}";
        DicomDataset dataset = DicomJson.Parse(json);

        string written = DicomJson.ToJson(dataset);
        DicomDataset again = DicomJson.Parse(written);

        string expected = IsAscii(json) ? json : """{"00080005":{"vr":"CS","Value":["ISO_IR 192"]},""" + json[1..];
        Assert.Equal(expected, written);
        DatasetAssert.Equal(dataset, again);
        Assert.True(dataset.Elements.All(element => element is not DicomValueElement { Length: var length } || length % 2 == 0));
    }

    [Fact]
    public void Every_VR_is_tried() =>
        Assert.Equal(Enum.GetNames<DicomVR>().Where(name => name != "None").Order(), Values.Select(row => row.Data.Item1).Order());

    [Theory]
    [MemberData(nameof(Values))]
    public void An_empty_value_has_a_VR_alone(string vr, string attribute)
    {
        Assert.NotEmpty(attribute);
        string json = $$$"""{"00091001":{"vr":"{{{vr}}}"}}""";

        Assert.Equal(json, DicomJson.ToJson(DicomJson.Parse(json)));
    }

    [Theory]
    [InlineData(DicomVR.US, "01000200", "[1,2]")]
    [InlineData(DicomVR.SS, "FFFF", "[-1]")]
    [InlineData(DicomVR.UV, "FFFFFFFFFFFF1F00", "[9007199254740991]")]
    [InlineData(DicomVR.AT, "10002000", "[\"00100020\"]")]
    [InlineData(DicomVR.FL, "0000C03F", "[1.5]")]
    [InlineData(DicomVR.DS, "312E3530", "[\"1.50\"]")]
    [InlineData(DicomVR.DS, "20312E35", "[1.5]")]
    [InlineData(DicomVR.PN, "413D3D423D43", "[{\"Alphabetic\":\"A\",\"Phonetic\":\"B=C\"}]")]
    [InlineData(DicomVR.CS, "5C5C", "[null,null,null]")]
    public void Bytes_become_the_values_they_are(DicomVR vr, string hex, string expected)
    {
        DicomDataset dataset = new();
        dataset.Set(new DicomValueElement(new(0x0009, 0x1001), vr, Convert.FromHexString(hex)));

        string json = DicomJson.ToJson(dataset);

        Assert.Equal($$$$"""{"00091001":{"vr":"{{{{vr}}}}","Value":{{{{expected}}}}}}""", json);
        DatasetAssert.Equal(dataset, DicomJson.Parse(json));
    }

    [Theory]
    [InlineData(DicomVR.PN, "3D3D")]
    [InlineData(DicomVR.CS, "2020")]
    public void A_value_of_padding_is_empty(DicomVR vr, string hex)
    {
        DicomDataset dataset = new();
        dataset.Set(new DicomValueElement(new(0x0009, 0x1001), vr, Convert.FromHexString(hex)));

        Assert.Equal($$$"""{"00091001":{"vr":"{{{vr}}}"}}""", DicomJson.ToJson(dataset));
    }

    [Fact]
    public void Keys_ascend_and_group_lengths_are_left_out()
    {
        DicomDataset dataset = DicomJson.Parse(
            """{"00100020":{"vr":"LO"},"00080000":{"vr":"UL","Value":[4]},"0008103e":{"vr":"LO"}}""");
        dataset.Set(new DicomValueElement(new(0x0010, 0x0000), DicomVR.UL, new byte[4]));

        Assert.Equal("""{"0008103E":{"vr":"LO"},"00100020":{"vr":"LO"}}""", DicomJson.ToJson(dataset));
    }

    [Fact]
    public void Sequences_nest_to_the_depth_that_data_sets_have()
    {
        string json = Nested(64);

        Assert.Equal(json, DicomJson.ToJson(DicomJson.Parse(json)));
        DicomException error = Assert.Throws<DicomException>(() => DicomJson.Parse(Nested(65)));
        Assert.Contains("64 deep", error.Message, StringComparison.Ordinal);
        Assert.Throws<DicomException>(() => DicomJson.Parse(Nested(100_000)));
    }

    [Fact]
    public void Streams_and_bytes_hold_the_same_as_text()
    {
        DicomDataset dataset = DicomJson.Parse("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":"Ä"}]}}""");
        using MemoryStream stream = new();
        stream.Write([0xEF, 0xBB, 0xBF]);
        DicomJson.Write(dataset, stream, new DicomJsonOptions { WriteIndented = true });

        DatasetAssert.Equal(dataset, DicomJson.Parse(stream.ToArray()));
        stream.Position = 0;
        DatasetAssert.Equal(dataset, DicomJson.Parse(stream));
        Assert.Contains((byte)'\n', stream.ToArray());
    }

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("""{"00091001":{"vr":"SQ","Value":[""", depth)) + "{}" + string.Concat(Enumerable.Repeat("]}}", depth));

    private static bool IsAscii(string text) => text.All(char.IsAscii);
}
