namespace DicomPS.Benchmarks.Network.Report;

/// <summary>What several runs came to.</summary>
internal sealed record Spread(double Median, double Min, double Max)
{
    internal static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }
}
