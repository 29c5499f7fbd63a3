using System.Runtime.CompilerServices;
using DicomPS.Engine.Data;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// Sends files over associations of its own: as many as their presentation contexts need, and a new one where one was
/// lost on the way. Each file has one result, in the order of the files of an association. Where an asynchronous operations
/// window was negotiated, several are under way at a time; when the association is lost, all of these fail.
/// </summary>
public sealed class InstanceSender
{
    // How many requests are under way where the peer sets no limit.
    private const int WindowWithoutLimit = 16;

    private readonly ApplicationEntity entity;
    private readonly AssociationOptions options;

    /// <summary>Makes a sender.</summary>
    /// <param name="entity">The requestor.</param>
    /// <param name="options">The peer; its contexts are not used, the files determine them.</param>
    public InstanceSender(ApplicationEntity entity, AssociationOptions options)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(options);
        this.entity = entity;
        this.options = options;
    }

    /// <summary>Is told each association that was opened.</summary>
    public Action<Association>? Connected { get; set; }

    /// <summary>Is told, every megabyte, how many bytes of the file just being sent went out.</summary>
    public IProgress<long>? Progress { get; set; }

    /// <summary>Sends files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="cancellationToken">Aborts the association and ends.</param>
    /// <returns>A result for each file, as soon as it is known.</returns>
    /// <exception cref="DicomException">The first association could not be opened, so that nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async IAsyncEnumerable<StoreResult> SendAsync(
        IReadOnlyList<InstanceFile> files,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        bool isFirst = true;
        foreach (StorageProposal proposal in StorageProposal.Plan(files))
        {
            await foreach (StoreResult result in SendAsync(proposal, isFirst, cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }

            isFirst = false;
        }
    }

    private async IAsyncEnumerable<StoreResult> SendAsync(
        StorageProposal proposal,
        bool isFirst,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Association? association = null;
        DicomException? givenUp = null;
        bool lostOne = false;
        Queue<Task<StoreResult>> underWay = new();
        try
        {
            for (int next = 0; next < proposal.Files.Count || underWay.Count > 0;)
            {
                if (next < proposal.Files.Count && underWay.Count < WindowOf(association))
                {
                    InstanceFile file = proposal.Files[next++];
                    if (association is null && givenUp is null)
                    {
                        (association, givenUp) = await ConnectAsync(proposal, isFirst, cancellationToken).ConfigureAwait(false);
                        isFirst = false;
                    }

                    underWay.Enqueue(association is null
                        ? Task.FromResult(StoreResult.Failed(file, givenUp!))
                        : association.StoreAsync(file, Progress, cancellationToken));
                    continue;
                }

                StoreResult result = await underWay.Dequeue().ConfigureAwait(false);
                yield return result;

                if (association?.State is AssociationState.Aborted or AssociationState.Released)
                {
                    // Those that were under way with it have failed with it.
                    while (underWay.TryDequeue(out Task<StoreResult>? failed))
                    {
                        yield return await failed.ConfigureAwait(false);
                    }

                    // A peer that loses two in a row, each on a fresh association, would lose the others too.
                    givenUp = lostOne ? result.Error : null;
                    lostOne = true;
                    await association.DisposeAsync().ConfigureAwait(false);
                    association = null;
                }
                else
                {
                    lostOne = false;
                }
            }

            if (association is not null)
            {
                await ReleaseAsync(association, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (association is not null)
            {
                await association.AbortAsync().ConfigureAwait(false);
            }
        }
    }

    // Without an association one file at a time: it opens one, or fails.
    private static int WindowOf(Association? association) => association switch
    {
        null => 1,
        { MaximumOperationsInvoked: 0 } => WindowWithoutLimit,
        _ => association.MaximumOperationsInvoked,
    };

    private async Task<(Association? Association, DicomException? Fault)> ConnectAsync(
        StorageProposal proposal,
        bool isFirst,
        CancellationToken cancellationToken)
    {
        try
        {
            Association association = await Association
                .ConnectAsync(entity, options.WithContexts(proposal.Contexts), cancellationToken)
                .ConfigureAwait(false);
            Connected?.Invoke(association);
            return (association, null);
        }
        catch (DicomException e) when (!isFirst || e.ErrorId == DicomErrorId.NoAcceptedContext)
        {
            return (null, e);
        }
    }

    // Every file has its answer: a release that the peer does not answer loses nothing.
    private static async Task ReleaseAsync(Association association, CancellationToken cancellationToken)
    {
        try
        {
            await association.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DicomException)
        {
        }

        await association.DisposeAsync().ConfigureAwait(false);
    }
}
