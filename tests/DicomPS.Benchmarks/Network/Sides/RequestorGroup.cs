namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>Several requestors at once. They take as long as the slowest.</summary>
internal sealed class RequestorGroup(IReadOnlyList<IRequestor> members) : IRequestor
{
    public Usage Usage => members.Select(member => member.Usage).Aggregate((one, other) => one.Beside(other));

    public async Task<SideRun> RunAsync(bool isWarmUp)
    {
        SideRun[] runs = await Task.WhenAll(members.Select(member => Task.Run(() => member.RunAsync(isWarmUp))));
        Tally? tally = runs.Any(run => run.Tally is null)
            ? null
            : new Tally(runs.Sum(run => run.Tally!.Value.Items), runs.Sum(run => run.Tally!.Value.Bytes));
        double slowest = runs.Max(run => run.Seconds);
        long? allocated = runs.All(run => run.AllocatedBytes is not null) ? runs.Sum(run => run.AllocatedBytes) : null;
        return new SideRun(slowest, tally, allocated, slowest / runs.Min(run => run.Seconds));
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(members.Select(member => member.DisposeAsync().AsTask()));
}
