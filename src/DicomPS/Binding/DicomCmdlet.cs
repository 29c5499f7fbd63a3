using System.Management.Automation;
using DicomPS.Engine;

namespace DicomPS.Binding;

/// <summary>The base of every cmdlet: runs asynchronous work, ends it on Ctrl+C, and reports errors in one way.</summary>
public abstract class DicomCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Is cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken StoppingToken => stopping.Token;

    /// <summary>Ends every wait of the cmdlet at once.</summary>
    protected override void StopProcessing() => stopping.Cancel();

    /// <summary>Frees what the cmdlet holds. PowerShell calls it when the pipeline is over, however it ended.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">True, as no cmdlet has a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            stopping.Dispose();
        }
    }

    /// <summary>
    /// Runs asynchronous work and returns when it has ended. The work may write to the pipeline; it is cancelled when
    /// the pipeline is stopped.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    protected void Run(Func<CancellationToken, Task> work)
    {
        try
        {
            PipelineContext.Run(() => work(stopping.Token), stopping.Cancel);
            AfterRun();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Does something whose fault makes the whole call pointless: it becomes a terminating error.</summary>
    /// <param name="target">What the error is about.</param>
    /// <param name="action">What to do.</param>
    protected void Require(object? target, Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            action();
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            ThrowTerminatingError(ErrorRecords.Create(e, target));
        }
    }

    /// <summary>A time given in seconds; null where none was given.</summary>
    private protected static TimeSpan? Seconds(double? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;

    /// <summary>Is called on the pipeline's thread when asynchronous work has ended.</summary>
    private protected virtual void AfterRun()
    {
    }

    /// <summary>Whether debug messages are shown.</summary>
    private protected bool IsDebug =>
        MyInvocation.BoundParameters.TryGetValue("Debug", out object? given)
            ? LanguagePrimitives.IsTrue(given)
            : GetVariableValue("DebugPreference") is ActionPreference and not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>Whether the cmdlet only says what it would do.</summary>
    private protected bool IsWhatIf =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
            ? LanguagePrimitives.IsTrue(given)
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Reports a fault of one item; the pipeline goes on.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="target">The item.</param>
    protected void WriteFault(DicomException fault, object? target) => WriteError(ErrorRecords.Create(fault, target));
}
