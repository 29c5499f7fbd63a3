namespace DicomPS.Engine.Pdu;

/// <summary>
/// The user information item (PS3.8 sections 9.3.2.3 and 9.3.3.3, annex D; PS3.7 annex D.3.3): the same in a request
/// and in an acceptance but for the user identity.
/// </summary>
/// <remarks>Where a sub-item that belongs there once stands several times, the last one counts.</remarks>
public sealed record UserInformation
{
    /// <summary>
    /// The longest P-DATA-TF body that the sender takes (PS3.8 annex D.1, maximum-length-received); 0 for no limit;
    /// null for no sub-item.
    /// </summary>
    public uint? MaximumLength { get; init; }

    /// <summary>The sender's implementation class UID (PS3.7 section D.3.3.2); null for no sub-item.</summary>
    public string? ImplementationClassUid { get; init; }

    /// <summary>The sender's implementation version name (PS3.7 section D.3.3.2); null for no sub-item.</summary>
    public string? ImplementationVersionName { get; init; }

    /// <summary>The asynchronous operations window (PS3.7 section D.3.3.3); null for no sub-item: one at a time.</summary>
    public AsynchronousOperationsWindow? AsynchronousOperationsWindow { get; init; }

    /// <summary>The SCP/SCU role selections (PS3.7 section D.3.3.4).</summary>
    public IReadOnlyList<RoleSelection> RoleSelections { get; init; } = [];

    /// <summary>The SOP class extended negotiations (PS3.7 section D.3.3.5).</summary>
    public IReadOnlyList<SopClassExtendedNegotiation> SopClassExtendedNegotiations { get; init; } = [];

    /// <summary>The SOP class common extended negotiations (PS3.7 section D.3.3.6): of a request only.</summary>
    public IReadOnlyList<SopClassCommonExtendedNegotiation> SopClassCommonExtendedNegotiations { get; init; } = [];

    /// <summary>Who the requestor says to be (PS3.7 section D.3.3.7): of a request only; null for no sub-item.</summary>
    public UserIdentityRq? UserIdentityRq { get; init; }

    /// <summary>The answer to a user identity (PS3.7 section D.3.3.7): of an acceptance only; null for no sub-item.</summary>
    public UserIdentityAc? UserIdentityAc { get; init; }

    internal static UserInformation Read(ref PduReader reader)
    {
        uint? maximumLength = null;
        string? implementationClassUid = null;
        string? implementationVersionName = null;
        AsynchronousOperationsWindow? window = null;
        List<RoleSelection> roles = [];
        List<SopClassExtendedNegotiation> extended = [];
        List<SopClassCommonExtendedNegotiation> commonExtended = [];
        UserIdentityRq? userIdentityRq = null;
        UserIdentityAc? userIdentityAc = null;
        while (!reader.AtEnd)
        {
            PduReader subItem = reader.Item(out ItemType type);
            switch (type)
            {
                case ItemType.MaximumLength:
                    maximumLength = subItem.UInt32("maximum length received");
                    subItem.ExpectEnd();
                    break;
                case ItemType.ImplementationClassUid:
                    implementationClassUid = PduText.Uid(subItem.Rest());
                    break;
                case ItemType.ImplementationVersionName:
                    implementationVersionName = PduText.Title(subItem.Rest());
                    break;
                case ItemType.AsynchronousOperationsWindow:
                    window = Pdu.AsynchronousOperationsWindow.Read(ref subItem);
                    break;
                case ItemType.RoleSelection:
                    roles.Add(RoleSelection.Read(ref subItem));
                    break;
                case ItemType.SopClassExtendedNegotiation:
                    extended.Add(SopClassExtendedNegotiation.Read(ref subItem));
                    break;
                case ItemType.SopClassCommonExtendedNegotiation:
                    commonExtended.Add(SopClassCommonExtendedNegotiation.Read(ref subItem));
                    break;
                case ItemType.UserIdentityRq:
                    userIdentityRq = Pdu.UserIdentityRq.Read(ref subItem);
                    break;
                case ItemType.UserIdentityAc:
                    userIdentityAc = Pdu.UserIdentityAc.Read(ref subItem);
                    break;
                default: // unrecognized: skipped
                    break;
            }
        }

        return new UserInformation
        {
            MaximumLength = maximumLength,
            ImplementationClassUid = implementationClassUid,
            ImplementationVersionName = implementationVersionName,
            AsynchronousOperationsWindow = window,
            RoleSelections = roles,
            SopClassExtendedNegotiations = extended,
            SopClassCommonExtendedNegotiations = commonExtended,
            UserIdentityRq = userIdentityRq,
            UserIdentityAc = userIdentityAc,
        };
    }

    /// <summary>Writes the item, its sub-items in the order of their types.</summary>
    internal void Write(PduWriter writer)
    {
        int item = writer.BeginItem(ItemType.UserInformation);
        if (MaximumLength is uint maximumLength)
        {
            int subItem = writer.BeginItem(ItemType.MaximumLength);
            writer.UInt32(maximumLength);
            writer.EndItem(subItem);
        }

        if (ImplementationClassUid is not null)
        {
            writer.UidItem(ItemType.ImplementationClassUid, ImplementationClassUid, "implementation class UID");
        }

        AsynchronousOperationsWindow?.Write(writer);
        foreach (RoleSelection role in RoleSelections)
        {
            role.Write(writer);
        }

        if (ImplementationVersionName is not null)
        {
            int subItem = writer.BeginItem(ItemType.ImplementationVersionName);
            writer.Name(ImplementationVersionName, "implementation version name");
            writer.EndItem(subItem);
        }

        foreach (SopClassExtendedNegotiation negotiation in SopClassExtendedNegotiations)
        {
            negotiation.Write(writer);
        }

        foreach (SopClassCommonExtendedNegotiation negotiation in SopClassCommonExtendedNegotiations)
        {
            negotiation.Write(writer);
        }

        UserIdentityRq?.Write(writer);
        UserIdentityAc?.Write(writer);
        writer.EndItem(item);
    }
}
