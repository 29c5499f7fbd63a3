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
    public Task<StoreResult> StoreAsync(
        InstanceFile file,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return StoreAsync(new FileInstanceSource(file), new StoreOptions { Progress = progress }, cancellationToken);
    }

    /// <summary>
    /// Sends an instance and waits for the answer (PS3.7 section 9.1.1): in its own transfer syntax where that was
    /// accepted, otherwise converted to an uncompressed one that was. What goes wrong is in the result.
    /// </summary>
    /// <param name="source">The instance: a file, or a data set in memory.</param>
    /// <param name="options">How it is sent; null for the usual.</param>
    /// <param name="cancellationToken">Aborts the association.</param>
    /// <returns>What became of the instance.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<StoreResult> StoreAsync(
        InstanceSource source,
        StoreOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            return await CStore.SendAsync(this, source, options ?? new StoreOptions(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DicomException or IOException or UnauthorizedAccessException)
        {
            return StoreResult.Failed(source.Path, e) with { SopClassUid = source.SopClassUid, SopInstanceUid = source.SopInstanceUid };
        }
        finally
        {
            source.Close();
        }
    }
}
