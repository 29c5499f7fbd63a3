using System.Text;
using DicomPS.Engine.Data;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Json;

/// <summary>JSON that is broken or hostile: one clear error, with the place of it.</summary>
public sealed class JsonDamageTests
{
    private const string Sample =
        """{"00080005":{"vr":"CS","Value":["ISO_IR 100"]},"00091001":{"vr":"OB","InlineBinary":"AAE="},"00100010":{"vr":"PN","Value":[{"Alphabetic":"é\u00e4"}]},"00101002":{"vr":"SQ","Value":[{"00280010":{"vr":"US","Value":[1,2]},"00280030":{"vr":"DS","Value":[1.5e0]}}]}}""";

    [Theory]
    [InlineData("null", "$")]
    [InlineData("[]", "$")]
    [InlineData("""{"PatientID":{"vr":"LO"}}""", "$.PatientID")]
    [InlineData("""{"0010002":{"vr":"LO"}}""", "$.0010002")]
    [InlineData("""{"FFFEE000":{"vr":"LO"}}""", "$.FFFEE000")]
    [InlineData("""{"00100020":{"vr":"LO"},"00100020":{"vr":"LO"}}""", "$.00100020")]
    [InlineData("""{"00100020":5}""", "$.00100020")]
    [InlineData("""{"00100020":{}}""", "$.00100020")]
    [InlineData("""{"00100020":{"vr":"XX"}}""", "$.00100020.vr")]
    [InlineData("""{"00100020":{"vr":7}}""", "$.00100020.vr")]
    [InlineData("""{"00100020":{"vr":"LO","Value":"x"}}""", "$.00100020.Value")]
    [InlineData("""{"00100020":{"vr":"LO","Value":[5]}}""", "$.00100020.Value[0]")]
    [InlineData("""{"00100020":{"vr":"LO","Value":["a",true]}}""", "$.00100020.Value[1]")]
    [InlineData("""{"00100020":{"vr":"LO","Value":["a\\b"]}}""", "$.00100020.Value[0]")]
    [InlineData("""{"00100020":{"vr":"LO","Value":["\ud800"]}}""", "$.00100020.Value[0]")]
    [InlineData("""{"\ud800":{"vr":"LO"}}""", "$")]
    [InlineData("""{"00100020":{"\ud800":"LO"}}""", "$.00100020")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[{"\ud800Alphabetic":"A"}]}}""", "$.00100010.Value[0]")]
    [InlineData("""{"00100020":{"vr":"CS","Value":["王"]}}""", "$.00100020.Value")]
    [InlineData("""{"00100020":{"vr":"LT","Value":["a","b"]}}""", "$.00100020.Value[1]")]
    [InlineData("""{"00100010":{"vr":"PN","Value":["A^B"]}}""", "$.00100010.Value[0]")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":"A=B"}]}}""", "$.00100010.Value[0].Alphabetic")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[{"Phonetic":1}]}}""", "$.00100010.Value[0].Phonetic")]
    [InlineData("""{"00280010":{"vr":"US","Value":[65536]}}""", "$.00280010.Value[0]")]
    [InlineData("""{"00280010":{"vr":"US","Value":[-1]}}""", "$.00280010.Value[0]")]
    [InlineData("""{"00280010":{"vr":"US","Value":[1.5]}}""", "$.00280010.Value[0]")]
    [InlineData("""{"00280010":{"vr":"US","Value":["1"]}}""", "$.00280010.Value[0]")]
    [InlineData("""{"00280010":{"vr":"US","Value":[1,null]}}""", "$.00280010.Value[1]")]
    [InlineData("""{"00280010":{"vr":"UV","Value":["18446744073709551616"]}}""", "$.00280010.Value[0]")]
    [InlineData("""{"00280010":{"vr":"UV","Value":[1e999999999]}}""", "$.00280010.Value[0]")]
    [InlineData("""{"00280010":{"vr":"SV","Value":["x"]}}""", "$.00280010.Value[0]")]
    [InlineData("""{"00280010":{"vr":"IS","Value":[1.5]}}""", "$.00280010.Value[0]")]
    [InlineData("""{"00280010":{"vr":"FD","Value":[1e400]}}""", "$.00280010.Value[0]")]
    [InlineData("""{"00280010":{"vr":"FL","Value":[1e39]}}""", "$.00280010.Value[0]")]
    [InlineData("""{"00280010":{"vr":"FL","Value":["1"]}}""", "$.00280010.Value[0]")]
    [InlineData("""{"00280010":{"vr":"AT","Value":["(0010,0010)"]}}""", "$.00280010.Value[0]")]
    [InlineData("""{"00091001":{"vr":"OB","Value":[1]}}""", "$.00091001.Value")]
    [InlineData("""{"00091001":{"vr":"OB","InlineBinary":"A"}}""", "$.00091001.InlineBinary")]
    [InlineData("""{"00091001":{"vr":"OB","InlineBinary":["AAE=","AAE="]}}""", "$.00091001.InlineBinary")]
    [InlineData("""{"00091001":{"vr":"OB","InlineBinary":[]}}""", "$.00091001.InlineBinary")]
    [InlineData("""{"00091001":{"vr":"OB","InlineBinary":[["AAE="]]}}""", "$.00091001.InlineBinary")]
    [InlineData("""{"00091001":{"vr":"SQ","BulkDataURI":"x"}}""", "$.00091001.BulkDataURI")]
    [InlineData("""{"00091001":{"vr":"OB","InlineBinary":"\ud800"}}""", "$.00091001.InlineBinary")]
    [InlineData("""{"00091001":{"vr":"LO","InlineBinary":"AAE="}}""", "$.00091001.InlineBinary")]
    [InlineData("""{"00091001":{"vr":"OB","InlineBinary":"AAE=","BulkDataURI":"x"}}""", "$.00091001")]
    [InlineData("""{"00091001":{"vr":"SQ","Value":[null]}}""", "$.00091001.Value[0]")]
    [InlineData("""{"00091001":{"vr":"SQ","Value":[{"00091002":{"vr":"SQ","Value":[{},{"1":2}]}}]}}""", "$.00091001.Value[0].00091002.Value[1].1")]
    public void What_is_not_of_the_model_is_an_error_with_its_path(string json, string path)
    {
        DicomException error = Assert.Throws<DicomException>(() => DicomJson.Parse(json));

        Assert.Equal(DicomErrorId.NotDicom, error.ErrorId);
        Assert.Contains($" at {path}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_an_array_of_data_sets_tells_which()
    {
        DicomException error = Assert.Throws<DicomException>(() => DicomJson.ParseAll("""[{},{"00100020":{}}]"""));

        Assert.Contains(" at $[1].00100020: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_prefix_is_an_error()
    {
        byte[] json = Encoding.UTF8.GetBytes(Sample);
        for (int length = 0; length < json.Length; length++)
        {
            AssertFault(json[..length]);
        }

        Assert.Equal(4, DicomJson.Parse(json).Elements.Count);
        AssertFault([.. json, (byte)'x']);
        AssertFault(Encoding.UTF8.GetBytes("\"" + "\uFEFF"));
        Assert.Throws<DicomException>(() => DicomJson.Parse("{\"\ud800"));
    }

    [Fact]
    public void Any_changed_byte_gives_a_data_set_or_an_error()
    {
        byte[] json = Encoding.UTF8.GetBytes(Sample);
        int faults = 0;
        foreach (byte value in (byte[])[0, (byte)'"', (byte)'\\', (byte)'9', (byte)'[', (byte)'}', (byte)'=', 0x80, 0xFF])
        {
            for (int i = 0; i < json.Length; i++)
            {
                byte[] changed = [.. json];
                changed[i] = value;
                try
                {
                    DicomJson.ToJson(DicomJson.Parse(changed));
                }
                catch (DicomException e)
                {
                    Assert.Equal(DicomErrorId.NotDicom, e.ErrorId);
                    faults++;
                }
            }
        }

        Assert.True(faults > json.Length);
    }

    [Fact]
    public void What_the_model_does_not_know_is_passed_over()
    {
        DicomDataset dataset = DicomJson.Parse("""{"00100020":{"keyword":"PatientID","vr":"LO","Value":["1"],"more":[{}]}}""");

        Assert.Equal("1", dataset.GetText(new(0x0010, 0x0020)));
    }

    private static void AssertFault(byte[] json) =>
        Assert.Equal(DicomErrorId.NotDicom, Assert.Throws<DicomException>(() => DicomJson.Parse(json)).ErrorId);
}
