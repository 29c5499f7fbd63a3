namespace DicomPS.Engine.Dimse;

/// <summary>Tells how many bytes of a data set went out, every megabyte: a report costs more than a PDU.</summary>
internal sealed class TransferMeter(IProgress<long>? progress)
{
    private const long Step = 1024 * 1024;

    private long total;
    private long reported;

    internal void Add(int count)
    {
        total += count;
        if (total - reported >= Step)
        {
            reported = total;
            progress?.Report(total);
        }
    }
}
