using Xunit;

namespace DicomPS.Interop;

/// <summary>A tool that has ended.</summary>
/// <param name="CommandLine">What was run.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Both of its streams.</param>
internal sealed record ToolRun(string CommandLine, int ExitCode, string Output)
{
    /// <summary>Returns this run, or fails with its output.</summary>
    public ToolRun ShouldSucceed()
    {
        Assert.True(ExitCode == 0, $"{this}");
        return this;
    }

    /// <summary>Returns this run, or fails where it succeeded or did not say that.</summary>
    public ToolRun ShouldFailWith(string text)
    {
        Assert.True(ExitCode != 0 && Output.Contains(text, StringComparison.Ordinal), $"'{text}' was expected of {this}");
        return this;
    }

    public override string ToString() => $"{CommandLine}\nwhich ended with {ExitCode}:\n{Output}";
}
