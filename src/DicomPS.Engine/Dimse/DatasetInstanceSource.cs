using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Engine.Dimse;

/// <summary>A data set in memory that is to be sent.</summary>
internal sealed class DatasetInstanceSource(DicomDataset dataset, string sopClassUid, string sopInstanceUid, TransferSyntax syntax)
    : InstanceSource(sopClassUid, sopInstanceUid, syntax.Uid, syntax.CanConvert)
{
    private const int BufferSize = 64 * 1024;

    public override string Path => string.Empty;

    internal override long? Length => null;

    internal override async ValueTask WriteAsync(
        PDataWriter writer, string transferSyntaxUid, TransferMeter meter, CancellationToken cancellationToken)
    {
        TransferSyntax target = TransferSyntax.Find(transferSyntaxUid)!;

        // The encoder writes without waiting, so it has a thread of its own to wait on: large values that are still in their
        // file stream through, whatever their size.
        await Task.Run(
            () =>
            {
                using BufferedStream sink = new(new PDataStream(writer, meter.Add), BufferSize);
                dataset.Encode(sink, target);
            },
            CancellationToken.None).ConfigureAwait(false);
    }
}
