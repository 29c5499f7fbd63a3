using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// The sub-operations of a C-MOVE: over an association with the destination (PS3.4 section C.4.2). Which SOP classes come is
/// seen as they come: one that was not proposed yet has a new association opened, for it and those before.
/// </summary>
internal sealed class DestinationSender(
    ApplicationEntity entity, string title, AssociationOptions destination, StoreOptions options, CancellationToken cancellationToken)
    : ISuboperationSender, IAsyncDisposable
{
    // A destination that was not reached so often in a row is not tried for the instances that are left.
    private const int MaximumAttempts = 2;

    private readonly List<PresentationContext> contexts = [];
    private readonly HashSet<(string SopClass, string TransferSyntax)> proposed = [];
    private Association? association;
    private int failedAttempts;
    private DicomException? lastFault;

    public async ValueTask<StoreResult> SendAsync(InstanceSource instance)
    {
        if (failedAttempts >= MaximumAttempts)
        {
            return Failed(instance, lastFault!);
        }

        try
        {
            bool isNew = proposed.Add((instance.SopClassUid, instance.TransferSyntaxUid));
            if (isNew)
            {
                await CloseAsync().ConfigureAwait(false);
                Propose(instance);
            }

            if (association is not { State: AssociationState.Established })
            {
                await CloseAsync().ConfigureAwait(false);
                await ConnectAsync().ConfigureAwait(false);
            }

            // Not cancelled half way: a C-CANCEL ends the operation behind the instance.
            return await association!.StoreAsync(instance, options, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DicomException e)
        {
            return Failed(instance, e);
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private static StoreResult Failed(InstanceSource instance, DicomException fault) =>
        StoreResult.Failed(instance.Path, fault) with { SopClassUid = instance.SopClassUid, SopInstanceUid = instance.SopInstanceUid };

    private async ValueTask ConnectAsync()
    {
        AssociationOptions offer = destination.WithContexts([.. contexts]);
        offer.CallingAETitle ??= title;
        try
        {
            association = await Association.ConnectAsync(entity, offer, cancellationToken).ConfigureAwait(false);
            failedAttempts = 0;
        }
        catch (DicomException e) when (e.ErrorId != DicomErrorId.NoAcceptedContext)
        {
            failedAttempts++;
            lastFault = e;
            throw;
        }
    }

    private void Propose(InstanceSource instance)
    {
        contexts.Add(new PresentationContext(instance.SopClassUid, [instance.TransferSyntaxUid]));
        if (instance.CanConvert && !contexts.Any(context => context.AbstractSyntax == instance.SopClassUid && context.TransferSyntaxes.Count > 1))
        {
            contexts.Add(new PresentationContext(instance.SopClassUid));
        }

        if (contexts.Count > RequestedContextCollection.MaximumCount)
        {
            contexts.RemoveRange(0, contexts.Count - 2);
            proposed.Clear();
            proposed.Add((instance.SopClassUid, instance.TransferSyntaxUid));
        }
    }

    // Every instance has its answer: a release that the destination does not answer loses nothing.
    private async ValueTask CloseAsync()
    {
        if (association is { } open)
        {
            association = null;
            try
            {
                await open.ReleaseAsync().ConfigureAwait(false);
            }
            catch (DicomException)
            {
            }

            await open.DisposeAsync().ConfigureAwait(false);
        }
    }
}
