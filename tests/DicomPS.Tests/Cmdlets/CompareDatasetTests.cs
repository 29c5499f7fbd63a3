using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Compare-DicomDataset.</summary>
public class CompareDatasetTests
{
    private const string Sets = """
        $one = ConvertFrom-DicomJson '{"00080018":{"vr":"UI","Value":["1.2"]},"00090010":{"vr":"LO","Value":["ACME"]},"00091002":{"vr":"LO","Value":["A"]},"00101002":{"vr":"SQ","Value":[{"00100020":{"vr":"LO","Value":["1"]}}]},"00100020":{"vr":"LO","Value":["7"]}}'
        $two = ConvertFrom-DicomJson '{"00080018":{"vr":"UI","Value":["1.3"]},"00090010":{"vr":"LO","Value":["ACME"]},"00091002":{"vr":"LO","Value":["B"]},"00101002":{"vr":"SQ","Value":[{"00100020":{"vr":"LO","Value":["2"]}}]},"00100020":{"vr":"LO","Value":["7"]}}'

        """;

    private static readonly PowerShellHost Host = new();

    [Theory]
    [InlineData("$one $two", "SOPInstanceUID (0009,xx02:ACME) OtherPatientIDsSequence[0].PatientID")]
    [InlineData("$one $one", "")]
    [InlineData("$one $two -Exclude SOPInstanceUID, OtherPatientIDsSequence", "(0009,xx02:ACME)")]
    [InlineData("$one $two -Exclude '00080018', PatientID", "(0009,xx02:ACME)")]
    [InlineData("$one $two -Exclude '(0009,xx02:ACME)', '*uid'", "OtherPatientIDsSequence[0].PatientID")]
    [InlineData("$one $two -Exclude 'OtherPatientIDsSequence[*].*'", "SOPInstanceUID (0009,xx02:ACME)")]
    [InlineData("$one $two -Exclude 'otherpatientidssequence[0].patientid'", "SOPInstanceUID (0009,xx02:ACME)")]
    [InlineData("$one $two -Exclude 'OtherPatientIDsSequence[1].PatientID', '(0009,*)'", "SOPInstanceUID OtherPatientIDsSequence[0].PatientID")]
    [InlineData("$one $two -Exclude (Get-DicomTag PatientID), (Get-DicomTag SOPInstanceUID).Tag", "(0009,xx02:ACME)")]
    [InlineData("$one $two -Include PatientID", "OtherPatientIDsSequence[0].PatientID")]
    [InlineData("$one $two -Tag PatientID -IncludeEqual", "PatientID OtherPatientIDsSequence[0].PatientID")]
    [InlineData("$one $two -Include OtherPatient*, SOPInstanceUID -Exclude SOPInstanceUID", "OtherPatientIDsSequence[0].PatientID")]
    public void Differences_are_found(string arguments, string paths) => Assert.Equal(
        paths, string.Join(' ', Host.Invoke($"{Sets}Compare-DicomDataset {arguments}").ShouldSucceed().Output.Select(one => one.Properties["Path"].Value)));

    [Fact]
    public void Data_sets_come_from_the_pipeline() => Assert.Equal(
        3, Host.Invoke($"{Sets}$one, $two | Compare-DicomDataset $one").ShouldSucceed().Output.Count);

    [Fact]
    public void A_keyword_that_there_is_not_is_an_error() => Assert.StartsWith(
        "UnknownTag,",
        Host.Invoke($"{Sets}try {{ Compare-DicomDataset $one $two -Exclude PatientNme }} catch {{ $_.FullyQualifiedErrorId }}").One<string>(),
        StringComparison.Ordinal);

    [Fact]
    public void A_difference_is_a_row_of_a_table()
    {
        using PowerShellHost narrow = new(width: 120);
        string text = narrow.Render("""
            $long = 'x' * 1000
            $one = ConvertFrom-DicomJson "{`"00101002`":{`"vr`":`"SQ`",`"Value`":[{}]},`"00204000`":{`"vr`":`"LT`",`"Value`":[`"$long`"]},`"00420011`":{`"vr`":`"OB`",`"InlineBinary`":`"AQIDBAUGBwgJCg==`"}}"
            Compare-DicomDataset $one (ConvertFrom-DicomJson '{"00101002":{"vr":"SQ"},"00100020":{"vr":"LO","Value":["1"]}}')
            """);

        Assert.Contains("OtherPatientIDsSequence                      ItemCount        1 items                     0 items", text, StringComparison.Ordinal);
        Assert.Contains("01 02 03 04 05 06 07 08 ...", text, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('x', 51), text.ReplaceLineEndings(string.Empty), StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 120, line));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_difference_keeps_its_properties_in_another_process(int depth)
    {
        string xml = Host.Invoke($"{Sets}[Management.Automation.PSSerializer]::Serialize((Compare-DicomDataset $one $two -Tag SOPInstanceUID), {depth})").One<string>();
        PSObject difference = PSObject.AsPSObject(PSSerializer.Deserialize(xml));

        Assert.Equal("SOPInstanceUID", difference.Properties["Path"].Value);
        Assert.Equal("Value", difference.Properties["Kind"].Value.ToString());
        Assert.Equal("1.2", difference.Properties["Reference"].Value);
        Assert.Equal("1.3", difference.Properties["Difference"].Value);
    }

    [Fact]
    public void Tab_completes_keywords() => Assert.Equal(
        "PatientName",
        Host.Invoke("(TabExpansion2 'Compare-DicomDataset $a $b -Exclude PatientN' 43).CompletionMatches[0].CompletionText").One<string>());
}
