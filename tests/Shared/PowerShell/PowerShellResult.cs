using System.Management.Automation;

namespace DicomPS.Tests;

/// <summary>What a script wrote, stream by stream.</summary>
public sealed class PowerShellResult
{
    private readonly string script;

    internal PowerShellResult(
        string script,
        IReadOnlyList<PSObject> output,
        PSDataStreams streams,
        ErrorRecord? terminatingError,
        bool stopped)
    {
        this.script = script;
        Output = output;
        TerminatingError = terminatingError;
        Stopped = stopped;
        Errors = terminatingError is null ? [.. streams.Error] : [.. streams.Error, terminatingError];
        Warnings = [.. streams.Warning.Select(record => record.Message)];
        Verbose = [.. streams.Verbose.Select(record => record.Message)];
        Debug = [.. streams.Debug.Select(record => record.Message)];
        Information = [.. streams.Information];
        Progress = [.. streams.Progress];
    }

    /// <summary>The output objects.</summary>
    public IReadOnlyList<PSObject> Output { get; }

    /// <summary>All errors, the terminating one last.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; }

    /// <summary>The error that ended the script; null when it ran to its end.</summary>
    public ErrorRecord? TerminatingError { get; }

    /// <summary>True when the script was stopped.</summary>
    public bool Stopped { get; }

    /// <summary>The warnings.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The verbose messages.</summary>
    public IReadOnlyList<string> Verbose { get; }

    /// <summary>The debug messages.</summary>
    public IReadOnlyList<string> Debug { get; }

    /// <summary>The information records.</summary>
    public IReadOnlyList<InformationRecord> Information { get; }

    /// <summary>The progress records.</summary>
    public IReadOnlyList<ProgressRecord> Progress { get; }

    /// <summary>Returns this result, or fails with the errors.</summary>
    public PowerShellResult ShouldSucceed() => Errors.Count == 0 && !Stopped
        ? this
        : throw new InvalidOperationException(
            $"The script failed:\n{script}\n{string.Join("\n", Errors.Select(Describe))}");

    /// <summary>The one output object as a type; fails when there were errors, or not exactly one object of that type.</summary>
    public T One<T>() => ShouldSucceed().Output is [{ BaseObject: T value }]
        ? value
        : throw new InvalidOperationException(
            $"One {typeof(T).Name} was expected of:\n{script}\nbut got: {string.Join(", ", Output)}");

    /// <summary>The one error; fails when there is none or more than one.</summary>
    public ErrorRecord OneError() => Errors.Count == 1
        ? Errors[0]
        : throw new InvalidOperationException(
            $"One error was expected of:\n{script}\nbut got {Errors.Count}:\n{string.Join("\n", Errors.Select(Describe))}");

    private static string Describe(ErrorRecord error) =>
        $"{error.FullyQualifiedErrorId}: {error}\n{error.ScriptStackTrace}";
}
