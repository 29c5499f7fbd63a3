using System.Text.RegularExpressions;

namespace DicomPS.HelpBuilder;

/// <summary>Reads a syntax line such as <c>Get-Thing [[-Name] &lt;String&gt;] [-Force] [&lt;CommonParameters&gt;]</c>.</summary>
internal static partial class SyntaxLine
{
    private const string Common = "[<CommonParameters>]";

    /// <summary>Reads one line (wrapped as it may be) of a cmdlet.</summary>
    /// <exception cref="FormatException">The line is not in the form that Get-Command -Syntax writes.</exception>
    public static IReadOnlyList<SyntaxParameter> Parse(string command, string text)
    {
        string line = Space().Replace(text, " ").Trim();
        if (!line.StartsWith(command + " ", StringComparison.Ordinal) || !line.EndsWith(" " + Common, StringComparison.Ordinal))
        {
            throw new FormatException($"a syntax line starts with '{command}' and ends with '{Common}'");
        }

        string rest = line[command.Length..^Common.Length].Trim();
        var parameters = new List<SyntaxParameter>();
        while (rest.Length > 0)
        {
            Match match = Parameter().Match(rest);
            if (!match.Success)
            {
                throw new FormatException($"cannot read the syntax from '{rest}'");
            }

            parameters.Add(new SyntaxParameter(
                match.Groups["name"].Value,
                match.Groups["type"] is { Success: true } type ? type.Value : null,
                Required: !match.Groups["optional"].Success,
                Positional: match.Groups["positional"].Success));
            rest = rest[match.Length..].TrimStart();
        }

        return parameters;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    // In this order: [[-Name] <Type>], [-Name] <Type>, [-Name <Type>] or [-Switch], -Name <Type> or -Switch.
    [GeneratedRegex("""
        ^(
          (?<optional>\[)\[-(?<name>\w+)(?<positional>\])\ <(?<type>[^<>]+)>\]
        | \[-(?<name>\w+)(?<positional>\])\ <(?<type>[^<>]+)>
        | (?<optional>\[)-(?<name>\w+)(\ <(?<type>[^<>]+)>)?\]
        | -(?<name>\w+)(\ <(?<type>[^<>]+)>)?
        )(?=\ |$)
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Parameter();
}
