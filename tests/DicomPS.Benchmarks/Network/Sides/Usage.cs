using System.Diagnostics;
using System.Globalization;

namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>What a process has used so far: CPU time, its ended children included where the system tells, and its peak memory.</summary>
internal readonly record struct Usage(double CpuSeconds, long PeakBytes)
{
    // USER_HZ, the unit of /proc/PID/stat on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Of a process that runs; null where it has ended.</summary>
    internal static Usage? Of(Process process)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return OfLinux($"/proc/{process.Id}");
            }

            process.Refresh();
            return new Usage(process.TotalProcessorTime.TotalSeconds, process.PeakWorkingSet64);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Of processes that stand side by side.</summary>
    internal Usage Beside(Usage other) => new(CpuSeconds + other.CpuSeconds, Math.Max(PeakBytes, other.PeakBytes));

    private static Usage? OfLinux(string folder)
    {
        // The fields are counted from behind the name of the program, which may hold spaces: utime, stime, cutime, cstime.
        string stat = File.ReadAllText($"{folder}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        double seconds = fields[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond;

        // A process that has ended, and that nobody has waited for yet, has no memory any more.
        string? peak = File.ReadLines($"{folder}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return peak is null ? null : new Usage(seconds, long.Parse(peak[6..^2], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024);
    }
}
