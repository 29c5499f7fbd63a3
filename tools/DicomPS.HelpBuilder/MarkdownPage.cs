using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace DicomPS.HelpBuilder;

/// <summary>A markdown file as front matter and a tree of headings.</summary>
internal sealed class MarkdownPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().Build();

    private MarkdownPage(string file, string frontMatter, Section top)
    {
        File = file;
        FrontMatter = frontMatter;
        Top = top;
    }

    /// <summary>The path of the page.</summary>
    public string File { get; }

    /// <summary>The text between the two lines of dashes.</summary>
    public string FrontMatter { get; }

    /// <summary>What stands above the first heading, with the headings of level 1 under it.</summary>
    public Section Top { get; }

    /// <summary>Reads a page; the answer is null for one without front matter.</summary>
    public static MarkdownPage? Parse(string file, string text)
    {
        MarkdownDocument document = Markdown.Parse(text.ReplaceLineEndings("\n"), Pipeline);
        if (document.FirstOrDefault() is not YamlFrontMatterBlock frontMatter)
        {
            return null;
        }

        var top = new Section(0, "", 1);
        var open = new Stack<Section>([top]);
        foreach (Block block in document.Skip(1))
        {
            if (block is HeadingBlock heading)
            {
                while (open.Peek().Level >= heading.Level)
                {
                    open.Pop();
                }

                var section = new Section(heading.Level, MarkdownText.Of(file, heading), heading.Line + 1);
                open.Peek().Sections.Add(section);
                open.Push(section);
            }
            else if (block is not LinkReferenceDefinitionGroup)
            {
                open.Peek().Blocks.Add(block);
            }
        }

        return new MarkdownPage(file, frontMatter.Lines.ToString(), top);
    }
}

/// <summary>A heading, the blocks right under it and the headings below it.</summary>
internal sealed record Section(int Level, string Title, int Line)
{
    /// <summary>The blocks between this heading and the next.</summary>
    public List<Block> Blocks { get; } = [];

    /// <summary>The headings of a deeper level.</summary>
    public List<Section> Sections { get; } = [];
}
