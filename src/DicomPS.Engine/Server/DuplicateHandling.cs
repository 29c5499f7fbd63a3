namespace DicomPS.Engine.Server;

/// <summary>What a storage server does with an instance it has already.</summary>
public enum DuplicateHandling
{
    /// <summary>The new one takes the place of the old one, in one step.</summary>
    Replace,

    /// <summary>The old one stays; the new one is answered with success and dropped.</summary>
    Keep,

    /// <summary>The old one stays; the new one is refused with status 0111 (duplicate SOP instance).</summary>
    Reject,
}
