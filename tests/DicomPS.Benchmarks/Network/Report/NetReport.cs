namespace DicomPS.Benchmarks.Network.Report;

/// <summary>All that was measured.</summary>
internal sealed record NetReport(Machine Machine, int Scale, int Runs, IReadOnlyList<CaseResult> Cases)
{
    /// <summary>Whether every run of every pair did what it was to do.</summary>
    public bool IsSound => Cases.All(one => one.Failure is null && one.Groups.All(group => group.Pairs.All(pair => pair.Failure is null)));
}
