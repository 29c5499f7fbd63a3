namespace DicomPS.HelpBuilder;

/// <summary>A fault in a help page, with the place to look at.</summary>
internal sealed class HelpPageException(string file, int line, string message) : Exception(message)
{
    /// <summary>The page.</summary>
    public string File { get; } = file;

    /// <summary>The line in the page, counted from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The fault in the form that MSBuild, editors and CI systems recognise.</summary>
    public override string ToString() => $"{File}({Line}): error DPH0001: {Message}";
}
