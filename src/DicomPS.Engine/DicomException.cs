namespace DicomPS.Engine;

/// <summary>An error of the DICOM engine: what happened, and what a person can do about it.</summary>
public class DicomException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="errorId">The stable name of what went wrong.</param>
    /// <param name="message">What happened and between whom; never a value of a data set.</param>
    /// <param name="recommendedAction">What to check next; null where the message says all.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public DicomException(
        DicomErrorId errorId,
        string message,
        string? recommendedAction = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        RecommendedAction = recommendedAction;
    }

    /// <summary>The stable name of what went wrong.</summary>
    public DicomErrorId ErrorId { get; }

    /// <summary>What to check next, as a sentence; null where the message says all.</summary>
    public string? RecommendedAction { get; }
}
