namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>A requestor that does one thing in a run, run again and again.</summary>
internal sealed class RepeatedRequestor(IRequestor requestor, int count) : IRequestor
{
    public Usage Usage => requestor.Usage;

    public async Task<SideRun> RunAsync(bool isWarmUp)
    {
        double seconds = 0;
        for (int i = 0; i < count; i++)
        {
            seconds += (await requestor.RunAsync(isWarmUp)).Seconds;
        }

        return new SideRun(seconds, Tally: null);
    }

    public ValueTask DisposeAsync() => requestor.DisposeAsync();
}
