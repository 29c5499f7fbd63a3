using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using DicomPS.Engine;
using DicomPS.Tests;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>What a new process does once: it is started for it, and ends.</summary>
internal static class ColdStart
{
    /// <summary>One echo by the engine alone: "port".</summary>
    internal static async Task EchoAsync(string[] arguments)
    {
        await using Association association = await EchoRole.ConnectAsync(Role.Number(arguments[0]));
        await EchoRole.EchoAsync(association);
        await association.ReleaseAsync();
    }

    /// <summary>
    /// Loads the module into a new session and echoes with its cmdlet: "port", and the manifest of a module to be loaded before,
    /// if any. Writes the seconds of the one and of the other; the session is there before.
    /// </summary>
    internal static void Shell(string[] arguments)
    {
        using Runspace runspace = Open();
        foreach (string before in arguments.Skip(1))
        {
            Import(runspace, before);
        }

        double import = Import(runspace, RepositoryRoot.Combine("DicomPS.psd1"));
        double echo = Invoke(runspace, "Send-DicomEcho -HostName 127.0.0.1 -Port $args[0]", arguments[0]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import={import:R}\necho={echo:R}"));
    }

    /// <summary>Loads another module into a new session: "manifest". Writes the seconds.</summary>
    internal static void ImportOther(string[] arguments)
    {
        using Runspace runspace = Open();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import={Import(runspace, arguments[0]):R}"));
    }

    private static Runspace Open()
    {
        Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        Invoke(runspace, "Get-Command Import-Module", null);
        return runspace;
    }

    private static double Import(Runspace runspace, string manifest) => Invoke(runspace, "Import-Module $args[0]", manifest);

    private static double Invoke(Runspace runspace, string script, string? argument)
    {
        using PowerShell powerShell = PowerShell.Create(runspace).AddScript(script).AddArgument(argument);
        long start = Stopwatch.GetTimestamp();
        powerShell.Invoke();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return powerShell.HadErrors ? throw new NetException(string.Join('\n', powerShell.Streams.Error)) : seconds;
    }
}
