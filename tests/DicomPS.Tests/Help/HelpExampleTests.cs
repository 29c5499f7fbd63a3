using System.Management.Automation;
using System.Management.Automation.Language;
using DicomPS.HelpBuilder;
using Xunit;

namespace DicomPS.Tests.Help;

/// <summary>The examples of the help do what they say. Those that need a real node name it with a host under .example.</summary>
public sealed class HelpExampleTests(ModuleCommands module) : IClassFixture<ModuleCommands>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Theory]
    [MemberData(nameof(HelpPages.Names), MemberType = typeof(HelpPages))]
    public void Each_page_has_an_example_that_can_be_run(string name) =>
        Assert.Contains(HelpPages.Get(name).Examples, example => HelpPages.NeedsNoNode(example) && Uses(example, name));

    [Theory]
    [MemberData(nameof(HelpPages.RunnableExamples), MemberType = typeof(HelpPages))]
    public void Runs_as_it_stands(string name, int number)
    {
        using PowerShellHost host = new() { Timeout = Timeout };

        PowerShellResult result = host.Invoke(HelpPages.Get(name).Examples[number - 1].Code).ShouldSucceed();

        Assert.Empty(result.Warnings);
        Assert.Empty(host.Invoke("Get-DicomServer; Get-DicomAssociation").ShouldSucceed().Output);
    }

    /// <summary>Also those that are not run.</summary>
    [Theory]
    [MemberData(nameof(HelpPages.AllExamples), MemberType = typeof(HelpPages))]
    public void Has_no_unknown_parameter(string name, int number)
    {
        foreach (CommandAst call in Calls(HelpPages.Get(name).Examples[number - 1]))
        {
            if (module.Commands.TryGetValue(call.GetCommandName() ?? string.Empty, out CommandInfo? command))
            {
                // Throws on a name that the cmdlet lacks, or one cut so short that it could be two.
                Assert.All(call.CommandElements.OfType<CommandParameterAst>(), parameter => command.ResolveParameter(parameter.ParameterName));
            }
        }
    }

    private static bool Uses(ExampleHelp example, string command) => Calls(example).Any(call => call.GetCommandName() == command);

    private static IEnumerable<CommandAst> Calls(ExampleHelp example)
    {
        ScriptBlockAst script = Parser.ParseInput(example.Code, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>();
    }
}
