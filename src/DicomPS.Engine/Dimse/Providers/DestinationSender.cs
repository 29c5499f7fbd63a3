using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Dimse;

/// <summary>
/// The sub-operations of a C-MOVE: over an association with the destination (PS3.4 section C.4.2). Which SOP classes come is
/// seen as they come: one that was not proposed yet has a new association opened, for it and those before.
/// </summary>
internal sealed class DestinationSender(ApplicationEntity entity, string title, AssociationOptions destination, StoreOptions options)
    : ISuboperationSender, IAsyncDisposable
{
    private readonly List<PresentationContext> contexts = [];
    private readonly HashSet<(string SopClass, string TransferSyntax)> proposed = [];
    private Association? association;

    public async ValueTask<StoreResult> SendAsync(InstanceSource instance)
    {
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
                AssociationOptions offer = destination.WithContexts(contexts);
                offer.CallingAETitle ??= title;
                association = await Association.ConnectAsync(entity, offer).ConfigureAwait(false);
            }

            return await association.StoreAsync(instance, options).ConfigureAwait(false);
        }
        catch (DicomException e)
        {
            return StoreResult.Failed(instance.Path, e) with { SopClassUid = instance.SopClassUid, SopInstanceUid = instance.SopInstanceUid };
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

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
