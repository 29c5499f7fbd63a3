namespace DicomPS.Engine.Dimse;

/// <summary>Tells how many bytes of a data set went out, every megabyte: a report costs more than a PDU.</summary>
internal sealed class TransferMeter(IProgress<long>? progress)
{
    private const long Step = 1024 * 1024;

    private long reported;

    internal long Total { get; private set; }

    internal void Add(int count)
    {
        Total += count;
        if (Total - reported >= Step)
        {
            reported = Total;
            progress?.Report(Total);
        }
    }
}
