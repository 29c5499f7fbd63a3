using System.Text.Encodings.Web;
using System.Text.Json;
using DicomPS.Benchmarks.Network.Cases;
using DicomPS.Benchmarks.Network.Report;
using DicomPS.Benchmarks.Network.Sides;

namespace DicomPS.Benchmarks.Network;

/// <summary>
/// The network benchmark: each side of each pair in a process of its own, the pairs of a group in turns, every run checked
/// for what it was to do. What it makes is gone at its end, but for the reports.
/// </summary>
internal sealed class NetBenchmark(NetOptions options, CancellationToken cancellationToken)
{
    private const long SpareBytes = 1L << 30;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <returns>
    /// 0; 1 where a run did not do what it was to do, or was ended by Ctrl+C; 2 where the command line or the disk is at fault.
    /// </returns>
    internal static async Task<int> RunAsync(string[] arguments)
    {
        using CancellationTokenSource stop = new();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return await new NetBenchmark(NetOptions.Parse(arguments), stop.Token).RunAsync() ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            return 1;
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            Console.Error.WriteLine(e.Message);
            Console.Error.WriteLine(NetOptions.Usage);
            return 2;
        }
    }

    private async Task<bool> RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("dicomps-net-").FullName;
        try
        {
            IReadOnlyList<NetworkCase> cases = AllCases.For(options, Path.Combine(folder, "case"));
            CheckDisk(folder, cases);
            Machine machine = Machine.Describe();
            await Dcmtk.MeasureStartsAsync();
            List<CaseResult> results = [];
            foreach (NetworkCase one in cases)
            {
                CaseResult result = await RunAsync(one);
                Console.WriteLine(MarkdownReport.Write(result));
                results.Add(result);
            }

            NetReport report = new(machine.AtEnd(), options.Scale, options.Runs, results);
            Write(report);
            return report.IsSound;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<CaseResult> RunAsync(NetworkCase one)
    {
        List<GroupResult> groups = [];
        try
        {
            foreach (PairGroup group in one.Groups())
            {
                groups.Add(await RunAsync(group));
            }

            return new CaseResult(one.Number, one.Title, one.Unit, groups, null);
        }
        catch (Exception e) when (e is NetException or IOException)
        {
            return new CaseResult(one.Number, one.Title, one.Unit, groups, e.Message);
        }
    }

    private async Task<GroupResult> RunAsync(PairGroup group)
    {
        List<RunningPair> running = [.. group.Pairs.Select(pair => new RunningPair(pair))];
        try
        {
            await Task.WhenAll(running.Select(pair => pair.StartAsync()));
            foreach (RunningPair pair in running)
            {
                await pair.WarmUpAsync(options.WarmUps, options.WarmUpTime, cancellationToken);
            }

            for (int run = 0; run < options.Runs; run++)
            {
                // In another order each time: none always comes behind the same, and what that left to the system to tidy.
                RunningPair[] order = [.. running];
                new Random(run).Shuffle(order);
                foreach (RunningPair pair in order)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await pair.RunAsync(isWarmUp: false);
                }
            }

            PairResult[] results = [.. running.Select(pair => pair.Result())];
            return new GroupResult(
                group.Name,
                group.Peer,
                results,
                [
                    .. GoalResult.Judge(group.Goals, results),
                    .. running.Zip(results).SelectMany(both => GoalResult.Judge(both.First.Pair, both.Second)),
                ]);
        }
        finally
        {
            await Task.WhenAll(running.Select(pair => pair.DisposeAsync().AsTask()));
        }
    }

    private void Write(NetReport report)
    {
        Directory.CreateDirectory(options.Output);
        string markdown = Path.Combine(options.Output, "net.md");
        File.WriteAllText(Path.Combine(options.Output, "net.json"), JsonSerializer.Serialize(report, Json));
        File.WriteAllText(markdown, MarkdownReport.Write(report));
        Console.WriteLine($"Written: {markdown}, and net.json beside it.");
    }

    private static void CheckDisk(string folder, IReadOnlyList<NetworkCase> cases)
    {
        long needed = cases.Sum(one => one.DiskBytes) + SpareBytes;
        long free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < needed)
        {
            throw new IOException($"The benchmark takes {needed >> 20} MB below {Path.GetTempPath()}, and {free >> 20} MB are free.");
        }
    }
}
