using System.Management.Automation;

namespace DicomPS.Tests.Help;

/// <summary>A session with the module, and its cmdlets as Get-Command tells of them.</summary>
public sealed class ModuleCommands : IDisposable
{
    public ModuleCommands()
    {
        Commands = Host.Invoke("Get-Command -Module DicomPS").ShouldSucceed().Output
            .Select(output => (CommandInfo)output.BaseObject)
            .ToDictionary(command => command.Name);

        // Metadata that Get-Command works out when they are asked for need the runspace: asked for here, not on a test's thread.
        Host.Invoke(
            "foreach ($command in $commands) { $null = $command.ParameterSets, $command.OutputType }",
            ("commands", Commands.Values.ToArray())).ShouldSucceed();
    }

    public PowerShellHost Host { get; } = new();

    public IReadOnlyDictionary<string, CommandInfo> Commands { get; }

    public void Dispose() => Host.Dispose();
}
