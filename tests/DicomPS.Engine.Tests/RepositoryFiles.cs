namespace DicomPS.Engine.Tests;

/// <summary>Files of the checkout that the tests run in.</summary>
internal static class RepositoryFiles
{
    internal static string Root { get; } = FindRoot();

    /// <summary>The rows of a table that the generator works from, without the heading.</summary>
    internal static IEnumerable<string[]> Table(string name) =>
        File.ReadLines(Path.Combine(Root, "tools", "DicomPS.Generator", "tables", name)).Skip(1).Select(line => line.Split('\t'));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DicomPS.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}
