using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data;

/// <summary>What can be written, and in which set.</summary>
public class CharacterSetChoiceTests
{
    [Theory]
    [InlineData("", "Yamada^Tarou", "")]
    [InlineData("ISO_IR 192", "Yamada^Tarou", "ISO_IR 192")]
    [InlineData("", "Jérôme|Rüdiger", "ISO_IR 100")]
    [InlineData("ISO_IR 101", "Rüdiger", "ISO_IR 101")]
    [InlineData("ISO_IR 100", "Wałęsa", "ISO_IR 101")]
    [InlineData("ISO_IR 100", "Διονυσιος", "ISO_IR 126")]
    [InlineData("ISO_IR 100", "Люксембург", "ISO_IR 144")]
    [InlineData("ISO_IR 100", "\u05E9\u05E8\u05D5\u05DF", "ISO_IR 138")]
    [InlineData("ISO_IR 100", "นามสกุล", "ISO_IR 166")]
    [InlineData("ISO_IR 100", "5 €", "ISO_IR 203")]
    [InlineData("ISO_IR 100", "Jérôme|Διονυσιος", "ISO_IR 192")]
    [InlineData("ISO_IR 100", "山田", "ISO_IR 192")]
    [InlineData(@"\ISO 2022 IR 87", "Yamada=山田", @"\ISO 2022 IR 87")]
    [InlineData(@"\ISO 2022 IR 87", "Yamada=山田|é", "ISO_IR 192")]
    [InlineData(@"ISO 2022 IR 100\ISO 2022 IR 126", "Jérôme|Διονυσιος", @"ISO 2022 IR 100\ISO 2022 IR 126")]
    [InlineData("ISO_IR 13", "ﾔﾏﾀﾞ\\ﾀﾛｳ", "ISO_IR 13")]
    [InlineData("ISO_IR 13", "~", "")]
    public void The_preferred_set_is_kept_where_it_holds_all(string preferred, string texts, string chosen)
    {
        Assert.Equal(chosen, SpecificCharacterSet.Smallest(texts.Split('|'), SpecificCharacterSet.Parse(preferred.Split('\\'))).ToString());
    }

    [Theory]
    [InlineData("", "é")]
    [InlineData("ISO_IR 100", "€")]
    [InlineData("ISO_IR 100", "\u0085")]
    [InlineData("ISO_IR 166", "“")]
    [InlineData(@"\ISO 2022 IR 87", "①")]
    [InlineData(@"\ISO 2022 IR 87", "ｱ")]
    [InlineData(@"\ISO 2022 IR 149", "똠")]
    [InlineData(@"\ISO 2022 IR 149", "€")]
    [InlineData(@"\ISO 2022 IR 58", "東")]
    [InlineData(@"\ISO 2022 IR 58", "ⅰ")]
    [InlineData(@"\ISO 2022 IR 58", "😀")]
    [InlineData("GBK", "€")]
    [InlineData("GBK", "😀")]
    public void A_character_that_the_set_does_not_have_is_refused(string terms, string text)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(terms.Split('\\'));
        Assert.False(set.TryEncode(text, DicomVR.LO, out byte[]? bytes));
        Assert.Null(bytes);
        Assert.False(set.CanEncode("A" + text, DicomVR.LO));
    }

    [Theory]
    [InlineData(@"\ISO 2022 IR 58", "阿布都·热合曼——")]
    [InlineData(@"\ISO 2022 IR 87", "〜‖−")]
    [InlineData("GB18030", "😀€")]
    [InlineData("ISO_IR 192", "😀€")]
    public void Characters_that_code_pages_disagree_on_are_written_as_they_are_typed(string terms, string text)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(terms.Split('\\'));
        Assert.True(set.TryEncode(text, DicomVR.LO, out byte[]? bytes));
        Assert.Equal(text, set.Decode(bytes, DicomVR.LO));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        Assert.False(SpecificCharacterSet.Utf8.CanEncode("A\ud83d", DicomVR.LO));
        Assert.False(SpecificCharacterSet.Parse(["GB18030"]).CanEncode("A\ud83d", DicomVR.LO));
    }

    [Fact]
    public void Signs_that_makers_added_are_read()
    {
        Assert.Equal("①", SpecificCharacterSet.Parse(["", "ISO 2022 IR 87"]).Decode("\e$B-!\e(B"u8, DicomVR.LO));
    }
}
