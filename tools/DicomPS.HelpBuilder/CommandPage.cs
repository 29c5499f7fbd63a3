using System.Globalization;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DicomPS.HelpBuilder;

/// <summary>Reads a cmdlet page (platyPS schema 2.0.0). What a page lacks or has too much is an error.</summary>
internal sealed partial class CommandPage
{
    private static readonly string[] SectionTitles =
        ["SYNOPSIS", "SYNTAX", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    private static readonly string[] PipelineForms =
        ["False", "True (ByValue)", "True (ByPropertyName)", "True (ByPropertyName, ByValue)"];

    private readonly MarkdownPage page;
    private readonly Section command;

    private CommandPage(MarkdownPage page)
    {
        this.page = page;
        if (page.Top is not { Blocks: [], Sections: [{ Level: 1 } only] } || !CommandName().IsMatch(only.Title))
        {
            throw Fault(page.Top.Sections.ElementAtOrDefault(1) ?? page.Top, "a cmdlet page holds one heading '# Verb-Noun' and all else under it");
        }

        command = only;
    }

    /// <summary>Reads a page; the answer is null for one without front matter, which is not about a cmdlet.</summary>
    /// <param name="file">The path of the page.</param>
    /// <param name="text">The text of the page.</param>
    /// <param name="helpFile">The file name of the MAML that is being made.</param>
    /// <exception cref="HelpPageException">The page is faulty.</exception>
    public static CommandHelp? Parse(string file, string text, string helpFile) =>
        MarkdownPage.Parse(file, text) is { } page ? new CommandPage(page).Read(helpFile) : null;

    private CommandHelp Read(string helpFile)
    {
        string onlineVersion = FrontMatter(helpFile);
        Dictionary<string, Section> sections = Sections();
        IReadOnlyList<ParameterHelp> parameters = Parameters(sections["PARAMETERS"]);
        IReadOnlyList<SyntaxHelp> syntax = Syntax(sections["SYNTAX"]);
        SyntaxCheck.Check(page.File, syntax, parameters);
        return new CommandHelp(
            command.Title,
            onlineVersion,
            Text(sections["SYNOPSIS"], required: true),
            syntax,
            Text(sections["DESCRIPTION"], required: true),
            Examples(sections["EXAMPLES"]),
            parameters,
            Types(sections["INPUTS"]),
            Types(sections["OUTPUTS"]),
            Text(sections["NOTES"], required: false),
            Links(sections["RELATED LINKS"]));
    }

    private string FrontMatter(string helpFile)
    {
        var yaml = new YamlBlock(page.File, 2, page.FrontMatter, ["external help file", "Module Name", "online version", "schema"]);
        if (yaml["external help file"] != helpFile)
        {
            throw yaml.Fault("external help file", $"expected {helpFile}");
        }

        if (yaml["schema"] != "2.0.0")
        {
            throw yaml.Fault("schema", "expected 2.0.0");
        }

        if (Path.GetFileNameWithoutExtension(page.File) != command.Title)
        {
            throw Fault(command, $"the page of {command.Title} is named {command.Title}.md");
        }

        return yaml["Module Name"].Length > 0 ? yaml["online version"] : throw yaml.Fault("Module Name", "the name of the module is missing");
    }

    private Dictionary<string, Section> Sections()
    {
        if (command.Blocks is [{ } stray, ..])
        {
            throw new HelpPageException(page.File, stray.Line + 1, "text above the first section");
        }

        var sections = new Dictionary<string, Section>(StringComparer.Ordinal);
        foreach (Section section in command.Sections)
        {
            if (section.Level != 2 || !SectionTitles.Contains(section.Title))
            {
                throw Fault(section, $"unknown heading '{section.Title}'; the sections are {string.Join(", ", SectionTitles)}");
            }

            if (!sections.TryAdd(section.Title, section))
            {
                throw Fault(section, $"a second section {section.Title}");
            }
        }

        return SectionTitles.FirstOrDefault(title => !sections.ContainsKey(title)) is { } missing
            ? throw Fault(command, $"the section '## {missing}' is missing")
            : sections;
    }

    private List<SyntaxHelp> Syntax(Section section)
    {
        if (section.Sections is [])
        {
            return [SyntaxOf(section, ParameterUse.AllSets)];
        }

        NoText(section);
        var sets = section.Sections.ConvertAll(set => SyntaxOf(set, set.Title.Replace(" (Default)", "", StringComparison.Ordinal)));
        NoSecond(section.Sections, sets.Select(set => set.SetName));
        return sets;
    }

    private SyntaxHelp SyntaxOf(Section section, string setName)
    {
        if (section is not { Blocks: [FencedCodeBlock fence], Sections: [] })
        {
            throw Fault(section, "a syntax is one fenced code block");
        }

        try
        {
            return new SyntaxHelp(setName, SyntaxLine.Parse(command.Title, MarkdownText.Code(fence)), fence.Line + 1);
        }
        catch (FormatException fault)
        {
            throw new HelpPageException(page.File, fence.Line + 1, fault.Message);
        }
    }

    private List<ExampleHelp> Examples(Section section)
    {
        NoText(section);
        List<ExampleHelp> examples = section.Sections.ConvertAll(example =>
        {
            string expected = string.Create(CultureInfo.InvariantCulture, $"Example {section.Sections.IndexOf(example) + 1}: ");
            if (!example.Title.StartsWith(expected, StringComparison.Ordinal))
            {
                throw Fault(example, $"expected the heading '### {expected}title'");
            }

            NoSections(example);
            if (example.Blocks is not [FencedCodeBlock { Info: "powershell" } code, .. var remarks] || MarkdownText.Code(code) == "")
            {
                throw Fault(example, "an example starts with a code block ```powershell");
            }

            if (remarks.OfType<FencedCodeBlock>().FirstOrDefault(block => block.Info == "powershell") is { } second)
            {
                throw new HelpPageException(page.File, second.Line + 1, "an example has one code block ```powershell");
            }

            return new ExampleHelp(example.Title, MarkdownText.Code(code), MarkdownText.Paragraphs(page.File, remarks));
        });
        return examples is [] ? throw Fault(section, "there is no example") : examples;
    }

    private List<ParameterHelp> Parameters(Section section)
    {
        NoText(section);
        NoSecond(section.Sections, section.Sections.Select(parameter => parameter.Title));
        if (section.Sections is not [.., { Title: "CommonParameters" }])
        {
            throw Fault(section, "the last parameter is '### CommonParameters'");
        }

        return section.Sections.SkipLast(1).Select(Parameter).ToList();
    }

    private ParameterHelp Parameter(Section section)
    {
        if (!ParameterName().IsMatch(section.Title))
        {
            throw Fault(section, $"'{section.Title}' is not the name of a parameter; expected '### -Name'");
        }

        NoSections(section);
        var blocks = section.Blocks.ToLookup(block => block is FencedCodeBlock { Info: "yaml" });
        var uses = blocks[true].Cast<FencedCodeBlock>().Select(Use).ToList();
        IReadOnlyList<string> text = MarkdownText.Paragraphs(page.File, blocks[false]);
        if (uses is [] || text is [])
        {
            throw Fault(section, $"the parameter {section.Title} has no {(uses is [] ? "```yaml block" : "text")}");
        }

        foreach (ParameterUse use in uses)
        {
            // A set named by two blocks, or by one beside a block for all sets, would have two truths.
            if (uses.Any(other => other != use && (use.Sets.Contains(ParameterUse.AllSets) || use.Sets.Intersect(other.Sets).Any())))
            {
                throw new HelpPageException(page.File, use.Line, $"{section.Title} has another ```yaml block for the same parameter set");
            }
        }

        return new ParameterHelp(section.Title[1..], text, uses, section.Line);
    }

    private ParameterUse Use(FencedCodeBlock fence)
    {
        var yaml = new YamlBlock(
            page.File,
            fence.Line + 2,
            MarkdownText.Code(fence),
            ["Type", "Parameter Sets", "Aliases", "Required", "Position", "Default value", "Accept pipeline input", "Accept wildcard characters"],
            "Accepted values");
        int? position = yaml["Position"] == "Named" ? null
            : int.TryParse(yaml["Position"], CultureInfo.InvariantCulture, out int number) && number >= 0 ? number
            : throw yaml.Fault("Position", "expected Named or a number");
        if (yaml["Type"] == "" || yaml["Parameter Sets"] == "")
        {
            throw yaml.Fault(yaml["Type"] == "" ? "Type" : "Parameter Sets", "the value is missing");
        }

        if (!PipelineForms.Contains(yaml["Accept pipeline input"]))
        {
            throw yaml.Fault("Accept pipeline input", $"expected one of {string.Join("; ", PipelineForms)}");
        }

        return new ParameterUse(
            yaml["Type"],
            yaml.List("Parameter Sets"),
            yaml.List("Aliases"),
            yaml.List("Accepted values"),
            yaml.Flag("Required"),
            position,
            yaml["Default value"],
            yaml["Accept pipeline input"],
            yaml.Flag("Accept wildcard characters"),
            fence.Line + 1);
    }

    private List<TypeHelp> Types(Section section)
    {
        NoText(section);
        NoSecond(section.Sections, section.Sections.Select(type => type.Title));
        return section.Sections is []
            ? throw Fault(section, "there is no type; write '### None' where it is so")
            : section.Sections.ConvertAll(type => new TypeHelp(type.Title, Text(type, required: false)));
    }

    private List<LinkHelp> Links(Section section)
    {
        NoSections(section);
        return section.Blocks
            .SelectMany(block => block.Descendants().Prepend(block).OfType<ParagraphBlock>())
            .Select(Link)
            .ToList();
    }

    private LinkHelp Link(ParagraphBlock paragraph)
    {
        if (paragraph.Inline is not { FirstChild: { NextSibling: null } only })
        {
            throw new HelpPageException(page.File, paragraph.Line + 1, "each related link is a paragraph or a list item of its own");
        }

        string text = MarkdownText.Of(page.File, paragraph);
        if (only is not LinkInline { Url: { } url } link)
        {
            return new LinkHelp(text, "");
        }

        if (Uri.IsWellFormedUriString(url, UriKind.Absolute))
        {
            return new LinkHelp(((LiteralInline?)link.FirstChild)?.Content.ToString() ?? url, url);
        }

        string target = Path.Combine(Path.GetDirectoryName(page.File) ?? "", url);
        return File.Exists(target)
            ? new LinkHelp(text, "")
            : throw new HelpPageException(page.File, paragraph.Line + 1, $"the linked page {url} does not exist");
    }

    private IReadOnlyList<string> Text(Section section, bool required)
    {
        NoSections(section);
        IReadOnlyList<string> text = MarkdownText.Paragraphs(page.File, section.Blocks);
        return required && text is [] ? throw Fault(section, $"{section.Title} has no text") : text;
    }

    private void NoText(Section section)
    {
        if (section.Blocks is [{ } stray, ..])
        {
            throw new HelpPageException(page.File, stray.Line + 1, $"{section.Title} holds nothing above its first '###' heading");
        }
    }

    private void NoSections(Section section)
    {
        if (section.Sections is [{ } stray, ..])
        {
            throw Fault(stray, $"unknown heading '{stray.Title}' under {section.Title}");
        }
    }

    private void NoSecond(List<Section> sections, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((Section section, string name) in sections.Zip(names))
        {
            if (!seen.Add(name))
            {
                throw Fault(section, $"a second heading '{name}'");
            }
        }
    }

    private HelpPageException Fault(Section section, string message) => new(page.File, section.Line, message);

    [GeneratedRegex("^[A-Z][A-Za-z]+-[A-Z][A-Za-z0-9]+$")]
    private static partial Regex CommandName();

    [GeneratedRegex("^-[A-Z][A-Za-z0-9]*$")]
    private static partial Regex ParameterName();
}
