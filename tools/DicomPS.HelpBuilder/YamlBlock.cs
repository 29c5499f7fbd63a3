using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DicomPS.HelpBuilder;

/// <summary>A yaml block of names and plain values, in which every name must be known.</summary>
internal sealed class YamlBlock
{
    private readonly string file;
    private readonly int firstLine;
    private readonly Dictionary<string, (string Value, int Line)> values = new(StringComparer.Ordinal);

    /// <summary>Reads a block.</summary>
    /// <param name="file">The page.</param>
    /// <param name="firstLine">The line in the page where the text starts, counted from 1.</param>
    /// <param name="yaml">The text.</param>
    /// <param name="required">The names that must be there.</param>
    /// <param name="optional">The names that may be there.</param>
    public YamlBlock(string file, int firstLine, string yaml, string[] required, params string[] optional)
    {
        this.file = file;
        this.firstLine = firstLine;
        foreach ((YamlNode key, YamlNode value) in Load(yaml))
        {
            int line = firstLine + (int)key.Start.Line - 1;
            if (key is not YamlScalarNode { Value: { } name } || value is not YamlScalarNode { Value: { } text })
            {
                throw new HelpPageException(file, line, $"'{key}' takes one plain value");
            }

            if (!required.Contains(name) && !optional.Contains(name))
            {
                throw new HelpPageException(file, line, $"unknown name '{name}'; known are {string.Join(", ", required.Concat(optional))}");
            }

            values.Add(name, (text, line));
        }

        if (required.FirstOrDefault(name => !values.ContainsKey(name)) is { } missing)
        {
            throw new HelpPageException(file, firstLine, $"'{missing}:' is missing");
        }
    }

    /// <summary>The value of a name; empty where it is absent.</summary>
    public string this[string name] => values.TryGetValue(name, out (string Value, int Line) entry) ? entry.Value : "";

    /// <summary>A value that is a list with commas.</summary>
    public IReadOnlyList<string> List(string name) =>
        this[name].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A value that is True or False.</summary>
    public bool Flag(string name) => this[name] switch
    {
        "True" => true,
        "False" => false,
        string other => throw Fault(name, $"'{other}' is neither True nor False"),
    };

    /// <summary>The error for a faulty value.</summary>
    public HelpPageException Fault(string name, string message) =>
        new(file, values.TryGetValue(name, out (string Value, int Line) entry) ? entry.Line : firstLine, $"{name}: {message}");

    private YamlMappingNode Load(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw new HelpPageException(file, firstLine, "the yaml block is not a list of 'name: value'");
        }
        catch (YamlException fault)
        {
            throw new HelpPageException(file, firstLine + (int)fault.Start.Line - 1, $"yaml: {fault.Message}");
        }
    }
}
