using System.Management.Automation;

namespace DicomPS.Tests;

/// <summary>What the project's Pester runner reports of one file.</summary>
public sealed class PesterRun
{
    private static readonly TimeSpan FileTimeout = TimeSpan.FromMinutes(3);

    private PesterRun(PSObject result)
    {
        Passed = Get<int>(result, "Passed");
        Failed = Get<int>(result, "Failed");
        Skipped = Get<int>(result, "Skipped");
        Tests = [.. LanguagePrimitives.ConvertTo<PSObject[]>(result.Properties["Tests"].Value).Select(test =>
            new PesterTest(Get<string>(test, "Name"), Get<string>(test, "Outcome"), Get<string>(test, "Error")))];
    }

    /// <summary>The number of tests that passed.</summary>
    public int Passed { get; }

    /// <summary>The number of tests that failed, and of other failures of the file.</summary>
    public int Failed { get; }

    /// <summary>The number of tests that were skipped.</summary>
    public int Skipped { get; }

    /// <summary>The tests in the order they ended.</summary>
    public IReadOnlyList<PesterTest> Tests { get; }

    /// <summary>Runs a file in a PowerShell of its own.</summary>
    public static PesterRun OfFile(string path, bool importModule = true)
    {
        using PowerShellHost host = new(importModule) { Timeout = FileTimeout };
        PowerShellResult result = host.Invoke(
            "& $__runner $__file",
            ("__runner", RepositoryRoot.Combine("tests", "PesterRunner", "PesterRunner.ps1")),
            ("__file", path));

        // Tests may leave errors that do not end them; one that ends the runner leaves no result.
        return result.TerminatingError is null && result.Output is [PSObject run]
            ? new PesterRun(run)
            : throw new InvalidOperationException(
                $"The runner gave no result for {path}: {string.Join("\n", result.Errors)}");
    }

    private static T Get<T>(PSObject from, string property) =>
        LanguagePrimitives.ConvertTo<T>(from.Properties[property].Value);
}
