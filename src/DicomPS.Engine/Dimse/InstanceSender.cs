using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DicomPS.Engine.Data;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// Sends files over associations of its own: as many as their presentation contexts need, and a new one where one was
/// lost on the way. Each file has one result, in the order of the files where one association is open at a time. Where an
/// asynchronous operations window was negotiated, several are under way at a time; those without an answer when the
/// association is lost are sent again, one by one.
/// </summary>
public sealed class InstanceSender
{
    // How many results wait for whoever takes them, where several associations bring them.
    private const int ResultsAhead = 256;

    private readonly ApplicationEntity entity;
    private readonly AssociationOptions options;
    private int maximumAssociations = 1;

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

    /// <summary>Is told each association that was opened; with several, from several threads.</summary>
    public Action<Association>? Connected { get; set; }

    /// <summary>Is told, every megabyte, how many bytes of the file just being sent went out.</summary>
    public IProgress<long>? Progress { get; set; }

    /// <summary>
    /// How many associations are open at a time; 1 at first. With more of them each takes the next file when it has room, and
    /// results come as they are known. A peer that does not admit as many gets those it admits.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaximumAssociations
    {
        get => maximumAssociations;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            maximumAssociations = value;
        }
    }

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
        int count = Math.Min(MaximumAssociations, proposal.Files.Count);
        SenderWork work = new(proposal.Files, count);
        AssociationOptions peer = options.WithContexts(proposal.Contexts);
        SenderLane[] lanes = [.. Enumerable.Range(0, count).Select(_ => new SenderLane(work, token => ConnectAsync(peer, token), Progress))];
        DicomException? fault = null;
        try
        {
            // Where none can be had nothing is sent; where it is for the files' sake, those of another proposal may be.
            await lanes[0].OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DicomException e) when (!isFirst || e.ErrorId == DicomErrorId.NoAcceptedContext)
        {
            fault = e;
        }

        if (fault is not null)
        {
            foreach (InstanceFile file in proposal.Files)
            {
                yield return StoreResult.Failed(file, fault);
            }

            yield break;
        }

        await foreach (StoreResult result in (count == 1 ? lanes[0].SendAsync(cancellationToken) : SendAsync(lanes, cancellationToken)).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    // All lanes at once, their results as they come.
    private static async IAsyncEnumerable<StoreResult> SendAsync(
        SenderLane[] lanes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<StoreResult> results = Channel.CreateBounded<StoreResult>(ResultsAhead);
        Task running = Task.WhenAll(lanes.Select(lane => Task.Run(() => PassAsync(lane), CancellationToken.None)));
        _ = running.ContinueWith(_ => results.Writer.TryComplete(), TaskScheduler.Default);
        try
        {
            await foreach (StoreResult result in results.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally
        {
            await leaving.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Cancelled, or a fault of this side.
        await running.ConfigureAwait(false);

        async Task PassAsync(SenderLane lane)
        {
            try
            {
                await foreach (StoreResult result in lane.SendAsync(leaving.Token).ConfigureAwait(false))
                {
                    await results.Writer.WriteAsync(result, leaving.Token).ConfigureAwait(false);
                }
            }
            catch
            {
                // The others are not left alone with the work of one that is gone.
                await leaving.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task<Association> ConnectAsync(AssociationOptions peer, CancellationToken cancellationToken)
    {
        Association association = await Association.ConnectAsync(entity, peer, cancellationToken).ConfigureAwait(false);
        Connected?.Invoke(association);
        return association;
    }
}
