namespace DicomPS.Engine.Dimse;

/// <summary>The sub-operations of a C-GET or C-MOVE: what the handler gives is sent, counted and told of.</summary>
/// <param name="sender">Who sends an instance.</param>
/// <param name="counts">What became of them.</param>
/// <param name="tell">Tells the requestor of the counts, after each.</param>
/// <param name="report">Is told of what was not stored: who serves wants to know why.</param>
internal sealed class RetrieveOperation(
    ISuboperationSender sender, SuboperationCounts counts, Func<SuboperationCounts, ValueTask> tell, Action<StoreResult> report)
{
    /// <summary>How many instances the handler may be ahead: as many as the remaining ones can be told of without a total.</summary>
    internal const int ReadAhead = 64;

    /// <summary>Runs to the end.</summary>
    /// <param name="handler">Gives the instances.</param>
    /// <returns>The last answer.</returns>
    /// <exception cref="OperationCanceledException">Cancelled: the sub-operation that ran was ended, the others are left.</exception>
    internal async ValueTask<DimseAnswer> RunAsync(HandlerStream<RetrieveItem> handler)
    {
        int? total = null;
        while (true)
        {
            (bool hasItem, RetrieveItem? item) = await handler.NextAsync().ConfigureAwait(false);
            if (!hasItem)
            {
                return counts.Conclude();
            }

            if (item is { Answer: { } answer })
            {
                return answer;
            }

            total = item?.Total ?? total;
            if (item is { Instance: not null } or { Failure: not null })
            {
                counts.Remaining = Remaining(total, handler.Waiting + 1);
                StoreResult result = item.Failure ?? await sender.SendAsync(item.Instance!).ConfigureAwait(false);
                counts.Count(result);
                if (!result.IsStored)
                {
                    report(result);
                }

                counts.Remaining = Remaining(total, handler.Waiting);
                await tell(counts).ConfigureAwait(false);
            }
            else if (item is not { Total: not null })
            {
                throw new HandlerException("The handler gave an item that is null.");
            }
        }
    }

    private int Remaining(int? total, int waiting) => total is { } count ? Math.Max(count - counts.Done, 0) : waiting;
}
