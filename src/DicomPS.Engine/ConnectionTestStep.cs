using System.Globalization;

namespace DicomPS.Engine;

/// <summary>One step on the way to a peer.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Succeeded">Whether it worked.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Detail">What came of it, in words.</param>
public sealed record ConnectionTestStep(string Name, bool Succeeded, TimeSpan Duration, string Detail)
{
    /// <summary>The step in a line.</summary>
    /// <returns>Name, outcome, time and detail.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {(Succeeded ? "ok" : "failed")} in {Duration.TotalMilliseconds:0.0} ms, {Detail}");
}
