namespace DicomPS.Tests.PesterRunner;

/// <summary>Runs test files that are written in a test.</summary>
internal static class PesterText
{
    /// <summary>Runs a text as a file.</summary>
    public static PesterRun Run(string text)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("dicomps-pester-");
        try
        {
            string path = Path.Combine(folder.FullName, "Text.Tests.ps1");
            File.WriteAllText(path, text);
            return PesterRun.OfFile(path, importModule: false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs statements as the body of one It and returns what came of it.</summary>
    public static PesterTest RunIt(string body) =>
        Run($"Describe 'd' {{\n It 'i' {{\n{body}\n}}\n}}").Tests[0];

    /// <summary>The outcomes and names, to compare.</summary>
    public static string[] Summary(this PesterRun run) => [.. run.Tests.Select(test => $"{test.Outcome} {test.Name}")];
}
