using Xunit;

namespace DicomPS.Interop;

/// <summary>
/// The command line tools of DCMTK. Where they are missing the test is skipped; with DICOMPS_REQUIRE_DCMTK=1, it fails.
/// </summary>
internal static class Dcmtk
{
    private static readonly string? Folder = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, FileName("storescu"))));

    /// <summary>Skips or fails the test where the tools are missing.</summary>
    public static void Require()
    {
        if (Folder is null)
        {
            Assert.SkipUnless(
                Environment.GetEnvironmentVariable("DICOMPS_REQUIRE_DCMTK") == "1", "DCMTK (storescu) is not in the PATH");
            Assert.Fail("DCMTK (storescu) is not in the PATH, and DICOMPS_REQUIRE_DCMTK requires it.");
        }
    }

    /// <summary>Starts a tool.</summary>
    public static ToolProcess Start(string tool, params IEnumerable<string> arguments)
    {
        Require();
        return new ToolProcess(Path.Combine(Folder!, FileName(tool)), arguments);
    }

    /// <summary>Runs a tool to its end.</summary>
    public static ToolRun Run(string tool, params IEnumerable<string> arguments)
    {
        using ToolProcess process = Start(tool, arguments);
        return process.Wait();
    }

    /// <summary>The data sets of files as dcmdump shows them, values whole.</summary>
    public static string DumpDataSets(params IEnumerable<string> paths) => string.Join(
        '\n', Dump([.. paths]).Where(line => !line.StartsWith('#') && !line.StartsWith("(0002,", StringComparison.Ordinal)));

    /// <summary>A value of the meta header as dcmdump shows it, without brackets; null where it is missing.</summary>
    public static string? DumpMeta(string path, string tag) => Dump("-Un", path)
        .FirstOrDefault(line => line.StartsWith($"({tag})", StringComparison.Ordinal))?
        [15..].Split('#')[0].Trim().Trim('[', ']');

    /// <summary>
    /// The data set as DCMTK itself writes it in a transfer syntax: lengths of sequences are explicit, group lengths
    /// and the padding at the end gone. Two files with the same content give the same bytes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option of dcmconv for the transfer syntax, such as +ti; +t= leaves it.</param>
    public static byte[] Normalize(string path, string option)
    {
        string copy = Path.Combine(Path.GetTempPath(), $"dicomps-{Guid.NewGuid():N}.dcm");
        try
        {
            Run("dcmconv", option, "+e", "-g", "-p", path, copy).ShouldSucceed();
            return InstanceBytes.DataSetOf(copy);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static string[] Dump(params IEnumerable<string> arguments) =>
        Run("dcmdump", ["+L", .. arguments]).ShouldSucceed().Output.Split('\n');

    private static string FileName(string tool) => OperatingSystem.IsWindows() ? tool + ".exe" : tool;
}
