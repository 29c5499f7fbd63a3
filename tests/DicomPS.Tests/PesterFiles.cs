using Xunit;

namespace DicomPS.Tests;

/// <summary>The files of tests/Pester, one test case each.</summary>
public class PesterFiles
{
    private static readonly string Folder = RepositoryRoot.Combine("tests", "Pester");

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.Tests.ps1", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path))
            .Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_Pester_files() => Assert.NotEmpty(Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Passes(string name)
    {
        PesterRun run = PesterRun.OfFile(Path.Combine(Folder, name));

        foreach (PesterTest test in run.Tests)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{test.Outcome}: {test.Name}");
        }

        Assert.Empty(run.Tests.Where(test => test.Outcome == "Failed").Select(test => $"{test.Name}: {test.Error}"));
        Assert.Equal(run.Tests.Count, run.Passed + run.Skipped);
    }
}
