using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Json;

/// <summary>Which character set the text of a data set has that came from JSON.</summary>
public sealed class JsonCharacterSetTests
{
    [Theory]
    [InlineData("ISO_IR 100", "Buc^Jérôme", "ISO_IR 100", "4275635E4AE972F46D65")]
    [InlineData("ISO_IR 100", "Люкceмбypг", "ISO_IR 192", null)]
    [InlineData("ISO_IR 100", "plain", "ISO_IR 100", "706C61696E20")]
    [InlineData(null, "plain", null, "706C61696E20")]
    [InlineData(null, "é", "ISO_IR 192", "C3A9")]
    [InlineData("ISO_IR 192", "é", "ISO_IR 192", "C3A9")]
    [InlineData("NO SUCH SET", "plain", "NO SUCH SET", "706C61696E20")]
    [InlineData("NO SUCH SET", "é", "ISO_IR 192", "C3A9")]
    [InlineData("ISO_IR 13", "~", "ISO_IR 192", "7E20")]
    public void The_declared_set_is_kept_where_it_holds_the_text(string? declared, string text, string? expected, string? hex)
    {
        string declaration = declared is null ? "" : "\"00080005\":{\"vr\":\"CS\",\"Value\":[\"" + declared + "\"]},";
        DicomDataset dataset = DicomJson.Parse("{" + declaration + "\"00100020\":{\"vr\":\"LO\",\"Value\":[\"" + text + "\"]}}");

        Assert.Equal(expected, dataset.GetText(Tags.SpecificCharacterSet));
        Assert.Equal(text, dataset.GetText(Tags.PatientId));
        Assert.True(hex is null || hex == Convert.ToHexString(Assert.IsType<DicomValueElement>(dataset[Tags.PatientId]).GetBytes().Span));
    }

    [Fact]
    public void Items_have_their_own_set_or_that_around_them()
    {
        const string json = """{"00080005":{"vr":"CS","Value":["ISO_IR 100"]},"00101002":{"vr":"SQ","Value":[{"00100020":{"vr":"LO","Value":["é"]}},{"00080005":{"vr":"CS","Value":["ISO_IR 144"]},"00100020":{"vr":"LO","Value":["Лю"]}}]}}""";

        DicomDataset dataset = DicomJson.Parse(json);

        Assert.Equal(json, DicomJson.ToJson(dataset));
        Assert.Equal("E920", Convert.ToHexString(
            Assert.IsType<DicomValueElement>(dataset.GetItems(new(0x0010, 0x1002))[0][Tags.PatientId]).GetBytes().Span));
    }

    [Fact]
    public void Where_one_text_does_not_fit_all_of_it_is_UTF_8()
    {
        DicomDataset dataset = DicomJson.Parse(
            """{"00101002":{"vr":"SQ","Value":[{"00080005":{"vr":"CS","Value":["ISO_IR 144"]},"00100020":{"vr":"LO","Value":["é"]}}]},"00204000":{"vr":"LT","Value":["Лю"]}}""");

        DicomDataset item = dataset.GetItems(new(0x0010, 0x1002))[0];
        Assert.Equal("ISO_IR 192", dataset.GetText(Tags.SpecificCharacterSet));
        Assert.Equal("ISO_IR 192", item.GetText(Tags.SpecificCharacterSet));
        Assert.Equal("é", item.GetText(Tags.PatientId));
        Assert.Equal("Лю", dataset.GetText(new(0x0020, 0x4000)));
    }
}
