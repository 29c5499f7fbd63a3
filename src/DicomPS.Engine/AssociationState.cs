namespace DicomPS.Engine;

/// <summary>What an association is doing, as its user sees it.</summary>
public enum AssociationState
{
    /// <summary>It is being negotiated.</summary>
    Negotiating,

    /// <summary>It is established: services can be used.</summary>
    Established,

    /// <summary>One side has asked for its release.</summary>
    Releasing,

    /// <summary>It was released in order.</summary>
    Released,

    /// <summary>The acceptor rejected it.</summary>
    Rejected,

    /// <summary>It was aborted: by the peer, by this side, by a timeout or a lost connection.</summary>
    Aborted,
}
