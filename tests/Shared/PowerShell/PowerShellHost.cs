using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace DicomPS.Tests;

/// <summary>
/// A PowerShell of its own with DicomPS imported, for one test. Every call is bounded by <see cref="Timeout"/>: a script
/// that hangs is stopped, and the test fails with what ran.
/// </summary>
public sealed class PowerShellHost : IDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(30);

    private readonly CapturingHost host;
    private readonly Runspace runspace;

    /// <summary>Opens the runspace.</summary>
    /// <param name="importModule">False leaves DicomPS out.</param>
    /// <param name="width">The width of the console that <see cref="Render"/> writes to.</param>
    public PowerShellHost(bool importModule = true, int width = 160)
    {
        host = new CapturingHost(width);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        if (importModule)
        {
            Invoke("Import-Module $manifest", ("manifest", RepositoryRoot.Combine("DicomPS.psd1"))).ShouldSucceed();
        }
    }

    /// <summary>The longest that one call may take; 60 seconds unless set.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Runs a script to its end. Errors stand in the result: no error of PowerShell is thrown.</summary>
    /// <param name="script">The script; what it sets stays in the session for the next one.</param>
    /// <param name="variables">Variables of the session, set before it runs.</param>
    /// <exception cref="TimeoutException">The script did not end in time and was stopped.</exception>
    public PowerShellResult Invoke(string script, params (string Name, object? Value)[] variables)
    {
        using RunningScript running = Start(script, variables);
        return running.Wait();
    }

    /// <summary>Starts a script and returns at once: to act while it runs, or to stop it as Ctrl+C does.</summary>
    public RunningScript Start(string script, params (string Name, object? Value)[] variables)
    {
        foreach ((string name, object? value) in variables)
        {
            runspace.SessionStateProxy.SetVariable(name, value);
        }

        return new RunningScript(PowerShell.Create(runspace).AddScript(script), script, Timeout);
    }

    /// <summary>Runs a script and returns what a user would see: its output through the format views, and messages.</summary>
    public string Render(string script, params (string Name, object? Value)[] variables)
    {
        foreach ((string name, object? value) in variables)
        {
            runspace.SessionStateProxy.SetVariable(name, value);
        }

        host.Clear();
        PowerShell powerShell = PowerShell.Create(runspace).AddScript(script);
        powerShell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        powerShell.AddCommand("Out-Default");
        using RunningScript running = new(powerShell, script, Timeout);
        running.Wait().ShouldSucceed();
        return host.Text;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A script that would not stop has failed its test already: to close its runspace would wait for it.
        if (runspace.RunspaceAvailability == RunspaceAvailability.Available
            && !Task.Run(runspace.Dispose).Wait(CloseTimeout))
        {
            throw new TimeoutException($"The runspace did not close within {CloseTimeout}.");
        }
    }
}
