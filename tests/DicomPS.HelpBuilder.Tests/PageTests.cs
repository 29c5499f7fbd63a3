using System.Xml.Linq;
using Xunit;

namespace DicomPS.HelpBuilder.Tests;

public class PageTests
{
    private const string File = "Test-Page.md";
    private static readonly string Page = Resource("Test-Page.md");

    [Fact]
    public void A_page_becomes_the_MAML_that_stands_beside_it()
    {
        XDocument made = MamlWriter.Write([Parse(Page)!]);

        Assert.Equal(Resource("Test-Page.xml").Trim(), made.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_page_without_front_matter_is_no_cmdlet_page() => Assert.Null(Parse("# Architecture\n\nText."));

    [Fact]
    public void Line_ends_do_not_matter() =>
        Assert.Equal(
            MamlWriter.Write([Parse(Page)!]).ToString(),
            MamlWriter.Write([Parse(Page.ReplaceLineEndings("\r\n"))!]).ToString());

    /// <summary>Each change of the good page is an error on the given line, told in these words.</summary>
    [Theory]
    [InlineData("schema: 2.0.0\n", "", 2, "'schema:' is missing")]
    [InlineData("schema: 2.0.0", "schema: 3.0.0", 5, "expected 2.0.0")]
    [InlineData("Module Name: Test", "Module: Test", 3, "unknown name 'Module'")]
    [InlineData("Test.dll-Help.xml", "Other.xml", 2, "expected Test.dll-Help.xml")]
    [InlineData("# Test-Page", "# Test-Other", 8, "named Test-Other.md")]
    [InlineData("# Test-Page", "# Testing", 1, "'# Verb-Noun'")]
    [InlineData("# Test-Page\n", "# Test-Page\n\nStray.\n", 10, "above the first section")]
    [InlineData("## NOTES", "## NOTE", 142, "unknown heading 'NOTE'")]
    [InlineData("## NOTES\n\nA note.\n", "", 8, "'## NOTES' is missing")]
    [InlineData("## NOTES", "## INPUTS", 142, "second section INPUTS")]
    [InlineData("Tests a page.\n", "", 10, "SYNOPSIS has no text")]
    [InlineData("### Example 1: Test", "### Example 2: Test", 39, "'### Example 1: title'")]
    [InlineData("```powershell", "```", 39, "```powershell")]
    [InlineData("The remark.", "```powershell\n1\n```", 46, "one code block")]
    [InlineData("### -Force", "### Force", 50, "'### -Name'")]
    [InlineData("### -Force", "### -Name", 112, "second heading '-Name'")]
    [InlineData("Forces it.\n", "", 50, "-Force has no text")]
    [InlineData("### -Force\n\nForces it.\n\n```yaml", "### -Force\n\nForces it.\n\n```", 50, "-Force has no ```yaml block")]
    [InlineData("### CommonParameters\n\nAs everywhere.\n", "", 48, "'### CommonParameters'")]
    [InlineData("Required: False", "Required: No", 59, "neither True nor False")]
    [InlineData("Position: Named", "Position: Last", 60, "expected Named or a number")]
    [InlineData("Accept pipeline input: False", "Accept pipeline input: Yes", 62, "expected one of")]
    [InlineData("Default value: False\n", "", 55, "'Default value:' is missing")]
    [InlineData("Default value: False", "Default value: a: b", 61, "yaml")]
    [InlineData("Parameter Sets: (All)", "Parameter Sets: Other", 54, "no parameter set Other")]
    [InlineData("Parameter Sets: Name", "Parameter Sets: Object", 86, "another ```yaml block")]
    [InlineData("Type: SwitchParameter", "Type: String", 54, "another type, position or need")]
    [InlineData("\n  [-Force] [<C", "\n  [<C", 18, "lacks -Force")]
    [InlineData("\n  [-Force] [<C", "\n  [-Force] [-Force] [<C", 18, "-Force twice")]
    [InlineData("\n  [-Force] [<C", "\n  [-Force] [-More] [<C", 18, "no -More")]
    [InlineData("\n  [-Force] [<C", "\n  [-Force [<C", 18, "cannot read the syntax")]
    [InlineData("\n  [-Force] [<CommonParameters>]", "\n  [-Force]", 18, "[<CommonParameters>]")]
    [InlineData("### None\n", "", 138, "no type")]
    [InlineData("https://example.org/project", "Missing-Page.md", 148, "does not exist")]
    [InlineData("One paragraph", "> A quote", 31, "paragraphs, lists and code blocks")]
    [InlineData("One paragraph", "A <name>", 31, "in backticks")]
    public void A_fault_is_told_with_its_line(string good, string bad, int line, string words)
    {
        int at = Page.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, "the page holds what is to be changed");
        string page = string.Concat(Page.AsSpan(0, at), bad, Page.AsSpan(at + good.Length));

        var fault = Assert.Throws<HelpPageException>(() => Parse(page));

        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Equal((File, line), (fault.File, fault.Line));
        Assert.StartsWith($"{File}({line}): error ", fault.ToString(), StringComparison.Ordinal);
    }

    private static CommandHelp? Parse(string page) => CommandPage.Parse(File, page, "Test.dll-Help.xml");

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(PageTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
