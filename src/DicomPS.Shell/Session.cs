using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace DicomPS.Shell;

/// <summary>One runspace, the pipeline that runs in it, and Ctrl+C.</summary>
internal sealed class Session : IDisposable
{
    private readonly ShellHost host;
    private readonly Runspace runspace;
    private readonly Lock currentLock = new();
    private PowerShell? current;

    public Session()
    {
        host = new ShellHost(Stop);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        Console.CancelKeyPress += OnCancelKeyPress;
    }

    /// <summary>The host's user interface.</summary>
    public ShellUserInterface UserInterface => host.UserInterface;

    /// <summary>The exit code asked for by <c>exit</c>; null while the session goes on.</summary>
    public int? RequestedExitCode => host.RequestedExitCode;

    /// <summary>Imports a module; false, with the error shown, when that fails.</summary>
    public bool ImportModule(string manifest) => Run(powerShell => powerShell
        .AddCommand("Import-Module")
        .AddParameter("Name", manifest)
        .AddParameter("ErrorAction", ActionPreference.Stop)) == PSInvocationState.Completed;

    /// <summary>Runs a script file and returns its exit code.</summary>
    public int RunFile(string path, IReadOnlyList<string> arguments)
    {
        // A bare name is a file of the current folder here, never a command of the session.
        string fullPath = Path.GetFullPath(path);
        if (!File.Exists(fullPath))
        {
            Console.Error.WriteLine($"The script '{path}' does not exist.");
            return ExitCode.Usage;
        }

        PSInvocationState state = RunText(ScriptCall.ToText(fullPath, arguments));
        if (ToExitCode(state) is { } code)
        {
            return code;
        }

        // `exit N` ends a script file without reaching the host: it leaves N in $LASTEXITCODE, and $? false.
        return LastStatementSucceeded() ? ExitCode.Success
            : Query("$LASTEXITCODE") is int exit and not 0 ? exit
            : ExitCode.Failure;
    }

    /// <summary>Runs a command and returns 0, or 1 when its last statement failed, or the code of its exit.</summary>
    public int RunCommand(string command)
    {
        PSInvocationState state = RunText(command);
        return ToExitCode(state) ?? (LastStatementSucceeded() ? ExitCode.Success : ExitCode.Failure);
    }

    /// <summary>Runs a text as typed at a prompt.</summary>
    public PSInvocationState RunText(string text) =>
        Run(powerShell => powerShell.AddScript(text, useLocalScope: false));

    /// <summary>Runs an expression silently and returns its first result; null when there is none or it fails.</summary>
    public object? Query(string expression)
    {
        using PowerShell powerShell = PowerShell.Create(runspace).AddScript(expression, useLocalScope: false);
        try
        {
            return powerShell.Invoke().FirstOrDefault()?.BaseObject;
        }
        catch (RuntimeException)
        {
            return null;
        }
    }

    /// <summary>The completions of a text at a place; null when the engine fails to tell.</summary>
    public CommandCompletion? Complete(string text, int cursor)
    {
        using PowerShell powerShell = PowerShell.Create(runspace);
        try
        {
            return CommandCompletion.CompleteInput(text, cursor, options: null, powerShell);
        }
        catch (Exception e) when (e is RuntimeException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Stops what runs, and does not wait for it.</summary>
    public void Stop()
    {
        lock (currentLock)
        {
            current?.BeginStop(callback: null, state: null);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancelKeyPress;
        runspace.Dispose();
        UserInterface.HideProgress();
    }

    private bool LastStatementSucceeded() => Query("$?") is true;

    private int? ToExitCode(PSInvocationState state) => RequestedExitCode ?? state switch
    {
        PSInvocationState.Completed => null,
        PSInvocationState.Stopped => ExitCode.Interrupted,
        _ => ExitCode.Failure,
    };

    private PSInvocationState Run(Action<PowerShell> build)
    {
        using PowerShell powerShell = PowerShell.Create(runspace);
        build(powerShell);
        powerShell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        powerShell.AddCommand("Out-Default");
        SetCurrent(powerShell);
        try
        {
            // The engine keeps $? only of what goes into the history.
            powerShell.Invoke(null, new PSInvocationSettings { AddToHistory = true });
        }
        catch (PipelineStoppedException)
        {
            return PSInvocationState.Stopped;
        }
        catch (IncompleteParseException e)
        {
            // The error view points at the faulty text, and here there is none.
            UserInterface.WriteErrorLine(e.Message);
            return PSInvocationState.Failed;
        }
        catch (RuntimeException e)
        {
            Report(e.ErrorRecord);
            return PSInvocationState.Failed;
        }
        finally
        {
            SetCurrent(null);
            UserInterface.HideProgress();
        }

        return powerShell.InvocationStateInfo.State;
    }

    /// <summary>Shows an error that ended a pipeline, through the formatter, on standard error.</summary>
    private void Report(ErrorRecord error)
    {
        using PowerShell powerShell = PowerShell.Create(runspace).AddCommand("Out-Default");
        UserInterface.WritesToError = true;
        try
        {
            powerShell.Invoke(new[] { error });
        }
        catch (RuntimeException)
        {
            UserInterface.WriteErrorLine(error.ToString());
        }
        finally
        {
            UserInterface.WritesToError = false;
        }
    }

    private void SetCurrent(PowerShell? powerShell)
    {
        lock (currentLock)
        {
            current = powerShell;
        }
    }

    // Never the process itself: what runs is stopped, however often the key is pressed.
    private void OnCancelKeyPress(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = true;
        Stop();
    }
}
