using Xunit;

namespace DicomPS.Tests;

/// <summary>The Shell as a process: exit codes, arguments, streams.</summary>
public sealed class ShellTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dicomps-shell-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("exit 5", 5)]
    [InlineData("'output'", 0)]
    [InlineData("Get-Command nope; 'go on'", 0)]
    [InlineData("'go on'; Get-Command nope", 1)]
    [InlineData("throw 'end'", 1)]
    [InlineData("not a whole (", 1)]
    [InlineData("$Host.SetShouldExit(9)", 9)]
    public async Task A_command_gives_its_exit_code(string command, int exitCode) =>
        Assert.Equal(exitCode, (await Run("-Command", command)).ExitCode);

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("dotnet --no-such-option 2>$null; 'go on'", 0)]
    [InlineData("throw 'end'", 1)]
    [InlineData("not a whole (", 1)]
    [InlineData("param([int] $N = 'x') ", 1)]
    public async Task A_script_gives_its_exit_code(string script, int exitCode)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.ps1"), script, TestContext.Current.CancellationToken);

        Assert.Equal(exitCode, (await Run("-File", "a.ps1")).ExitCode);
    }

    /// <summary>PowerShell does so only in languages it knows to have spaces.</summary>
    [Fact]
    public async Task Help_is_broken_between_words()
    {
        ProcessRun run = await Run("-Command", "Get-Help Send-DicomInstance");

        // Were a word broken, a blank would stand in it.
        string text = string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(
            "For each pair of SOP class and transfer syntax among the files one context is proposed, so that compressed files travel as they are",
            text,
            StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 121));
    }

    [Fact]
    public async Task A_script_gets_its_arguments_as_they_are()
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "a.ps1"),
            "param($Name, [switch] $On, [switch] $Off, $Rest) \"$Name|$On|$Off|$Rest|$PSScriptRoot\"",
            TestContext.Current.CancellationToken);

        ProcessRun run = await Run("-File", "./a.ps1", "-Name", "it's $x", "-On", "-Off:$false", "-Command");

        Assert.Equal($"it's $x|True|False||{folder.FullName}", run.Output.Trim());
    }

    [Fact]
    public async Task The_module_is_imported() =>
        Assert.Equal("DicomPS", (await Run("-Command", "(Get-Module DicomPS).Name")).Output.Trim());

    [Fact]
    public async Task Errors_go_to_the_error_stream_without_colours()
    {
        ProcessRun run = await Run("-Command", "throw 'end'");

        Assert.Empty(run.Output);
        Assert.Contains("end", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Bogus")]
    [InlineData("-File")]
    [InlineData("-File", "no-such-file.ps1")]
    public async Task A_wrong_command_line_is_code_64(params string[] arguments)
    {
        ProcessRun run = await Run(arguments);

        Assert.Equal(64, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Lines_are_read_from_a_redirected_input()
    {
        ProcessRun run = await Run([], input: "function f {\n'in f'\n}\nf\nexit 3\n'not reached'\n");

        Assert.Equal("in f", run.Output.Trim());
        Assert.Equal(3, run.ExitCode);
    }

    [Fact]
    public async Task A_question_without_an_answer_is_an_error()
    {
        ProcessRun run = await Run("-Command", "function f { param([Parameter(Mandatory)] $P) } f; $?");

        Assert.Contains("P", run.Error, StringComparison.Ordinal);
        Assert.Contains("False", run.Output, StringComparison.Ordinal);
    }

    private Task<ProcessRun> Run(params string[] arguments) => Run(arguments, input: "");

    private Task<ProcessRun> Run(string[] arguments, string input) => ProcessRun.OfShell(folder.FullName, arguments, input);
}
