using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace DicomPS.Shell;

/// <summary>Writes <c>-File script.ps1 args</c> as a PowerShell command.</summary>
internal static partial class ScriptCall
{
    /// <summary>
    /// The call of a script. Words like <c>-Name</c> and <c>-Name:value</c> stay parameters, all others are literal
    /// texts: nothing is expanded, as in pwsh.
    /// </summary>
    public static string ToText(string path, IEnumerable<string> arguments) =>
        string.Join(' ', arguments.Select(ArgumentToText).Prepend("& " + Quote(path)));

    private static string ArgumentToText(string argument)
    {
        Match match = Parameter().Match(argument);
        return !match.Success ? Quote(argument)
            : match.Groups["value"].Success ? match.Groups["name"].Value + ValueToText(match.Groups["value"].Value)
            : argument;
    }

    // A switch is turned off with -Name:$false.
    private static string ValueToText(string value) =>
        value.ToUpperInvariant() is "$TRUE" or "$FALSE" ? value : Quote(value);

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    [GeneratedRegex(@"^(?<name>-[\p{L}_]\w*:)(?<value>.+)$|^-[\p{L}_]\w*$", RegexOptions.Singleline)]
    private static partial Regex Parameter();
}
