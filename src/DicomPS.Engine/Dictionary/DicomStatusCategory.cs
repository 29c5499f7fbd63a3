namespace DicomPS.Engine.Dictionary;

/// <summary>What a status code says of an operation (PS3.7 annex C).</summary>
public enum DicomStatusCategory
{
    /// <summary>The operation was done (PS3.7 section C.1).</summary>
    Success,

    /// <summary>The operation goes on, more responses follow (PS3.7 section C.2).</summary>
    Pending,

    /// <summary>The operation was done, with reservations (PS3.7 section C.4).</summary>
    Warning,

    /// <summary>The operation was not done (PS3.7 section C.5).</summary>
    Failure,

    /// <summary>The operation ended because it was cancelled (PS3.7 section C.3).</summary>
    Cancel,
}
