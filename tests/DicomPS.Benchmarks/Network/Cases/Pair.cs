using DicomPS.Benchmarks.Network.Sides;

namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>Two sides that are measured together.</summary>
/// <param name="Name">Who asks whom.</param>
/// <param name="Expected">What one run has to do.</param>
/// <param name="Accept">Starts the side that listens.</param>
/// <param name="Request">Starts the side that asks, which is told the port.</param>
internal sealed record Pair(string Name, Tally Expected, Func<Task<IAcceptor>> Accept, Func<int, Task<IRequestor>> Request)
{
    /// <summary>Whether the side that listens counts, too.</summary>
    internal bool AcceptorCounts { get; init; } = true;

    /// <summary>Whether the side that asks is the project's, and held to its limit of memory.</summary>
    internal bool IsOwnRequestor { get; init; }

    /// <summary>The same of the side that listens.</summary>
    internal bool IsOwnAcceptor { get; init; }

    /// <summary>How many bytes our sides may allocate for each item; null where that is not held against anything.</summary>
    internal int? MostAllocatedPerItem { get; init; }

    /// <summary>What is to be known with the numbers; empty for nothing.</summary>
    internal string Note { get; init; } = string.Empty;
}
