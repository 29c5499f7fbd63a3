using System.Text.Json;
using Xunit;

namespace DicomPS.Tests;

/// <summary>The network benchmark as a process: that it measures what it says, not how fast that is.</summary>
public sealed class NetworkBenchmarkTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dicomps-benchmarks-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_case_runs_from_end_to_end_and_every_pair_does_what_it_is_to_do()
    {
        string output = Path.Combine(folder.FullName, "reports");

        ProcessRun run = await ProcessRun.OfBenchmarks(
            folder.FullName, "net", "--quick", "--case", "3", "--scale", "1000", "--output", output);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(output, "net.json"), TestContext.Current.CancellationToken));
        JsonElement[] groups = [.. report.RootElement.GetProperty("Cases")[0].GetProperty("Groups").EnumerateArray()];
        JsonElement[] pairs = [.. groups.SelectMany(group => group.GetProperty("Pairs").EnumerateArray())];
        Assert.Equal(["into nothing", "into files"], groups.Take(2).Select(group => group.GetProperty("Name").GetString()));
        Assert.Equal(2, pairs.Count(pair => pair.GetProperty("Name").GetString() == "DicomPS → DicomPS"));
        Assert.All(pairs, pair =>
        {
            Assert.Equal(JsonValueKind.Null, pair.GetProperty("Failure").ValueKind);
            Assert.Equal(10, pair.GetProperty("Items").GetInt64());
            Assert.True(pair.GetProperty("Rate").GetProperty("Median").GetDouble() > 0);
        });
        string table = await File.ReadAllTextAsync(Path.Combine(output, "net.md"), TestContext.Current.CancellationToken);
        Assert.All(pairs, pair => Assert.Contains($"| {pair.GetProperty("Name").GetString()} ", table, StringComparison.Ordinal));
        Assert.Equal([output], Directory.GetDirectories(folder.FullName));
    }

    [Theory]
    [InlineData("--case", "9")]
    [InlineData("--runs", "0")]
    [InlineData("--nonsense")]
    public async Task A_command_line_that_is_wrong_is_told_what_is_right(params string[] arguments)
    {
        ProcessRun run = await ProcessRun.OfBenchmarks(folder.FullName, ["net", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--quick", run.Error, StringComparison.Ordinal);
    }
}
