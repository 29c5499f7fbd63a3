using System.Diagnostics;

namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>
/// A program that is started for each run. What it takes to start it, doing nothing, is measured before and taken off,
/// unless the start is what is measured. Its usage is read every few milliseconds, for it is gone with the process.
/// </summary>
internal sealed class ToolRequestor : IRequestor
{
    private static readonly TimeSpan ReadingStep = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(20);

    // What it takes to start each of the tools.
    private static readonly Dictionary<string, double> Starts = [];

    private readonly Func<ProcessStartInfo> start;
    private double startSeconds;
    private Usage ended;

    internal ToolRequestor(Func<ProcessStartInfo> start) => this.start = start;

    public Usage Usage => ended;

    /// <summary>What the program did, read from what it wrote; null where that is not known.</summary>
    internal Func<string, Tally?> TallyOf { get; init; } = _ => null;

    /// <summary>How long it took by its own word; null for the time of the process.</summary>
    internal Func<string, double>? SecondsOf { get; init; }

    /// <summary>How it is started for a warm-up, where it is to write more then; null for as ever.</summary>
    internal Func<ProcessStartInfo>? WarmUpStart { get; init; }

    /// <summary>Makes one of a tool, and measures its start.</summary>
    internal async Task<ToolRequestor> LessItsStartAsync()
    {
        string tool = start().FileName;
        if (!Starts.TryGetValue(tool, out startSeconds))
        {
            double[] times = new double[5];
            for (int i = 0; i < times.Length; i++)
            {
                (times[i], _) = await RunAsync(new ProcessStartInfo(tool, ["--version"]));
            }

            startSeconds = Starts[tool] = times.Order().ElementAt(times.Length / 2);
            ended = default;
        }

        return this;
    }

    public async Task<SideRun> RunAsync(bool isWarmUp)
    {
        (double seconds, string output) = await RunAsync(isWarmUp && WarmUpStart is not null ? WarmUpStart() : start());
        return new SideRun(SecondsOf?.Invoke(output) ?? Math.Max(seconds - startSeconds, 0.0005), TallyOf(output));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<(double Seconds, string Output)> RunAsync(ProcessStartInfo info)
    {
        info.RedirectStandardOutput = info.RedirectStandardError = true;
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(info)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task exit = process.WaitForExitAsync();
        Usage last = default;
        while (!exit.IsCompleted)
        {
            last = Usage.Of(process) ?? last;
            if (Stopwatch.GetElapsedTime(begin) > Bound)
            {
                process.Kill(entireProcessTree: true);
            }

            await Task.WhenAny(exit, Task.Delay(ReadingStep));
        }

        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        ended = ended.Beside(last);
        return process.ExitCode == 0
            ? (seconds, await output)
            : throw new NetException($"{Path.GetFileName(info.FileName)} ended with code {process.ExitCode}. {await error}{await output}");
    }
}
