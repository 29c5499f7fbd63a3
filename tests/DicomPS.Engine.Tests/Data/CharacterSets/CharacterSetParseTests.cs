using System.Text;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data;

/// <summary>What declarations are taken for.</summary>
public class CharacterSetParseTests
{
    [Theory]
    [InlineData("ISO_IR 6", "")]
    [InlineData("ISO 2022 IR 6", "")]
    [InlineData("ISO-IR 100", "ISO_IR 100")]
    [InlineData("ISO_IR_100", "ISO_IR 100")]
    [InlineData(" iso_ir 100 ", "ISO_IR 100")]
    [InlineData("ISO_IR100\0", "ISO_IR 100")]
    [InlineData("IR 100", "ISO_IR 100")]
    [InlineData("ISO 2022 IR100", "ISO_IR 100")]
    [InlineData("latin1", "ISO_IR 100")]
    [InlineData("ISO 8859-1", "ISO_IR 100")]
    [InlineData("ISO-8859-15", "ISO_IR 203")]
    [InlineData("utf8", "ISO_IR 192")]
    [InlineData("UTF-8", "ISO_IR 192")]
    [InlineData("ISO 2022 IR 192", "ISO_IR 192")]
    [InlineData("GB 18030", "GB18030")]
    [InlineData("gb2312", "GBK")]
    [InlineData(@"\ISO_IR 192", "ISO_IR 192")]
    [InlineData(@"ISO 2022 IR 6\ISO_IR 192", "ISO_IR 192")]
    [InlineData(@"\\ISO 2022 IR 87", @"\ISO 2022 IR 87")]
    [InlineData(@"ISO 2022 IR 6\ISO 2022 IR 87", @"ISO 2022 IR 6\ISO 2022 IR 87")]
    [InlineData(@"ISO_IR 100\ISO_IR 144", @"ISO 2022 IR 100\ISO 2022 IR 144")]
    [InlineData(@"ISO_IR 100\ISO_IR 100", "ISO_IR 100")]
    [InlineData("ISO 2022 IR 149", @"\ISO 2022 IR 149")]
    [InlineData("ISO_IR 87", @"\ISO 2022 IR 87")]
    [InlineData(@"ISO 2022 IR 87\ISO 2022 IR 13", @"\ISO 2022 IR 87\ISO 2022 IR 13")]
    public void Other_spellings_mean_the_same(string declared, string meant)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(declared.Split('\\'));
        Assert.Equal(meant, set.ToString());
        Assert.Empty(set.UnknownTerms);
    }

    [Theory]
    [InlineData("SHIFT_JIS", "", "SHIFT_JIS")]
    [InlineData("ISO_IR 999", "", "ISO_IR 999")]
    [InlineData(@"FOO\ISO 2022 IR 87", @"\ISO 2022 IR 87", "FOO")]
    [InlineData(@"ISO 2022 IR 100\FOO\BAR", "ISO_IR 100", @"FOO\BAR")]
    [InlineData(@"ISO_IR 192\ISO 2022 IR 87", "ISO_IR 192", "ISO 2022 IR 87")]
    [InlineData(@"ISO_IR 100\ISO_IR 192", "ISO_IR 100", "ISO_IR 192")]
    [InlineData(@"GBK\ISO_IR 192", "GBK", "ISO_IR 192")]
    public void What_means_nothing_is_left_out(string declared, string meant, string unknown)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(declared.Split('\\'));
        Assert.Equal(meant, set.ToString());
        Assert.Equal(unknown.Split('\\'), set.UnknownTerms);
    }

    [Fact]
    public void Declarations_without_a_term_are_the_default()
    {
        Assert.Same(SpecificCharacterSet.Default, SpecificCharacterSet.Parse([]));
        Assert.Same(SpecificCharacterSet.Default, SpecificCharacterSet.Parse([""]));
        Assert.Empty(SpecificCharacterSet.Parse([null!, " "]).Terms);
        Assert.Empty(SpecificCharacterSet.Default.Terms);
        Assert.Equal(["ISO_IR 192"], SpecificCharacterSet.Utf8.Terms);
        Assert.Equal(["", "ISO 2022 IR 87"], SpecificCharacterSet.Parse(["", "ISO 2022 IR 87"]).Terms);
    }

    [Fact]
    public void A_declaration_is_understood_once()
    {
        Assert.Same(SpecificCharacterSet.Parse(["ISO_IR 100"]), SpecificCharacterSet.Parse(["ISO_IR 100"]));
        Assert.Same(SpecificCharacterSet.Utf8, SpecificCharacterSet.Parse(["ISO_IR 192"]));
        Assert.Equal([@"ISO_IR\100"], SpecificCharacterSet.Parse([@"ISO_IR\100"]).UnknownTerms);
        Assert.Equal(new string('1', 100_000), Assert.Single(SpecificCharacterSet.Parse([new('1', 100_000)]).UnknownTerms));
    }

    [Theory]
    [InlineData("é Ω 山", "é Ω 山")]
    [InlineData("é\\山", "é\\山")]
    public void Utf8_is_recognised_where_nothing_is_declared(string written, string read)
    {
        Assert.Equal(read, SpecificCharacterSet.Default.Decode(Encoding.UTF8.GetBytes(written), DicomVR.LO));
        Assert.Equal(read, SpecificCharacterSet.Parse(["FOO"]).Decode(Encoding.UTF8.GetBytes(written), DicomVR.LO));
    }

    [Fact]
    public void Other_bytes_are_Latin_1_where_nothing_is_declared()
    {
        Assert.Equal("Jérôme\\Ã©", SpecificCharacterSet.Default.Decode(Encoding.Latin1.GetBytes("J\u00e9r\u00f4me\\\u00c3\u00a9"), DicomVR.LO));
    }

    [Fact]
    public void Multi_byte_sets_without_code_extension_are_read()
    {
        Assert.Equal("홍^길동", SpecificCharacterSet.Parse(["ISO_IR 149"]).Decode(Encoding.Latin1.GetBytes("\u00c8\u00ab^\u00b1\u00e6\u00b5\u00bf"), DicomVR.PN));
        Assert.Equal("홍^길동", SpecificCharacterSet.Parse(["EUC-KR"]).Decode(Encoding.Latin1.GetBytes("\u00c8\u00ab^\u00b1\u00e6\u00b5\u00bf"), DicomVR.PN));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ISO_IR 100")]
    [InlineData("FOO")]
    public void Escape_sequences_are_heeded_though_not_declared(string declared)
    {
        Assert.Equal("山田^太郎", SpecificCharacterSet.Parse([declared]).Decode("\e$B;3ED\e(B^\e$BB@O:\e(B"u8, DicomVR.PN));
    }
}
