using System.Diagnostics;
using Xunit;

namespace DicomPS.Tests;

/// <summary>What a program of the project, as a process of its own, made of a command line.</summary>
internal sealed record ProcessRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    /// <summary>Runs the Shell that was built with these tests.</summary>
    public static Task<ProcessRun> OfShell(string workingDirectory, string[] arguments, string input = "") =>
        Of("src", "DicomPS.Shell", workingDirectory, null, arguments, input);

    /// <summary>Runs the benchmarks that were built with these tests. Their temporary files are in the working directory.</summary>
    public static Task<ProcessRun> OfBenchmarks(string workingDirectory, params string[] arguments) =>
        Of("tests", "DicomPS.Benchmarks", workingDirectory, workingDirectory, arguments, string.Empty);

    private static async Task<ProcessRun> Of(
        string part, string project, string workingDirectory, string? temporaryFolder, string[] arguments, string input)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string program = RepositoryRoot.Combine(part, project, "bin", configuration, "net10.0", project + ".dll");
        ProcessStartInfo start = new("dotnet", [program, .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        if (temporaryFolder is not null)
        {
            start.Environment["TMPDIR"] = start.Environment["TMP"] = start.Environment["TEMP"] = temporaryFolder;
        }

        using CancellationTokenSource deadline =
            CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Timeout);
        using Process process = Process.Start(start)!;
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new ProcessRun(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
