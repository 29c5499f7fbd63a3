using Xunit;

namespace DicomPS.Engine.Tests.Entity;

/// <summary>PS3.5 section 6.2, value representation AE.</summary>
public class AETitleTests
{
    public static TheoryData<int, string> EveryAsciiCharacterInEveryPlace
    {
        get
        {
            TheoryData<int, string> data = [];
            foreach (int code in Enumerable.Range(0, 128))
            {
                data.Add(code, "first");
                data.Add(code, "middle");
                data.Add(code, "last");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EveryAsciiCharacterInEveryPlace))]
    public void Of_ascii_only_control_characters_and_the_backslash_are_refused(int code, string place)
    {
        char character = (char)code;
        string title = place switch
        {
            "first" => character + "AB",
            "middle" => "A" + character + "B",
            _ => "AB" + character,
        };
        AETitleRule? expected = code is < 0x20 or 0x7F ? AETitleRule.ControlCharacter
            : code == 0x5C ? AETitleRule.Backslash
            : null;

        Assert.Equal(expected, AETitle.FindBrokenRule(title));
        ApplicationEntity entity = new("BEFORE");
        if (expected is null)
        {
            entity.Title = title;
            Assert.Equal(code == 0x20 && place != "middle" ? "AB" : title, entity.Title);
            return;
        }

        DicomException error = Assert.Throws<DicomException>(() => entity.Title = title);
        Assert.Equal(DicomErrorId.InvalidAETitle, error.ErrorId);
        Assert.Equal(AETitle.DescribeBrokenRule(title), error.Message);
        int position = place switch { "first" => 1, "middle" => 2, _ => 3 };
        Assert.Contains($"position {position}", error.Message, StringComparison.Ordinal);
        Assert.Equal("BEFORE", entity.Title);
        Assert.Throws<DicomException>(() => new ApplicationEntity(title));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("ABCDEFGHIJKLMNOP")]
    [InlineData("    ABCDEFGHIJKLMNOP      ")]
    [InlineData("A              Z")]
    [InlineData(" a~!\"#$%&'()*+ ")]
    public void One_to_sixteen_characters_remain_without_the_spaces_around(string title)
    {
        Assert.Null(AETitle.FindBrokenRule(title));
        Assert.Null(AETitle.DescribeBrokenRule(title));
        Assert.Equal(title.Trim(' '), AETitle.Normalize(title));
        Assert.Equal(title.Trim(' '), new ApplicationEntity(title).Title);
    }

    [Theory]
    [InlineData(null, AETitleRule.Null, "null")]
    [InlineData("", AETitleRule.Empty, "empty")]
    [InlineData(" ", AETitleRule.OnlySpaces, "spaces alone")]
    [InlineData("                                ", AETitleRule.OnlySpaces, "spaces alone")]
    [InlineData("ABCDEFGHIJKLMNOPQ", AETitleRule.TooLong, "has 17")]
    [InlineData("  ABCDEFGHIJKLMNOPQ  ", AETitleRule.TooLong, "has 17")]
    [InlineData("A                Z", AETitleRule.TooLong, "has 18")]
    [InlineData("A\tB", AETitleRule.ControlCharacter, "U+0009")]
    [InlineData("AB\0", AETitleRule.ControlCharacter, "U+0000")]
    [InlineData("AB\n", AETitleRule.ControlCharacter, "U+000A")]
    [InlineData(@"A\B", AETitleRule.Backslash, "backslash")]
    [InlineData("M\u00DCLLER", AETitleRule.NotIso646, "U+00DC")]
    [InlineData("\u00A0PACS", AETitleRule.NotIso646, "U+00A0")]
    [InlineData("PACS\u0080", AETitleRule.NotIso646, "U+0080")]
    [InlineData("P\u0410CS", AETitleRule.NotIso646, "U+0410")]
    [InlineData("PACS\uFF3C", AETitleRule.NotIso646, "U+FF3C")]
    public void Every_violation_names_its_rule(string? title, AETitleRule rule, string words)
    {
        Assert.Equal(rule, AETitle.FindBrokenRule(title));
        Assert.Contains(words, AETitle.DescribeBrokenRule(title), StringComparison.Ordinal);
        ApplicationEntity entity = new();
        DicomException error = Assert.Throws<DicomException>(() => entity.Title = title!);
        Assert.Equal(DicomErrorId.InvalidAETitle, error.ErrorId);
        Assert.NotNull(error.RecommendedAction);
        Assert.Equal(ApplicationEntity.DefaultTitle, entity.Title);
    }

    [Fact]
    public void The_sentence_of_each_rule_is_its_own()
    {
        string?[] broken = [null, "", " ", "ABCDEFGHIJKLMNOPQ", "\t", "\\", "\u00DC"];
        Assert.Equal(Enum.GetValues<AETitleRule>(), broken.Select(title => AETitle.FindBrokenRule(title)!.Value));
        Assert.Distinct(broken.Select(AETitle.DescribeBrokenRule));
    }

    [Fact]
    public void The_titles_of_options_obey_the_same_rules()
    {
        AssociationOptions options = new("localhost", 104) { CalledAETitle = "  PACS ", CallingAETitle = " ME " };
        Assert.Throws<DicomException>(() => options.CalledAETitle = @"A\B");
        Assert.Throws<DicomException>(() => options.CallingAETitle = "");
        Assert.Equal(("PACS", "ME"), (options.CalledAETitle, options.CallingAETitle));
        options.CallingAETitle = null;
        Assert.Null(options.CallingAETitle);
        Assert.Equal("ANY-SCP", new AssociationOptions("localhost", 104).CalledAETitle);
    }
}
