namespace DicomPS.Engine.Negotiation;

/// <summary>The two roles of one side for a SOP class, or what is proposed or supported of them (PS3.7 annex D.3.3.4).</summary>
/// <param name="Scu">Service class user.</param>
/// <param name="Scp">Service class provider.</param>
internal readonly record struct RolePair(bool Scu, bool Scp)
{
    /// <summary>Without a role selection the requestor is the SCU, and the acceptor the SCP.</summary>
    internal static RolePair RequestorDefault { get; } = new(Scu: true, Scp: false);

    internal bool IsNone => !Scu && !Scp;

    /// <summary>The roles of the other side: the SCP of the one is the peer of the SCU of the other.</summary>
    internal RolePair Reversed => new(Scp, Scu);

    /// <summary>The roles that are in both.</summary>
    internal RolePair And(RolePair other) => new(Scu && other.Scu, Scp && other.Scp);

    public override string ToString() => (Scu, Scp) switch
    {
        (true, true) => "SCU/SCP",
        (true, false) => "SCU",
        (false, true) => "SCP",
        _ => "none",
    };
}
