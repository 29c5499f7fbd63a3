using System.Text.Json.Nodes;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Json;

/// <summary>
/// The example of PS3.18 section F.4, in and out. It is the published one, which departs from the rules around it: the VR
/// of two dates, and the bytes in an array of one, where section F.2.7 has a string.
/// </summary>
public sealed class JsonExampleTests
{
    private const string Example = """
        [
          {
            "00080005": { "vr": "CS", "Value": [ "ISO_IR 192" ] },
            "00080020": { "vr": "DT", "Value": [ "20130409" ] },
            "00080030": { "vr": "TM", "Value": [ "131600.0000" ] },
            "00080050": { "vr": "SH", "Value": [ "11235813" ] },
            "00080056": { "vr": "CS", "Value": [ "ONLINE" ] },
            "00080061": { "vr": "CS", "Value": [ "CT", "PET" ] },
            "00080090": { "vr": "PN", "Value": [ { "Alphabetic": "^Bob^^Dr." } ] },
            "00081190": { "vr": "UR", "Value": [ "http://wado.nema.org/studies/1.2.392.200036.9116.2.2.2.1762893313.1029997326.945873" ] },
            "00090010": { "vr": "LO", "Value": [ "Vendor A" ] },
            "00091002": { "vr": "UN", "InlineBinary": [ "z0x9c8v7" ] },
            "00100010": { "vr": "PN", "Value": [ { "Alphabetic": "Wang^XiaoDong", "Ideographic": "王^小東" } ] },
            "00100020": { "vr": "LO", "Value": [ "12345" ] },
            "00100021": { "vr": "LO", "Value": [ "Hospital A" ] },
            "00100030": { "vr": "DT", "Value": [ "19670701" ] },
            "00100040": { "vr": "CS", "Value": [ "M" ] },
            "00101002": { "vr": "SQ", "Value": [
              { "00100020": { "vr": "LO", "Value": [ "54321" ] }, "00100021": { "vr": "LO", "Value": [ "Hospital B" ] } },
              { "00100020": { "vr": "LO", "Value": [ "24680" ] }, "00100021": { "vr": "LO", "Value": [ "Hospital C" ] } }
            ] },
            "0020000D": { "vr": "UI", "Value": [ "1.2.392.200036.9116.2.2.2.1762893313.1029997326.945873" ] },
            "00200010": { "vr": "SH", "Value": [ "11235813" ] },
            "00201206": { "vr": "IS", "Value": [ 4 ] },
            "00201208": { "vr": "IS", "Value": [ 942 ] }
          },
          {
            "00080005": { "vr": "CS", "Value": [ "ISO_IR 192" ] },
            "00080020": { "vr": "DT", "Value": [ "20130309" ] },
            "00080030": { "vr": "TM", "Value": [ "111900.0000" ] },
            "00080050": { "vr": "SH", "Value": [ "11235821" ] },
            "00080056": { "vr": "CS", "Value": [ "ONLINE" ] },
            "00080061": { "vr": "CS", "Value": [ "CT", "PET" ] },
            "00080090": { "vr": "PN", "Value": [ { "Alphabetic": "^Bob^^Dr." } ] },
            "00081190": { "vr": "UR", "Value": [ "http://wado.nema.org/studies/1.2.392.200036.9116.2.2.2.2162893313.1029997326.945876" ] },
            "00090010": { "vr": "LO", "Value": [ "Vendor A" ] },
            "00091002": { "vr": "UN", "InlineBinary": [ "z0x9c8v7" ] },
            "00100010": { "vr": "PN", "Value": [ { "Alphabetic": "Wang^XiaoDong", "Ideographic": "王^小東" } ] },
            "00100020": { "vr": "LO", "Value": [ "12345" ] },
            "00100021": { "vr": "LO", "Value": [ "Hospital A" ] },
            "00100030": { "vr": "DT", "Value": [ "19670701" ] },
            "00100040": { "vr": "CS", "Value": [ "M" ] },
            "00101002": { "vr": "SQ", "Value": [
              { "00100020": { "vr": "LO", "Value": [ "54321" ] }, "00100021": { "vr": "LO", "Value": [ "Hospital B" ] } },
              { "00100020": { "vr": "LO", "Value": [ "24680" ] }, "00100021": { "vr": "LO", "Value": [ "Hospital C" ] } }
            ] },
            "0020000D": { "vr": "UI", "Value": [ "1.2.392.200036.9116.2.2.2.2162893313.1029997326.945876" ] },
            "00200010": { "vr": "SH", "Value": [ "11235821" ] },
            "00201206": { "vr": "IS", "Value": [ 5 ] },
            "00201208": { "vr": "IS", "Value": [ 1123 ] }
          }
        ]
        """;

    [Fact]
    public void The_example_reads_to_its_values()
    {
        IReadOnlyList<DicomDataset> studies = DicomJson.ParseAll(Example);

        Assert.Equal(2, studies.Count);
        DicomDataset study = studies[0];
        Assert.Equal(20, study.Elements.Count);
        Assert.Equal("Wang^XiaoDong=王^小東", study.GetText(new(0x0010, 0x0010)));
        Assert.Equal("^Bob^^Dr.", study.GetText(new(0x0008, 0x0090)));
        Assert.Equal("942", study.GetText(new(0x0020, 0x1208)));
        Assert.Equal(["CT", "PET"], Assert.IsType<DicomValueElement>(study[new(0x0008, 0x0061)]).GetTexts());
        Assert.Equal(["Hospital B", "Hospital C"], study.GetItems(new(0x0010, 0x1002)).Select(item => item.GetText(new(0x0010, 0x0021))));
        DicomValueElement bytes = Assert.IsType<DicomValueElement>(study[new(0x0009, 0x1002)]);
        Assert.Equal(DicomVR.UN, bytes.VR);
        Assert.Equal([0xCF, 0x4C, 0x7D, 0x73, 0xCB, 0xFB], bytes.GetBytes().ToArray());
        Assert.Equal(DicomVR.DT, study[new(0x0008, 0x0020)]!.VR);
        Assert.Equal(20, studies[1].Elements.Count);
        Assert.Equal("11235821", studies[1].GetText(new(0x0020, 0x0010)));
        Assert.Equal("1123", studies[1].GetText(new(0x0020, 0x1208)));
    }

    [Fact]
    public void The_example_is_written_as_the_rules_have_it()
    {
        string json = DicomJson.ToJson(DicomJson.ParseAll(Example));

        string ruled = Example.Replace("[ \"z0x9c8v7\" ]", "\"z0x9c8v7\"", StringComparison.Ordinal);
        Assert.Equal(JsonNode.Parse(ruled)!.ToJsonString(), JsonNode.Parse(json)!.ToJsonString());
        Assert.Contains("王^小東", json, StringComparison.Ordinal);
    }
}
