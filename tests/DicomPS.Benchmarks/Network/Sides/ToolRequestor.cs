using System.Diagnostics;

namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>A program that is started for each run.</summary>
/// <param name="start">How it is started.</param>
internal sealed class ToolRequestor(Func<ProcessStartInfo> start) : IRequestor
{
    // A run that takes no longer than the start of its program.
    private const double ShortestRun = 0.0005;

    public Usage Usage { get; private set; }

    /// <summary>What it takes to start the program, which is no part of a run; 0 where the start is what is measured.</summary>
    internal double StartSeconds { get; init; }

    /// <summary>What the program did, read from what it wrote; null where that is not known.</summary>
    internal Func<string, Tally?> TallyOf { get; init; } = _ => null;

    /// <summary>How long it took by its own word; null for the time of the process.</summary>
    internal Func<string, double>? SecondsOf { get; init; }

    /// <summary>How it is started for a warm-up, where it is to write more then; null for as ever.</summary>
    internal Func<ProcessStartInfo>? WarmUpStart { get; init; }

    public async Task<SideRun> RunAsync(bool isWarmUp)
    {
        ToolRun run = await ToolRun.RunAsync(isWarmUp && WarmUpStart is not null ? WarmUpStart() : start());
        Usage = Usage.Beside(run.Usage);
        return new SideRun(SecondsOf?.Invoke(run.Output) ?? Math.Max(run.Seconds - StartSeconds, ShortestRun), TallyOf(run.Output));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
