namespace DicomPS.Engine.Dimse;

/// <summary>
/// What a handler of C-GET or C-MOVE gives: a total, an instance, one that cannot be sent, or a status that ends it. One of
/// the four is set.
/// </summary>
public sealed record RetrieveItem
{
    private RetrieveItem()
    {
    }

    /// <summary>How many instances there will be: the remaining sub-operations are counted from it.</summary>
    public int? Total { get; private init; }

    /// <summary>An instance to send; null where this is something else.</summary>
    public InstanceSource? Instance { get; private init; }

    /// <summary>An instance that cannot be sent: one failed sub-operation; null where this is something else.</summary>
    public StoreResult? Failure { get; private init; }

    /// <summary>The answer that ends the operation; null where this is something else.</summary>
    public DimseAnswer? Answer { get; private init; }

    /// <summary>Says how many instances there will be. Without it the remaining ones are those that wait to be sent.</summary>
    /// <param name="count">The number of instances, 0 or more.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public static RetrieveItem Count(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new RetrieveItem { Total = count };
    }

    /// <summary>Sends an instance.</summary>
    /// <param name="instance">The instance.</param>
    /// <returns>The item.</returns>
    public static RetrieveItem Send(InstanceSource instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return new RetrieveItem { Instance = instance };
    }

    /// <summary>Counts an instance that cannot be sent, such as a file that is missing or damaged: the others go on.</summary>
    /// <param name="failure">Why, as <see cref="StoreResult.Failed(string, Exception)"/> makes it; with the SOP instance UID, where it is known.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ArgumentException">The result is that of an instance that was stored.</exception>
    public static RetrieveItem Fail(StoreResult failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.IsStored
            ? throw new ArgumentException("The instance was stored.", nameof(failure))
            : new RetrieveItem { Failure = failure };
    }

    /// <summary>Ends the operation with a status of the handler's own.</summary>
    /// <param name="answer">The answer; not a pending one.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ArgumentException">The answer is pending.</exception>
    public static RetrieveItem End(DimseAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.IsPending
            ? throw new ArgumentException("A pending answer ends nothing.", nameof(answer))
            : new RetrieveItem { Answer = answer };
    }
}
