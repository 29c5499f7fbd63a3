using System.Diagnostics;

namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>A program that ran to its end.</summary>
/// <param name="Seconds">From its start to its end.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Usage">What it used: read every few milliseconds, for it is gone with the process.</param>
internal sealed record ToolRun(double Seconds, string Output, Usage Usage)
{
    private static readonly TimeSpan ReadingStep = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(20);

    /// <summary>Runs a program.</summary>
    /// <exception cref="NetException">It ended with another code than 0.</exception>
    internal static async Task<ToolRun> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
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
        return process.ExitCode == 0
            ? new ToolRun(seconds, await output, last)
            : throw new NetException($"{Path.GetFileName(start.FileName)} ended with code {process.ExitCode}. {await error}{await output}");
    }
}
