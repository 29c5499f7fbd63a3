using System.Globalization;
using System.Runtime.InteropServices;
using DicomPS.Benchmarks.Network.Sides;

namespace DicomPS.Benchmarks.Network.Report;

/// <summary>Where it was measured.</summary>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Processors">How many processors there are.</param>
/// <param name="Peer">The version of DCMTK; null where it is missing.</param>
/// <param name="LoadAtStart">The load average of a minute before the first run; null where the system tells none.</param>
/// <param name="LoadAtEnd">The same after the last.</param>
internal sealed record Machine(string System, string Runtime, int Processors, string? Peer, double? LoadAtStart, double? LoadAtEnd)
{
    internal static Machine Describe() => new(
        RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, Environment.ProcessorCount, Dcmtk.Version, Load(), null);

    internal Machine AtEnd() => this with { LoadAtEnd = Load() };

    private static double? Load() => OperatingSystem.IsLinux()
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : null;
}
