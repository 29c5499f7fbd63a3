namespace DicomPS.Engine.Dimse;

/// <summary>The sub-operations of a C-GET: back over the association that it came by (PS3.4 section C.4.3).</summary>
internal sealed class AssociationSender(Association association, StoreOptions options) : ISuboperationSender
{
    // Not cancelled half way, which would abort the association: a C-CANCEL ends the operation behind the instance.
    public async ValueTask<StoreResult> SendAsync(InstanceSource instance) =>
        await association.StoreAsync(instance, options, CancellationToken.None).ConfigureAwait(false);
}
