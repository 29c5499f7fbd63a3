using System.Text;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data;

/// <summary>Which sets are active where (PS3.5 section 6.1.2.5.3), and what is a delimiter.</summary>
public class CharacterSetStateTests
{
    private const string TwoInG1 = @"ISO 2022 IR 100\ISO 2022 IR 144";
    private const string Kanji = @"\ISO 2022 IR 87";
    private const string Korean = @"\ISO 2022 IR 149";

    [Theory]
    [InlineData(TwoInG1, DicomVR.LO, "\e-L\u00bb\\\u00bb", "Л\\»")]
    [InlineData(TwoInG1, DicomVR.LO, "\e-L\u00bb^\u00bb=\u00bb", "Л^Л=Л")]
    [InlineData(TwoInG1, DicomVR.PN, "\e-L\u00bb^\u00bb", "Л^»")]
    [InlineData(TwoInG1, DicomVR.PN, "\e-L\u00bb=\u00bb", "Л=»")]
    [InlineData(TwoInG1, DicomVR.PN, "\e-L\u00bb\\\u00bb", "Л\\»")]
    [InlineData(TwoInG1, DicomVR.LT, "\e-L\u00bb\\\u00bb", "Л\\Л")]
    [InlineData(TwoInG1, DicomVR.LT, "\e-L\u00bb\n\u00bb", "Л\n»")]
    [InlineData(TwoInG1, DicomVR.LT, "\e-L\u00bb\r\n\u00bb", "Л\r\n»")]
    [InlineData(TwoInG1, DicomVR.LT, "\e-L\u00bb\f\u00bb", "Л\f»")]
    [InlineData(TwoInG1, DicomVR.LT, "\e-L\u00bb\t\u00bb", "Л\t»")]
    [InlineData(TwoInG1, DicomVR.LT, "\e-L\u00bb \u00bb", "Л Л")]
    [InlineData(TwoInG1, DicomVR.LO, "\e-L\u00bb\e-A\u00bb", "Л»")]
    [InlineData(Kanji, DicomVR.LT, "\e$B;3\r\n;3", "山\r\n;3")]
    [InlineData(Kanji, DicomVR.LO, "\e$B;3 ED\e(B ED", "山 田 ED")]
    [InlineData(Korean, DicomVR.PN, "\e$)C\u00c8\u00ab A^\u00b1\u00e6\u00b5\u00bf", "홍 A^길동")]
    [InlineData(@"ISO 2022 IR 100\ISO 2022 IR 149", DicomVR.PN, "\e$)C\u00c8\u00ab^\u00b1\u00e6", "홍^±æ")]
    public void The_first_term_is_active_again_behind_delimiters_and_control_characters(string terms, DicomVR vr, string bytes, string text)
    {
        Assert.Equal(text, Decode(terms, vr, bytes));
    }

    [Theory]
    [InlineData(DicomVR.PN, "\e$BI=9=\e(B", "表構")]
    [InlineData(DicomVR.PN, "\e$B5\\5^\e(B\\B", "宮急|B")]
    [InlineData(DicomVR.LO, "\e$B\\\\\\^\e(B\\B", "樛權|B")]
    public void Bytes_of_kanji_are_no_delimiters(DicomVR vr, string bytes, string values)
    {
        Assert.Equal(values.Split('|'), SpecificCharacterSet.Parse(Kanji.Split('\\')).DecodeValues(Encoding.Latin1.GetBytes(bytes), vr));
    }

    [Theory]
    [InlineData("GBK")]
    [InlineData("GB18030")]
    public void The_second_byte_of_a_Chinese_character_is_no_delimiter(string term)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse([term]);
        Assert.Equal(["乗", "A"], set.DecodeValues([0x81, 0x5C, 0x5C, 0x41], DicomVR.LO));
        Assert.True(set.TryEncode("乗\\A", DicomVR.LO, out byte[]? bytes));
        Assert.Equal([0x81, 0x5C, 0x5C, 0x41], bytes);
    }

    [Theory]
    [InlineData(DicomVR.LO, 2)]
    [InlineData(DicomVR.SH, 2)]
    [InlineData(DicomVR.UC, 2)]
    [InlineData(DicomVR.PN, 2)]
    [InlineData(DicomVR.CS, 2)]
    [InlineData(DicomVR.DS, 2)]
    [InlineData(DicomVR.LT, 1)]
    [InlineData(DicomVR.ST, 1)]
    [InlineData(DicomVR.UT, 1)]
    [InlineData(DicomVR.UR, 1)]
    public void A_backslash_separates_values_by_VR(DicomVR vr, int count)
    {
        Assert.Equal(count, SpecificCharacterSet.Default.DecodeValues("1\\2"u8, vr).Count);
        Assert.Equal(count, SpecificCharacterSet.Utf8.DecodeValues("1\\2"u8, vr).Count);
        Assert.Equal(count, SpecificCharacterSet.Parse(["ISO_IR 13"]).DecodeValues("1\\2"u8, vr).Count);
        Assert.Equal([""], SpecificCharacterSet.Default.DecodeValues([], vr));
    }

    [Fact]
    public void Japanese_Latin_letters_have_yen_and_overline()
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(["ISO_IR 13"]);
        Assert.Equal("¥100‾", set.Decode("\\100~"u8, DicomVR.LT));
        Assert.True(set.TryEncode("¥100‾", DicomVR.LT, out byte[]? bytes));
        Assert.Equal("\\100~"u8, bytes);
        Assert.False(set.CanEncode("¥100", DicomVR.LO));
        Assert.False(set.CanEncode("C:\\100", DicomVR.LT));
        Assert.False(set.CanEncode("~", DicomVR.LO));
        Assert.True(SpecificCharacterSet.Parse(["ISO 2022 IR 13", "ISO 2022 IR 100"]).TryEncode("~¥", DicomVR.LO, out bytes));
        Assert.Equal("\e(B~\e-A\u00a5\e(J\e)I", Encoding.Latin1.GetString(bytes));
    }

    [Theory]
    [InlineData(DicomVR.CS)]
    [InlineData(DicomVR.UI)]
    [InlineData(DicomVR.UR)]
    [InlineData(DicomVR.DA)]
    public void Other_VRs_are_ASCII_and_read_as_Latin_1(DicomVR vr)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(["ISO_IR 144"]);
        Assert.Equal("é", set.Decode([0xE9], vr));
        Assert.Equal("\e$B;3", set.Decode("\e$B;3"u8, vr));
        Assert.False(set.CanEncode("é", vr));
        Assert.False(set.CanEncode("Л", vr));
        Assert.True(set.TryEncode("A", vr, out byte[]? bytes));
        Assert.Equal("A"u8, bytes);
    }

    [Fact]
    public void No_set_has_a_second_backslash()
    {
        // DecodeValues relies on it, and so does what puts values together.
        byte[] allPairs = new byte[2 * 0x10000];
        for (int i = 0; i < 0x10000; i++)
        {
            (allPairs[2 * i], allPairs[(2 * i) + 1]) = ((byte)(0x80 | (i >> 8)), (byte)(i & 0xFF));
        }

        foreach (string term in CharacterSetDamageTests.Terms.SelectMany(row => row.Data.Split('\\')).Distinct())
        {
            byte[] pairs = [.. allPairs.Where((_, i) => allPairs[i | 1] is not (0x5C or < 0x20))];
            Assert.DoesNotContain('\\', SpecificCharacterSet.Parse([term]).Decode(pairs, DicomVR.LT));
        }

        byte[] sevenBit = [.. Enumerable.Range(0x21, 94).SelectMany(lead => Enumerable.Range(0x21, 94).SelectMany(trail => new[] { (byte)lead, (byte)trail }))];
        Assert.DoesNotContain('\\', Decode(Kanji, DicomVR.LO, "\e$B" + Encoding.Latin1.GetString(sevenBit)));
        Assert.DoesNotContain('\\', Decode(Kanji, DicomVR.LO, "\e$(D" + Encoding.Latin1.GetString(sevenBit)));
    }

    private static string Decode(string terms, DicomVR vr, string bytes) =>
        SpecificCharacterSet.Parse(terms.Split('\\')).Decode(Encoding.Latin1.GetBytes(bytes), vr);
}
