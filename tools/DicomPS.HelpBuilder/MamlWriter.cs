using System.Globalization;
using System.Xml.Linq;

namespace DicomPS.HelpBuilder;

/// <summary>Writes command help as the MAML that Get-Help reads.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The help of a module, its cmdlets in the order of their names.</summary>
    public static XDocument Write(IEnumerable<CommandHelp> commands) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(
            Msh + "helpItems",
            new XAttribute("schema", "maml"),
            commands.OrderBy(command => command.Name, StringComparer.Ordinal).Select(WriteCommand)));

    private static XElement WriteCommand(CommandHelp command) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", command.Name),
            new XElement(Command + "verb", command.Name[..command.Name.IndexOf('-', StringComparison.Ordinal)]),
            new XElement(Command + "noun", command.Name[(command.Name.IndexOf('-', StringComparison.Ordinal) + 1)..]),
            Text("description", command.Synopsis)),
        Text("description", command.Description),
        new XElement(Command + "syntax", command.Syntax.Select(set => SyntaxItem(command, set))),
        new XElement(Command + "parameters", command.Parameters.Select(parameter => Parameter(parameter, parameter.Uses[0], inSyntax: false))),
        new XElement(Command + "inputTypes", command.Inputs.Select(type => Type("inputType", type))),
        new XElement(Command + "returnValues", command.Outputs.Select(type => Type("returnValue", type))),
        new XElement(Maml + "alertSet", Text("alert", command.Notes)),
        new XElement(Command + "examples", command.Examples.Select(Example)),
        new XElement(Command + "relatedLinks", OnlineVersion(command).Concat(command.Links).Select(Link)));

    private static XElement SyntaxItem(CommandHelp command, SyntaxHelp set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", command.Name),
        set.Parameters.Select(written =>
        {
            ParameterHelp parameter = command.Parameters.First(p => p.Name == written.Name);
            return Parameter(parameter, parameter.In(set.SetName)!, inSyntax: true);
        }));

    // In a syntax item a switch has no value: that is how Get-Help knows it.
    private static XElement Parameter(ParameterHelp parameter, ParameterUse use, bool inSyntax) => new(
        Command + "parameter",
        new XAttribute("required", Flag(use.Required)),
        new XAttribute("variableLength", Flag(use.Type.EndsWith("[]", StringComparison.Ordinal))),
        new XAttribute("globbing", Flag(use.Wildcards)),
        new XAttribute("pipelineInput", use.PipelineInput),
        new XAttribute("position", use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", use.Aliases is [] ? "none" : string.Join(", ", use.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        Text("description", parameter.Description),
        inSyntax && use.AcceptedValues is not []
            ? new XElement(Command + "parameterValueGroup", use.AcceptedValues.Select(value => ParameterValue(value, required: false)))
            : null,
        inSyntax && use.Type == ParameterUse.Switch ? null : ParameterValue(use.Type, required: use.Type != ParameterUse.Switch),
        new XElement(Dev + "type", new XElement(Maml + "name", use.Type), new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", use.DefaultValue.Length > 0 ? use.DefaultValue : "None"));

    private static XElement ParameterValue(string value, bool required) => new(
        Command + "parameterValue",
        new XAttribute("required", Flag(required)),
        new XAttribute("variableLength", Flag(value.EndsWith("[]", StringComparison.Ordinal))),
        value);

    private static XElement Type(string name, TypeHelp type) => new(
        Command + name,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
        Text("description", type.Description));

    private static XElement Example(ExampleHelp example) => new(
        Command + "example",
        new XElement(Maml + "title", $"---------- {example.Title} ----------"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs([.. example.Remarks, ""]))); // an empty line before the next title

    private static IEnumerable<LinkHelp> OnlineVersion(CommandHelp command) =>
        command.OnlineVersion.Length > 0 ? [new LinkHelp("Online Version:", command.OnlineVersion)] : [];

    private static XElement Link(LinkHelp link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Uri));

    private static XElement Text(string name, IReadOnlyList<string> paragraphs) => new(Maml + name, Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IReadOnlyList<string> paragraphs) => paragraphs.Select(text => new XElement(Maml + "para", text));

    private static string Flag(bool value) => value ? "true" : "false";
}
