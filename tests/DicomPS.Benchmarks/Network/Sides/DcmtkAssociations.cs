using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>
/// A requestor of DCMTK that opens associations one after the other in one process, which none of its tools does: a short
/// program against its library, compiled where a compiler and the library's headers are there (Debian: g++, libdcmtk-dev).
/// </summary>
internal static class DcmtkAssociations
{
    private const string Source = "DcmtkAssociations.cpp";

    private static readonly string[] Libraries = ["-ldcmnet", "-ldcmdata", "-loflog", "-lofstd"];

    /// <summary>Compiles it.</summary>
    /// <param name="program">The path of the program; missing folders are made.</param>
    /// <returns>Why it could not be compiled; null where it was.</returns>
    internal static string? Compile(string program)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        string source = program + ".cpp";
        using (Stream text = typeof(DcmtkAssociations).Assembly.GetManifestResourceStream(Source)!)
        using (FileStream file = File.Create(source))
        {
            text.CopyTo(file);
        }

        try
        {
            using Process compiler = Process.Start(
                new ProcessStartInfo("g++", ["-O2", "-w", "-o", program, source, .. Libraries]) { RedirectStandardError = true })!;
            string said = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? null : said.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? said;
        }
        catch (Win32Exception e)
        {
            return e.Message;
        }
    }

    /// <summary>The requestor, compiled, as often as it is to connect.</summary>
    internal static Func<int, Task<IRequestor>> Requestor(Dcmtk dcmtk, string program, int count) => port =>
        Task.FromResult<IRequestor>(new ToolRequestor(() => dcmtk.WithEnvironment(new ProcessStartInfo(program, [$"{port}", $"{count}"])))
        {
            SecondsOf = output => double.Parse(output, CultureInfo.InvariantCulture),
        });
}
