using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using DicomPS.Engine.Data;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// One association at a time of an <see cref="InstanceSender"/>, and a new one where it was lost. Within an asynchronous
/// operations window several files are under way; those that had no answer when the association was lost are sent again, one
/// by one, so that only the file that costs its association every time fails.
/// </summary>
internal sealed class SenderLane(
    SenderWork work, Func<CancellationToken, Task<Association>> connect, IProgress<long>? progress)
{
    // How many requests are under way where the peer sets no limit.
    private const int WindowWithoutLimit = 16;

    // Up to here several instances leave together where a window was negotiated.
    private const int SmallDataSet = 16 * 1024;

    private readonly StoreOptions options = new() { Progress = progress };
    private readonly Queue<(InstanceFile File, Task<StoreResult> Sending)> underWay = new();
    private readonly Queue<InstanceFile> again = new();
    private (InstanceFile File, FileInstanceSource Source)? ahead;
    private Association? association;
    private DicomException? givenUp;
    private bool lostOne;
    private bool isOneByOne;

    /// <summary>Opens the first association.</summary>
    /// <exception cref="DicomException">It cannot be had.</exception>
    internal async Task OpenAsync(CancellationToken cancellationToken) =>
        association = await connect(cancellationToken).ConfigureAwait(false);

    /// <summary>Sends files until none is left.</summary>
    /// <returns>A result for each file it took, in the order in which it took them.</returns>
    internal async IAsyncEnumerable<StoreResult> SendAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (IsOver && underWay.Count == 0)
                {
                    // Between two files, which costs neither.
                    await CloseAsync().ConfigureAwait(false);
                }

                while (!IsOver && !HasResult && underWay.Count < Window && (again.Count > 0 || ahead is not null || work.HasMore))
                {
                    // First the association: who has none holds no file back from the others.
                    if (association is null && givenUp is null)
                    {
                        await ReopenAsync(cancellationToken).ConfigureAwait(false);
                    }

                    if (givenUp is not null && work.TryLeave(again))
                    {
                        yield break;
                    }

                    if (!TryTake(out InstanceFile? file, out FileInstanceSource? source))
                    {
                        break;
                    }

                    await HoldOrSendAsync(file).ConfigureAwait(false);
                    underWay.Enqueue((file, association is null
                        ? Task.FromResult(Failed(file, source))
                        : association.StoreAsync(source, options, cancellationToken)));
                }

                await SendHeldAsync().ConfigureAwait(false);

                ReadAhead();

                if (underWay.TryDequeue(out (InstanceFile File, Task<StoreResult> Sending) oldest))
                {
                    StoreResult result = await oldest.Sending.ConfigureAwait(false);
                    if (!IsOver)
                    {
                        lostOne = false;
                        yield return result;
                        continue;
                    }

                    foreach (StoreResult known in await ConcludeAsync(oldest.File, result).ConfigureAwait(false))
                    {
                        yield return known;
                    }
                }
                else if (work.TryFinish())
                {
                    break;
                }
            }

            if (association is not null)
            {
                await ReleaseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ahead?.Source.Close();
            if (association is not null)
            {
                await association.AbortAsync().ConfigureAwait(false);
            }
        }
    }

    private bool IsOver => association?.State is AssociationState.Aborted or AssociationState.Released;

    // Without an association one file at a time: it opens one, or fails.
    private int Window => association switch
    {
        null => 1,
        _ when isOneByOne => 1,
        { MaximumOperationsInvoked: 0 } => WindowWithoutLimit,
        _ => association.MaximumOperationsInvoked,
    };

    // Those that are known already first: what follows them goes out together.
    private bool HasResult => underWay.TryPeek(out (InstanceFile File, Task<StoreResult> Sending) oldest) && oldest.Sending.IsCompleted;

    // Small instances wait for those behind them, which takes no time; behind a large one nothing waits.
    private ValueTask HoldOrSendAsync(InstanceFile next)
    {
        if (association is null || Window == 1 || !AreSmall(next))
        {
            return SendHeldAsync();
        }

        association.Hold();
        return ValueTask.CompletedTask;
    }

    private ValueTask SendHeldAsync() => association?.SendHeldAsync() ?? ValueTask.CompletedTask;

    private bool AreSmall(InstanceFile next)
    {
        foreach ((InstanceFile file, _) in underWay)
        {
            if (file.DataSetLength > SmallDataSet)
            {
                return false;
            }
        }

        return next.DataSetLength <= SmallDataSet;
    }

    private bool TryTake([NotNullWhen(true)] out InstanceFile? file, [NotNullWhen(true)] out FileInstanceSource? source)
    {
        source = null;
        if (!again.TryDequeue(out file) && ahead is { } next)
        {
            (file, source) = next;
            ahead = null;
        }

        if (file is null && !work.TryTake(out file))
        {
            return false;
        }

        source ??= new FileInstanceSource(file);
        return true;
    }

    // While the peer works on what it has. With other lanes about there is no time to be had: what one would hold ready another
    // might send.
    private void ReadAhead()
    {
        if (ahead is null && underWay.Count > 0 && work.IsOfOneLane && work.TryTake(out InstanceFile? file))
        {
            ahead = (file, new FileInstanceSource(file));
            ahead.Value.Source.ReadAhead();
        }
    }

    private StoreResult Failed(InstanceFile file, FileInstanceSource source)
    {
        source.Close();
        return StoreResult.Failed(file, givenUp!);
    }

    // The association is over: what was answered is known, and what was not goes again, unless it was alone.
    private async ValueTask<IReadOnlyList<StoreResult>> ConcludeAsync(InstanceFile oldest, StoreResult oldestResult)
    {
        List<(InstanceFile File, StoreResult Result)> ended = [(oldest, oldestResult)];
        while (underWay.TryDequeue(out (InstanceFile File, Task<StoreResult> Sending) other))
        {
            ended.Add((other.File, await other.Sending.ConfigureAwait(false)));
        }

        await CloseAsync().ConfigureAwait(false);
        List<(InstanceFile File, StoreResult Result)> lost = ended.FindAll(one => IsLost(one.Result));
        if (lost.Count > 1)
        {
            isOneByOne = true;
            lost.ForEach(one => again.Enqueue(one.File));
            ended.RemoveAll(one => IsLost(one.Result));
        }
        else
        {
            // A peer that loses two in a row, each on a fresh association, would lose the others too.
            DicomException? fault = lost is [var alone] ? alone.Result.Error : null;
            givenUp = lostOne ? fault : null;
            lostOne = fault is not null;
        }

        return ended.ConvertAll(one => one.Result);
    }

    // Not answered, and not for a reason of its own.
    private static bool IsLost(StoreResult result) => result.Error?.ErrorId
        is DicomErrorId.AssociationAborted or DicomErrorId.AssociationClosed or DicomErrorId.DimseTimeout
        or DicomErrorId.NetworkTimeout or DicomErrorId.ProtocolViolation;

    private async ValueTask CloseAsync()
    {
        await association!.DisposeAsync().ConfigureAwait(false);
        association = null;
    }

    private async ValueTask ReopenAsync(CancellationToken cancellationToken)
    {
        try
        {
            association = await connect(cancellationToken).ConfigureAwait(false);
        }
        catch (DicomException e)
        {
            givenUp = e;
        }
    }

    // Every file has its answer: a release that the peer does not answer loses nothing.
    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await association!.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DicomException)
        {
        }

        await association!.DisposeAsync().ConfigureAwait(false);
    }
}
