using System.Globalization;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DicomPS.HelpBuilder;

/// <summary>Renders markdown as the plain paragraphs that a console shows.</summary>
internal static class MarkdownText
{
    /// <summary>The text of a paragraph or a heading.</summary>
    public static string Of(string file, LeafBlock block)
    {
        var text = new StringBuilder();
        Append(file, block.Line + 1, block.Inline, text);
        return text.ToString().Trim();
    }

    /// <summary>The paragraphs of a run of blocks: one for each paragraph, list item and code block.</summary>
    public static IReadOnlyList<string> Paragraphs(string file, IEnumerable<Block> blocks)
    {
        var paragraphs = new List<string>();
        foreach (Block block in blocks)
        {
            switch (block)
            {
                case ParagraphBlock paragraph:
                    paragraphs.Add(Of(file, paragraph));
                    break;
                case CodeBlock code:
                    paragraphs.Add(Code(code));
                    break;
                case ListBlock list:
                    AddItems(file, list, paragraphs);
                    break;
                case HtmlBlock { Type: HtmlBlockType.Comment }:
                    break;
                default:
                    throw new HelpPageException(file, block.Line + 1, $"{block.GetType().Name}: help text holds paragraphs, lists and code blocks only");
            }
        }

        return paragraphs;
    }

    /// <summary>The lines of a code block.</summary>
    public static string Code(CodeBlock block) => block.Lines.ToString().TrimEnd();

    private static void AddItems(string file, ListBlock list, List<string> paragraphs)
    {
        int number = int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out int start) ? start : 1;
        foreach (ListItemBlock item in list.Cast<ListItemBlock>())
        {
            string marker = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            string indent = new(' ', marker.Length);
            string text = string.Join("\n", Paragraphs(file, item));
            paragraphs.Add(marker + text.Replace("\n", "\n" + indent, StringComparison.Ordinal));
        }
    }

    private static void Append(string file, int line, ContainerInline? container, StringBuilder text)
    {
        foreach (Inline inline in container ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.ContentSpan);
                    break;
                case LineBreakInline { IsHard: true }:
                    text.Append('\n');
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case LinkInline { IsImage: false } link:
                    Append(file, line, link, text);
                    if (Uri.IsWellFormedUriString(link.Url, UriKind.Absolute))
                    {
                        text.Append(CultureInfo.InvariantCulture, $" ({link.Url})");
                    }

                    break;
                case EmphasisInline emphasis:
                    Append(file, line, emphasis, text);
                    break;
                default:
                    throw new HelpPageException(file, line, $"'{inline}': help text holds no HTML and no images; write <name> in backticks");
            }
        }
    }
}
