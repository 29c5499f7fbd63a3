using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using DicomPS.HelpBuilder;
using Xunit;

namespace DicomPS.Tests.Help;

/// <summary>The pages tell of the cmdlets what Get-Command tells.</summary>
public sealed partial class HelpPageTests(ModuleCommands module) : IClassFixture<ModuleCommands>
{
    private static readonly HashSet<string> CommonParameters = [.. PSCmdlet.CommonParameters];

    [Fact]
    public void There_is_a_page_for_each_cmdlet_and_no_other() =>
        Assert.Equal(module.Commands.Keys.Order(StringComparer.Ordinal), HelpPages.Names.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(HelpPages.Names), MemberType = typeof(HelpPages))]
    public void Parameters_are_those_of_the_cmdlet(string name)
    {
        ReadOnlyCollection<CommandParameterSetInfo> sets = module.Commands[name].ParameterSets;

        Assert.Equal(sets.SelectMany(set => Describe(set, sets.Count)), Describe(HelpPages.Get(name)));
    }

    [Theory]
    [MemberData(nameof(HelpPages.Names), MemberType = typeof(HelpPages))]
    public void The_default_parameter_set_is_marked(string name)
    {
        ReadOnlyCollection<CommandParameterSetInfo> sets = module.Commands[name].ParameterSets;
        string[] expected = sets.Count == 1 ? [] : [.. sets.Where(set => set.IsDefault).Select(set => set.Name)];

        Assert.Equal(expected, DefaultSet().Matches(HelpPages.Text(name)).Select(match => match.Groups[1].Value));
    }

    [Theory]
    [MemberData(nameof(HelpPages.Names), MemberType = typeof(HelpPages))]
    public void Inputs_are_the_types_taken_from_the_pipeline(string name)
    {
        IEnumerable<string> expected = module.Commands[name].ParameterSets
            .SelectMany(set => set.Parameters)
            .Where(parameter => parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName)
            .Select(parameter => TypeOf(parameter).FullName!);

        Assert.Equal(ElementTypes(expected), ElementTypes(HelpPages.Get(name).Inputs.Select(type => type.Name)));
    }

    [Theory]
    [MemberData(nameof(HelpPages.Names), MemberType = typeof(HelpPages))]
    public void Outputs_are_the_declared_types(string name)
    {
        IEnumerable<string> expected = module.Commands[name].OutputType.Select(type => type.Name);
        IEnumerable<string> written = HelpPages.Get(name).Outputs.Select(type => type.Name);

        // 'None' stands beside a type that is written on demand only, as with -PassThru.
        Assert.Equal(ElementTypes(expected), ElementTypes(expected.Any() ? written.Where(type => type != "None") : written));
    }

    // One line for each parameter of each set, in the order of the syntax.
    private static IEnumerable<string> Describe(CommandParameterSetInfo set, int sets)
    {
        string setName = sets == 1 ? ParameterUse.AllSets : set.Name;
        return ParameterNames().Matches(set.ToString()).Select(match => match.Groups[1].Value).Select(name =>
        {
            CommandParameterInfo parameter = set.Parameters.Single(parameter => parameter.Name == name);
            Assert.DoesNotContain(parameter.Name, CommonParameters);
            Type type = TypeOf(parameter);
            return Line(
                setName,
                parameter.Name,
                type.Name,
                parameter.IsMandatory,
                parameter.Position < 0 ? null : parameter.Position,
                (parameter.ValueFromPipelineByPropertyName, parameter.ValueFromPipeline) switch
                {
                    (true, true) => "True (ByPropertyName, ByValue)",
                    (true, false) => "True (ByPropertyName)",
                    (false, true) => "True (ByValue)",
                    _ => "False",
                },
                parameter.Aliases,
                type.IsEnum ? Enum.GetNames(type).Where(value => !IsNothing(type, value)) : [],
                parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any());
        });
    }

    private static IEnumerable<string> Describe(CommandHelp page) => page.Syntax.SelectMany(set => set.Parameters.Select(written =>
    {
        ParameterUse use = page.Parameters.Single(parameter => parameter.Name == written.Name).In(set.SetName)!;
        return Line(
            set.SetName,
            written.Name,
            use.Type,
            use.Required,
            use.Position,
            use.PipelineInput,
            use.Aliases,
            use.AcceptedValues,
            use.Wildcards);
    }));

    private static string Line(
        string set,
        string name,
        string type,
        bool required,
        int? position,
        string pipeline,
        IEnumerable<string> aliases,
        IEnumerable<string> values,
        bool wildcards) =>
        string.Create(CultureInfo.InvariantCulture, $"{set} -{name} <{type}> required {required}, position {position?.ToString(CultureInfo.InvariantCulture) ?? "named"}, ")
        + $"pipeline {pipeline}, aliases [{string.Join(' ', aliases.Order(StringComparer.Ordinal))}], "
        + $"values [{string.Join(' ', values)}], wildcards {wildcards}";

    private static Type TypeOf(CommandParameterInfo parameter) =>
        Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;

    // The None of flags, which nobody gives. Where it is one answer among others it is not the first.
    private static bool IsNothing(Type type, string value) =>
        value == "None" && Convert.ToInt64(Enum.Parse(type, value), CultureInfo.InvariantCulture) == 0;

    // A list from the pipeline is taken element by element.
    private static IEnumerable<string> ElementTypes(IEnumerable<string> names) => names
        .Select(name => name.EndsWith("[]", StringComparison.Ordinal) ? name[..^2] : name)
        .DefaultIfEmpty("None")
        .Distinct()
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"(?<=^|[\s[])-(\w+)")]
    private static partial Regex ParameterNames();

    [GeneratedRegex(@"^### (\w+) \(Default\)$", RegexOptions.Multiline)]
    private static partial Regex DefaultSet();
}
