using System.Globalization;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>
/// What the process of a role tells the benchmark: one line for each line it reads, and one when it is ready. Plain text, for a
/// reader and writer of more would count as memory of the sides.
/// </summary>
/// <param name="Port">Where it listens; 0 where it does not.</param>
/// <param name="Seconds">How long the run took; 0 for who only receives.</param>
/// <param name="Items">What was done since the last answer.</param>
/// <param name="Bytes">The bytes of the data sets of that.</param>
/// <param name="AllocatedBytes">What the process allocated since the last answer.</param>
/// <param name="Failure">Why nothing was done; null where it was.</param>
internal sealed record Answer(int Port, double Seconds, long Items, long Bytes, long AllocatedBytes, string? Failure = null)
{
    private const char Separator = '\t';

    /// <summary>The line that it is told in.</summary>
    internal string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Port}{Separator}{Seconds}{Separator}{Items}{Separator}{Bytes}{Separator}{AllocatedBytes}{Separator}{Failure?.ReplaceLineEndings(" ")}");

    /// <summary>What a line tells.</summary>
    internal static Answer Parse(string line)
    {
        string[] parts = line.Split(Separator, 6);
        return new Answer(
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            double.Parse(parts[1], CultureInfo.InvariantCulture),
            Long(parts[2]),
            Long(parts[3]),
            Long(parts[4]),
            parts[5].Length > 0 ? parts[5] : null);

        static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }
}
