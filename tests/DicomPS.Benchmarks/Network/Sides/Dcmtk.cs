using System.Diagnostics;
using DicomPS.Benchmarks.Network.Report;

namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>The tools of DCMTK, at their best or as they come.</summary>
/// <param name="IsBest">
/// Whether TCP_NODELAY is set and the largest PDU asked for; without them its own pair waits for delayed acknowledgements.
/// </param>
internal sealed record Dcmtk(bool IsBest)
{
    private static readonly string[] Requestors = ["storescu", "echoscu", "findscu"];

    // What it takes to start each of the requestors.
    private static readonly Dictionary<string, double> Starts = [];

    private static readonly string? Folder = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, FileName("storescu"))));

    /// <summary>Whether the tools are there.</summary>
    internal static bool IsInstalled => Folder is not null;

    /// <summary>Its version; null where it is not there.</summary>
    internal static string? Version
    {
        get
        {
            if (!IsInstalled)
            {
                return null;
            }

            using Process process = Process.Start(new ProcessStartInfo(Tool("storescu"), ["--version"]) { RedirectStandardOutput = true })!;
            string first = process.StandardOutput.ReadToEnd().Split('\n')[0];
            process.WaitForExit();
            return first.Trim('$', ' ', '\r').Replace("dcmtk: storescu", "DCMTK", StringComparison.Ordinal);
        }
    }

    /// <summary>How it is called in the tables.</summary>
    internal string Name => IsBest ? "DCMTK" : "DCMTK as it comes";

    private string[] LargestPdu => IsBest ? ["-pdu", "131072"] : [];

    /// <summary>
    /// Measures what it takes to start the requestors, doing nothing. To be called before anything else is measured, and
    /// while nothing else runs.
    /// </summary>
    internal static async Task MeasureStartsAsync()
    {
        foreach (string tool in IsInstalled ? Requestors : [])
        {
            List<double> seconds = [];
            for (int i = 0; i < 5; i++)
            {
                seconds.Add((await ToolRun.RunAsync(new ProcessStartInfo(Tool(tool), ["--version"]))).Seconds);
            }

            Starts[tool] = Spread.Of(seconds).Median;
        }
    }

    /// <summary>What it takes to start a requestor, in seconds.</summary>
    internal static double StartSecondsOf(string tool) => Starts[tool];

    /// <summary>storescu or findscu or echoscu, with the peer's address behind its options.</summary>
    internal ProcessStartInfo Requestor(string tool, int port, IEnumerable<string> options, params IEnumerable<string> rest) =>
        Start(tool, [.. LargestPdu, .. options, "127.0.0.1", $"{port}", .. rest]);

    /// <summary>storescp on a port.</summary>
    internal ProcessStartInfo StoreScp(int port, params IEnumerable<string> options) => Start("storescp", [.. LargestPdu, .. options, $"{port}"]);

    /// <summary>A tool, to be run once.</summary>
    internal ProcessStartInfo Start(string tool, IEnumerable<string> arguments) => WithEnvironment(new(Tool(tool), arguments));

    /// <summary>A program with the library of DCMTK, which reads the environment.</summary>
    internal ProcessStartInfo WithEnvironment(ProcessStartInfo start)
    {
        start.Environment.Remove("TCP_NODELAY");
        if (IsBest)
        {
            start.Environment["TCP_NODELAY"] = "1";
        }

        return start;
    }

    private static string Tool(string name) => Path.Combine(Folder!, FileName(name));

    private static string FileName(string tool) => OperatingSystem.IsWindows() ? tool + ".exe" : tool;
}
