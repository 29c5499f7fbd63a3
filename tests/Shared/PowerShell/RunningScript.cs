using System.Collections;
using System.Diagnostics;
using System.Management.Automation;

namespace DicomPS.Tests;

/// <summary>A script that runs. See <see cref="PowerShellHost.Start"/>.</summary>
public sealed class RunningScript : IDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly PowerShell powerShell;
    private readonly string script;
    private readonly TimeSpan timeout;
    private readonly PSDataCollection<PSObject> output = [];
    private readonly IAsyncResult invocation;
    private bool completed;

    internal RunningScript(PowerShell powerShell, string script, TimeSpan timeout)
    {
        this.powerShell = powerShell;
        this.script = script;
        this.timeout = timeout;
        PSDataCollection<PSObject> noInput = [];
        noInput.Complete();
        invocation = powerShell.BeginInvoke(noInput, output);
    }

    /// <summary>True once the script has ended.</summary>
    public bool IsCompleted => invocation.IsCompleted;

    /// <summary>What the script has output so far.</summary>
    public IReadOnlyList<PSObject> Output
    {
        get
        {
            // It grows while it is copied.
            lock (((ICollection)output).SyncRoot)
            {
                return [.. output];
            }
        }
    }

    /// <summary>Waits for the end of the script.</summary>
    /// <exception cref="TimeoutException">It did not end in time and was stopped.</exception>
    public PowerShellResult Wait()
    {
        if (invocation.AsyncWaitHandle.WaitOne(timeout))
        {
            return Complete();
        }

        powerShell.BeginStop(null, null);
        string stopped = invocation.AsyncWaitHandle.WaitOne(StopTimeout) ? "and was stopped" : "and did not even stop";
        throw new TimeoutException(
            $"After {timeout} this script had not ended {stopped}:\n{script}\nIts output was: {string.Join("\n", Output)}");
    }

    /// <summary>Stops the script as Ctrl+C does, and returns what came until then.</summary>
    /// <param name="within">The time that the stop may take.</param>
    /// <exception cref="TimeoutException">It went on.</exception>
    public PowerShellResult Stop(TimeSpan within)
    {
        Stopwatch watch = Stopwatch.StartNew();
        powerShell.BeginStop(null, null);
        return invocation.AsyncWaitHandle.WaitOne(within)
            ? Complete()
            : throw new TimeoutException($"{watch.Elapsed} after it was stopped this script still ran:\n{script}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A pipeline that does not stop would block here for ever, and the test has failed already.
        if (completed || invocation.IsCompleted)
        {
            powerShell.Dispose();
            output.Dispose();
        }
        else
        {
            powerShell.BeginStop(null, null);
        }
    }

    private PowerShellResult Complete()
    {
        completed = true;
        ErrorRecord? terminatingError = null;
        bool stopped = false;
        try
        {
            powerShell.EndInvoke(invocation);
        }
        catch (PipelineStoppedException)
        {
            stopped = true;
        }
        catch (RuntimeException e)
        {
            terminatingError = e.ErrorRecord;
        }

        return new PowerShellResult(script, [.. output], powerShell.Streams, terminatingError, stopped);
    }
}
