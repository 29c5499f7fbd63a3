using Xunit;

namespace DicomPS.Interop;

/// <summary>tshark, Wireshark for the terminal. Where it is missing the test is skipped; with DICOMPS_REQUIRE_TSHARK=1, it fails.</summary>
internal static class Tshark
{
    private static readonly string? Path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(System.IO.Path.PathSeparator)
        .Select(folder => System.IO.Path.Combine(folder, OperatingSystem.IsWindows() ? "tshark.exe" : "tshark"))
        .FirstOrDefault(File.Exists);

    /// <summary>Reads a capture, with the settings that tshark has by itself.</summary>
    public static ToolRun Read(string capture, params IEnumerable<string> arguments)
    {
        if (Path is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("DICOMPS_REQUIRE_TSHARK") == "1", "tshark is not in the PATH");
            Assert.Fail("tshark is not in the PATH, and DICOMPS_REQUIRE_TSHARK requires it.");
        }

        using ToolProcess process = new(Path, ["-n", "-r", capture, .. arguments]);
        return process.Wait().ShouldSucceed();
    }

    /// <summary>Fields of the packets, those of a packet with | between them.</summary>
    public static string[] Fields(string capture, params IEnumerable<string> fields) =>
    [
        .. Read(capture, ["-T", "fields", "-E", "separator=|", .. fields.SelectMany(field => new[] { "-e", field })]).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Contains('|', StringComparison.Ordinal)),
    ];
}
