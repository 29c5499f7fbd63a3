using System.Text.RegularExpressions;
using DicomPS.HelpBuilder;
using Xunit;

namespace DicomPS.Tests.Help;

/// <summary>The pages of docs/ about cmdlets, read as the build reads them.</summary>
public static partial class HelpPages
{
    private static readonly Dictionary<string, CommandHelp> Pages =
        Directory.GetFiles(RepositoryRoot.Combine("docs"), "*.md")
            .Select(file => CommandPage.Parse(file, File.ReadAllText(file), "DicomPS.dll-Help.xml"))
            .OfType<CommandHelp>()
            .ToDictionary(page => page.Name);

    /// <summary>The names of the pages.</summary>
    public static TheoryData<string> Names => [.. Pages.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The examples that need nothing but this computer: page and number.</summary>
    public static TheoryData<string, int> RunnableExamples => Examples(NeedsNoNode);

    /// <summary>All examples: page and number.</summary>
    public static TheoryData<string, int> AllExamples => Examples(_ => true);

    internal static CommandHelp Get(string name) => Pages[name];

    internal static string Text(string name) => File.ReadAllText(RepositoryRoot.Combine("docs", name + ".md"));

    /// <summary>Whether an example names no host of the domain that stands for a real node (RFC 2606).</summary>
    internal static bool NeedsNoNode(ExampleHelp example) => !RealNode().IsMatch(example.Code);

    private static TheoryData<string, int> Examples(Func<ExampleHelp, bool> wanted)
    {
        TheoryData<string, int> examples = [];
        foreach (CommandHelp page in Pages.Values.OrderBy(page => page.Name, StringComparer.Ordinal))
        {
            for (int i = 0; i < page.Examples.Count; i++)
            {
                if (wanted(page.Examples[i]))
                {
                    examples.Add(page.Name, i + 1);
                }
            }
        }

        return examples;
    }

    [GeneratedRegex(@"\w\.example\b")]
    private static partial Regex RealNode();
}
