namespace DicomPS.Tests;

/// <summary>Real files for extra checks. They are no part of the project: tests that want them are skipped where they are missing.</summary>
public static class TestFiles
{
    /// <summary>The folder named by DICOMPS_TESTDATA, or shared/testdata beside the checkout; null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The files of a subfolder; empty where the test data are missing.</summary>
    public static IEnumerable<string> In(string subfolder) =>
        Folder is null ? [] : Directory.EnumerateFiles(Path.Combine(Folder, subfolder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("DICOMPS_TESTDATA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "testdata");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
