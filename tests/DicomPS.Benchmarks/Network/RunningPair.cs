using System.Diagnostics;
using DicomPS.Benchmarks.Network.Cases;
using DicomPS.Benchmarks.Network.Report;
using DicomPS.Benchmarks.Network.Sides;

namespace DicomPS.Benchmarks.Network;

/// <summary>A pair whose sides run, and what its runs came to.</summary>
internal sealed class RunningPair(Pair pair) : IAsyncDisposable
{
    private readonly List<Sample> samples = [];
    private IAcceptor? acceptor;
    private IRequestor? requestor;
    private Usage requestorPeak;
    private Usage acceptorPeak;

    internal Pair Pair => pair;

    /// <summary>Why the pair is not measured any further; null where it is.</summary>
    internal string? Failure { get; private set; }

    /// <summary>Starts both sides.</summary>
    internal Task StartAsync() => GuardAsync(async () =>
    {
        acceptor = await pair.Accept();
        requestor = await pair.Request(acceptor.Port);
    });

    /// <summary>Runs that do not count.</summary>
    /// <param name="runs">How many at least.</param>
    /// <param name="time">How long at least.</param>
    /// <param name="cancellationToken">Ends them after the run that goes on.</param>
    internal async Task WarmUpAsync(int runs, TimeSpan time, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int run = 0; Failure is null && (run < runs || Stopwatch.GetElapsedTime(begin) < time); run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await RunAsync(isWarmUp: true);
        }
    }

    /// <summary>One run, checked; counted unless it warms up.</summary>
    internal Task RunAsync(bool isWarmUp) => GuardAsync(async () =>
    {
        Usage asked = requestor!.Usage;
        Usage listened = acceptor!.Usage;
        SideRun sent = await requestor.RunAsync(isWarmUp);
        requestorPeak = requestor.Usage;
        acceptorPeak = acceptor.Usage;
        SideRun received = await acceptor.TakeAsync();
        Check(sent.Tally, "requestor");
        Check(pair.AcceptorCounts ? received.Tally : null, "acceptor");
        if (!isWarmUp)
        {
            samples.Add(new Sample(
                sent,
                received.AllocatedBytes,
                requestorPeak.CpuSeconds - asked.CpuSeconds,
                acceptorPeak.CpuSeconds - listened.CpuSeconds));
        }
    });

    /// <summary>What all runs came to.</summary>
    internal PairResult Result()
    {
        PairResult result = new() { Name = pair.Name, Note = pair.Note, Items = pair.Expected.Items, Bytes = pair.Expected.Bytes, Failure = Failure };
        return Failure is not null ? result : result with
        {
            Seconds = Spread.Of(samples.Select(sample => sample.Sent.Seconds)),
            Rate = Spread.Of(samples.Select(sample => pair.Expected.Items / sample.Sent.Seconds)),
            RequestorCpuSeconds = Spread.Of(samples.Select(sample => sample.RequestorCpuSeconds)).Median,
            AcceptorCpuSeconds = Spread.Of(samples.Select(sample => sample.AcceptorCpuSeconds)).Median,
            RequestorPeakBytes = requestorPeak.PeakBytes,
            AcceptorPeakBytes = acceptorPeak.PeakBytes,
            RequestorAllocatedPerItem = Median(sample => sample.Sent.AllocatedBytes / (double)pair.Expected.Items),
            AcceptorAllocatedPerItem = Median(sample => sample.AcceptorAllocatedBytes / (double)pair.Expected.Items),
            SlowestToFastest = Median(sample => sample.Sent.Spread),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await (requestor?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (acceptor?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    // One pair that fails leaves the others their numbers.
    private async Task GuardAsync(Func<Task> action)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            await action();
        }
        catch (Exception e)
        {
            Failure = e.Message;
        }
    }

    private void Check(Tally? tally, string side)
    {
        if (tally is { } found && found != pair.Expected)
        {
            throw new NetException($"The {side} counted {found} instead of {pair.Expected}.");
        }
    }

    private double? Median(Func<Sample, double?> value) =>
        samples.Select(value).OfType<double>().ToArray() is { Length: > 0 } values ? Spread.Of(values).Median : null;

    private sealed record Sample(SideRun Sent, long? AcceptorAllocatedBytes, double RequestorCpuSeconds, double AcceptorCpuSeconds);
}
