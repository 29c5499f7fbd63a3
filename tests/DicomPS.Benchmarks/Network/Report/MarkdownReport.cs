using System.Globalization;
using System.Text;
using DicomPS.Benchmarks.Network.Sides;

namespace DicomPS.Benchmarks.Network.Report;

/// <summary>The report as people read it.</summary>
internal static class MarkdownReport
{
    /// <summary>The whole report.</summary>
    internal static string Write(NetReport report)
    {
        StringBuilder text = new();
        Machine machine = report.Machine;
        string size = report.Scale == 1 ? "The full numbers" : $"1/{report.Scale} of the numbers";
        text.Append(CultureInfo.InvariantCulture, $"# Network benchmark\n\n{size}, {report.Runs} counted run(s) of each pair. ");
        text.Append(CultureInfo.InvariantCulture, $"{machine.System}, {machine.Processors} processors, {machine.Runtime}, {machine.Peer ?? "no DCMTK"}; ");
        text.Append(CultureInfo.InvariantCulture, $"load {machine.LoadAtStart} at the start, {machine.LoadAtEnd} at the end.\n");
        text.Append("CPU is seconds of a run and memory the peak in MB, requestor / acceptor; allocated is KB an item of our sides.\n");
        text.Append(CultureInfo.InvariantCulture, $"Our sides collect their youngest generation after 0x{OwnProgram.CollectorBudget} bytes (DOTNET_GCgen0size).\n");
        foreach (CaseResult one in report.Cases)
        {
            text.Append('\n').Append(Write(one));
        }

        return text.ToString();
    }

    /// <summary>One case.</summary>
    internal static string Write(CaseResult one)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"## {one.Number}. {one.Title}\n");
        foreach (GroupResult group in one.Groups)
        {
            Write(text, group, one.Unit);
        }

        if (one.Failure is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nGiven up: {one.Failure}\n");
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, GroupResult group, string unit)
    {
        if (group.Name.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {group.Name}\n");
        }

        PairResult? peers = group.Pairs.FirstOrDefault(pair => pair.Name == group.Peer);
        PairResult? plain = group.Pairs.FirstOrDefault(pair => pair.Name == Cases.Names.Plain);
        List<string[]> rows =
        [
            ["pair", unit, "seconds (min to max)", $"{unit}/s", "MB/s", "× DCMTK", "× socket", "CPU", "memory", "allocated"],
            .. group.Pairs.Select(pair => pair.Failure is null
                ? Row(pair, peers, plain)
                : [pair.Name, Whole(pair.Items), "failed", .. Enumerable.Repeat(string.Empty, 7)]),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        rows.Insert(1, [.. widths.Select((width, column) => new string('-', width - (column == 0 ? 0 : 1)) + (column == 0 ? string.Empty : ":"))]);
        text.Append('\n');
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        string[] remarks =
        [
            .. group.Pairs.Where(pair => pair.Note.Length > 0).Select(pair => $"{pair.Name}: {pair.Note}."),
            .. group.Pairs.Where(pair => pair.Failure is not null).Select(pair => $"{pair.Name} FAILED: {pair.Failure}"),
            .. group.Pairs.Where(pair => pair.SlowestToFastest is not null)
                .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Name}: the slowest took {pair.SlowestToFastest:0.00} times as long as the fastest.")),
            .. group.Goals.Select(Line),
        ];
        if (remarks.Length > 0)
        {
            text.Append("\n- ").AppendJoin("\n- ", remarks).Append('\n');
        }
    }

    private static string[] Row(PairResult pair, PairResult? peers, PairResult? plain) =>
    [
        pair.Name,
        Whole(pair.Items),
        $"{Number(pair.Seconds!.Median)} ({Number(pair.Seconds.Min)} to {Number(pair.Seconds.Max)})",
        Number(pair.Rate!.Median),
        Number(pair.MegabytesPerSecond),
        Number(pair.Rate.Median / peers?.Rate?.Median),
        Number(pair.Rate.Median / plain?.Rate?.Median),
        $"{Number(pair.RequestorCpuSeconds)} / {Number(pair.AcceptorCpuSeconds)}",
        $"{Number(pair.RequestorPeakBytes / 1e6)} / {Number(pair.AcceptorPeakBytes / 1e6)}",
        pair.RequestorAllocatedPerItem is null && pair.AcceptorAllocatedPerItem is null
            ? string.Empty
            : $"{Number(pair.RequestorAllocatedPerItem / 1024)} / {Number(pair.AcceptorAllocatedPerItem / 1024)}",
    ];

    private static string Line(GoalResult goal) => goal.IsReached
        ? $"{goal.Text}: reached, {goal.Value}"
        : string.Create(CultureInfo.InvariantCulture, $"{goal.Text}: MISSED by {goal.MissingPercent:0} %, {goal.Value}");

    private static string Whole(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    // Three digits that count.
    private static string Number(double? value) => value switch
    {
        null => "-",
        >= 100 or <= -100 => value.Value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 or 0 => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}
