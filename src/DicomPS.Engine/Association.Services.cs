using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;

namespace DicomPS.Engine;

/// <content>The services that are used over an association.</content>
public sealed partial class Association
{
    /// <summary>Sends a C-ECHO and waits for its answer (PS3.7 section 9.1.5).</summary>
    /// <param name="cancellationToken">Aborts the association.</param>
    /// <returns>The peer's answer.</returns>
    /// <exception cref="DicomException">
    /// NoAcceptedContext, DimseTimeout, NetworkTimeout, AssociationAborted, AssociationClosed, ProtocolViolation.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<EchoResult> EchoAsync(CancellationToken cancellationToken = default) => CEcho.SendAsync(this, cancellationToken);

    /// <summary>
    /// Sends the instance of a file and waits for the answer (PS3.7 section 9.1.1): in the file's transfer syntax where
    /// that was accepted, otherwise converted to an uncompressed one that was. What goes wrong is in the result.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Is told, every megabyte, how many bytes of the data set went out; null for nobody.</param>
    /// <param name="cancellationToken">Aborts the association.</param>
    /// <returns>What became of the file.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<StoreResult> StoreAsync(
        InstanceFile file,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            return await CStore.SendAsync(this, file, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DicomException or IOException or UnauthorizedAccessException)
        {
            return StoreResult.Failed(file, e);
        }
    }
}
