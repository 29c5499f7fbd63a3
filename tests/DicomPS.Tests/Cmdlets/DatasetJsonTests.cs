using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Data sets to JSON and back, from a script.</summary>
public class DatasetJsonTests
{
    private const string Two = """[{"00100020":{"vr":"LO","Value":["1"]}},{"00100020":{"vr":"LO","Value":["2"]}}]""";
    private const string Bulk = """{"00080018":{"vr":"UI","Value":["1.2"]},"00420011":{"vr":"OB","BulkDataURI":"bulk/1"}}""";

    private static readonly PowerShellHost Host = new();

    [Theory]
    [InlineData("ConvertFrom-DicomJson $json | ConvertTo-DicomJson -AsArray -Compress")]
    [InlineData("$json | ConvertFrom-DicomJson | ConvertTo-DicomJson -AsArray -Compress")]
    [InlineData("ConvertTo-DicomJson (ConvertFrom-DicomJson $json) -AsArray -Compress")]
    public void An_array_comes_back(string script) => Assert.Equal(Two, Run(script, Two));

    [Fact]
    public void Each_data_set_is_a_string_of_its_own_and_indented()
    {
        PowerShellResult result = Host.Invoke("ConvertFrom-DicomJson $json | ConvertTo-DicomJson", ("json", Two)).ShouldSucceed();

        Assert.Equal(2, result.Output.Count);
        Assert.All(result.Output, json => Assert.Contains("\n  \"00100020\": {", (string)json.BaseObject, StringComparison.Ordinal));
    }

    [Fact]
    public void No_data_sets_are_an_empty_array() => Assert.Equal("[]", Run("@() | ConvertTo-DicomJson -AsArray -Compress", Two));

    [Theory]
    [InlineData("'', '{', '\"00100020\":', '', '{\"vr\":\"LO\"}}'", 1)]
    [InlineData("'{}', '', '[{},{}]'", 3)]
    [InlineData("''", 0)]
    public void Lines_are_joined_and_whole_texts_are_not(string input, int count) =>
        Assert.Equal(count, Host.Invoke($"{input} | ConvertFrom-DicomJson").ShouldSucceed().Output.Count);

    [Theory]
    [InlineData("'{', '\"x', 'SECRET'", "line 2")]
    [InlineData("'{}', 'SECRET'", "line 1")]
    [InlineData("'[{},{\"00100020\":{\"vr\":\"US\",\"Value\":[\"SECRET\"]}}]'", "$[1].00100020.Value[0]")]
    [InlineData("'{\"00420011\":{\"vr\":\"OB\",\"BulkDataURI\":\"x\"}}'", "(0042,0011)")]
    public void Bad_JSON_ends_the_command_with_its_place_and_no_value(string input, string place)
    {
        PowerShellResult result = Host.Invoke($$"""try { {{input}} | ConvertFrom-DicomJson | Out-Null } catch { $_ }""");

        System.Management.Automation.ErrorRecord error = Assert.IsType<System.Management.Automation.ErrorRecord>(Assert.Single(result.Output).BaseObject);
        Assert.Equal("NotDicom,DicomPS.Commands.ConvertFromDicomJsonCommand", error.FullyQualifiedErrorId);
        Assert.Contains(place, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error.Exception.Message, StringComparison.Ordinal);
        Assert.Null(error.TargetObject);
    }

    [Theory]
    [InlineData("{ param($Uri, $Tag, $VR) if (\"$Uri $Tag $VR\" -ceq 'bulk/1 (0042,0011) OB') { , [byte[]](1, 2) } }", "AQI=")]
    [InlineData("{ [byte[]](1, 2, 3) }", "AQIDAA==")]
    public void The_handler_gives_bulk_data(string handler, string base64) => Assert.Equal(
        $$$"""{"00080018":{"vr":"UI","Value":["1.2"]},"00420011":{"vr":"OB","InlineBinary":"{{{base64}}}"}}""",
        Run($"ConvertFrom-DicomJson $json -BulkDataHandler {handler} | ConvertTo-DicomJson -Compress", Bulk));

    [Fact]
    public void A_handler_that_gives_nothing_leaves_the_element_out() => Assert.Equal(
        """{"00080018":{"vr":"UI","Value":["1.2"]}}""",
        Run("ConvertFrom-DicomJson $json -BulkDataHandler { } | ConvertTo-DicomJson -Compress", Bulk));

    [Fact]
    public void A_handler_that_gives_something_else_is_an_error() => Assert.StartsWith(
        "InvalidArgument,", Run("try { ConvertFrom-DicomJson $json -BulkDataHandler { 'text' } } catch { $_.FullyQualifiedErrorId }", Bulk), StringComparison.Ordinal);

    [Theory]
    [InlineData(3, """{"00080018":{"vr":"UI","Value":["1.2"]},"00420011":{"vr":"OB","BulkDataURI":"https://a.example/1.2/EncapsulatedDocument"}}""")]
    [InlineData(4, """{"00080018":{"vr":"UI","Value":["1.2"]},"00420011":{"vr":"OB","InlineBinary":"AQIDBA=="}}""")]
    public void Values_over_the_threshold_go_by_URI(int threshold, string json) => Assert.Equal(json, Run(
        "ConvertFrom-DicomJson $json -BulkDataHandler { [byte[]](1..4) } | ConvertTo-DicomJson -Compress -BulkDataUri 'https://a.example/{SOPInstanceUID}/{path}' -BulkDataThreshold "
        + threshold,
        Bulk));

    [Theory]
    [InlineData("'https://a.example/x'", "{path}")]
    [InlineData("'https://a.example/{path}/{Nonsense}'", "{Nonsense}")]
    [InlineData("'https://a.example/{path}/{'", "brace")]
    public void A_bad_template_is_refused(string template, string text) => Assert.Contains(text, Run(
        $"try {{ ConvertFrom-DicomJson '{{}}' | ConvertTo-DicomJson -BulkDataUri {template} }} catch {{ $_.Exception.Message }}", Two), StringComparison.Ordinal);

    [Fact]
    public void A_data_set_without_what_the_template_needs_does_not_keep_the_others_back()
    {
        PowerShellResult result = Host.Invoke(
            "'{\"00420011\":{\"vr\":\"OB\",\"InlineBinary\":\"AQI=\"}}', '{}' | ConvertFrom-DicomJson | ConvertTo-DicomJson -BulkDataUri '{SOPInstanceUID}/{path}' -BulkDataThreshold 0 -Compress");

        Assert.Equal("{}", Assert.Single(result.Output).BaseObject);
        Assert.StartsWith("InvalidArgument,", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_sets_come_out() => Assert.Equal(
        "DicomPS.Engine.Data.DicomDataset", Host.Invoke("(ConvertFrom-DicomJson '{}').GetType().FullName").One<string>());

    private static string Run(string script, string json) => Host.Invoke(script, ("json", json)).One<string>();
}
