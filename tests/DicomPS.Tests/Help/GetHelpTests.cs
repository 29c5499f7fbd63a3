using System.Text.RegularExpressions;
using DicomPS.HelpBuilder;
using Xunit;

namespace DicomPS.Tests.Help;

/// <summary>What a person sees who asks Get-Help.</summary>
public sealed partial class GetHelpTests(ModuleCommands module) : IClassFixture<ModuleCommands>
{
    [Theory]
    [MemberData(nameof(HelpPages.Names), MemberType = typeof(HelpPages))]
    public void Full_help_shows_the_whole_page(string name)
    {
        CommandHelp page = HelpPages.Get(name);

        string shown = Compact(module.Host.Render($"Get-Help {name} -Full"));

        Assert.All(Parts(page), part => Assert.Contains(Compact(part), shown, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(HelpPages.Names), MemberType = typeof(HelpPages))]
    public void Help_of_one_parameter_is_found(string name)
    {
        foreach (ParameterHelp parameter in HelpPages.Get(name).Parameters)
        {
            string shown = Compact(module.Host.Render($"Get-Help {name} -Parameter {parameter.Name}"));

            Assert.Contains(Compact($"-{parameter.Name}"), shown, StringComparison.Ordinal);
            Assert.Contains(Compact(parameter.Description[0]), shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_topic_about_the_module_names_every_cmdlet_and_error()
    {
        string topic = module.Host.Invoke("Get-Help about_DicomPS").One<string>();
        IEnumerable<string> errors = module.Host.Invoke("[Enum]::GetNames([DicomPS.Engine.DicomErrorId])")
            .ShouldSucceed().Output.Select(name => name.ToString());

        Assert.All(module.Commands.Keys.Concat(errors), name => Assert.Contains(name, topic, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Parts(CommandHelp page) =>
    [
        page.Name,
        .. page.Synopsis,
        .. page.Description,
        .. page.Parameters.Select(parameter => $"-{parameter.Name}"),
        .. page.Parameters.SelectMany(parameter => parameter.Description),
        .. page.Inputs.Select(type => type.Name),
        .. page.Outputs.Select(type => type.Name),
        .. page.Outputs.SelectMany(type => type.Description),
        .. page.Examples.Select(example => example.Title),
        .. page.Examples.Select(example => example.Code),
        .. page.Examples.SelectMany(example => example.Remarks),
        .. page.Notes,
        .. page.Links.Select(link => link.Text),
    ];

    // The console breaks and indents the lines.
    private static string Compact(string text) => Space().Replace(text, string.Empty);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
