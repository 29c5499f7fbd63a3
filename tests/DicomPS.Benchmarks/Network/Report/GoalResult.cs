using System.Globalization;
using DicomPS.Benchmarks.Network.Cases;

namespace DicomPS.Benchmarks.Network.Report;

/// <summary>What became of a goal.</summary>
/// <param name="Text">The goal.</param>
/// <param name="Value">What was reached.</param>
/// <param name="IsReached">Whether that is enough.</param>
/// <param name="MissingPercent">By how much it is missed; 0 where it is reached.</param>
internal sealed record GoalResult(string Text, string Value, bool IsReached, double MissingPercent)
{
    private const long MemoryLimit = 80_000_000;

    private const double FairSpread = 1.2;

    /// <summary>Judges the speeds of a group; a goal one of whose pairs is missing is left out.</summary>
    internal static IEnumerable<GoalResult> Judge(IReadOnlyList<Goal> goals, IReadOnlyList<PairResult> results)
    {
        foreach (Goal goal in goals)
        {
            PairResult? pair = Find(results, goal.Pair);
            PairResult? reference = Find(results, goal.Reference);
            if (pair is not null && goal.Reference is null)
            {
                yield return AtMost($"{goal.Pair}: at most {goal.Times * 1000:0} ms", pair.Seconds!.Median * 1000, goal.Times * 1000, "0.0 ms");
            }
            else if (pair is not null && reference is not null)
            {
                double times = pair.Rate!.Median / reference.Rate!.Median;
                yield return new GoalResult(
                    string.Create(CultureInfo.InvariantCulture, $"{goal.Pair}: at least {goal.Times:0.0} times {goal.Reference}"),
                    times.ToString("0.00", CultureInfo.InvariantCulture),
                    times >= goal.Times,
                    Math.Max(0, (1 - (times / goal.Times)) * 100));
            }
        }
    }

    /// <summary>Judges a pair by itself: the memory of our sides, and whether several senders are treated alike.</summary>
    internal static IEnumerable<GoalResult> Judge(Pair pair, PairResult result)
    {
        if (pair.IsOwnRequestor && result.Failure is null)
        {
            yield return Memory($"{pair.Name}: memory of the requestor", result.RequestorPeakBytes);
        }

        if (pair.IsOwnAcceptor && result.Failure is null)
        {
            yield return Memory($"{pair.Name}: memory of the acceptor", result.AcceptorPeakBytes);
        }

        if (pair.MostAllocatedPerItem is { } most && result.Failure is null)
        {
            string limit = string.Create(CultureInfo.InvariantCulture, $"under {most / 1024.0:0.#} KB allocated for each");
            if (pair.IsOwnRequestor && result.RequestorAllocatedPerItem is { } requestor)
            {
                yield return AtMost($"{pair.Name}: requestor {limit}", requestor / 1024, most / 1024.0, "0.00 KB");
            }

            if (pair.IsOwnAcceptor && result.AcceptorAllocatedPerItem is { } acceptor)
            {
                yield return AtMost($"{pair.Name}: acceptor {limit}", acceptor / 1024, most / 1024.0, "0.00 KB");
            }
        }

        if (pair.IsOwnAcceptor && result.SlowestToFastest is { } spread)
        {
            yield return AtMost($"{pair.Name}: the slowest sender within 20 %", spread, FairSpread, "0.00");
        }
    }

    private static PairResult? Find(IReadOnlyList<PairResult> results, string? name) =>
        results.FirstOrDefault(result => result.Name == name && result.Failure is null);

    private static GoalResult Memory(string what, long bytes) => AtMost($"{what} under 80 MB", bytes / 1e6, MemoryLimit / 1e6, "0 MB");

    private static GoalResult AtMost(string text, double value, double limit, string format) => new(
        text, value.ToString(format, CultureInfo.InvariantCulture), value <= limit, Math.Max(0, ((value / limit) - 1) * 100));
}
