using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Negotiation;

/// <summary>
/// SCP/SCU role selection as pure functions (PS3.7 annex D.3.3.4). Roles are those of the requestor. An item is about a
/// SOP class: all contexts of it share their roles.
/// </summary>
internal static class RoleNegotiation
{
    /// <summary>The role selections of a request: one for each SOP class that has a context with roles.</summary>
    /// <exception cref="DicomException">
    /// InvalidPresentationContext: two contexts of one SOP class propose different roles.
    /// </exception>
    internal static IReadOnlyList<RoleSelection> Propose(IReadOnlyList<PresentationContext> contexts)
    {
        List<RoleSelection> proposed = [];
        foreach (PresentationContext context in contexts)
        {
            if (context is not { ScuRole: { } scu, ScpRole: { } scp })
            {
                continue;
            }

            RoleSelection selection = new(context.AbstractSyntax, scu, scp);
            RoleSelection? known = proposed.Find(other => other.SopClassUid == context.AbstractSyntax);
            if (known is null)
            {
                proposed.Add(selection);
            }
            else if (known != selection)
            {
                throw new DicomException(
                    DicomErrorId.InvalidPresentationContext,
                    $"Two presentation contexts of {UidDictionary.NameOf(context.AbstractSyntax)} propose different roles: {RolesOf(known)} and {RolesOf(selection)}.",
                    "Propose the same roles in all contexts of a SOP class: the role selection is about the SOP class.");
            }
        }

        return proposed;
    }

    /// <summary>The role selections by SOP class. Where one stands several times, the last counts.</summary>
    internal static IReadOnlyDictionary<string, RolePair> ByClass(IReadOnlyList<RoleSelection> selections)
    {
        Dictionary<string, RolePair> roles = new(StringComparer.Ordinal);
        foreach (RoleSelection selection in selections)
        {
            roles[selection.SopClassUid] = RolesOf(selection);
        }

        return roles;
    }

    /// <summary>What an acceptor answers: of the proposed roles those that it supports. It never grants what was not proposed.</summary>
    /// <param name="proposed">What was proposed; null where nothing was.</param>
    /// <param name="supported">The acceptor's context.</param>
    /// <returns>The answer; null for none, which leaves the default roles.</returns>
    internal static RolePair? Answer(RolePair? proposed, PresentationContext supported) =>
        proposed is { } roles && supported is { ScuRole: { } scu, ScpRole: { } scp } ? roles.And(new RolePair(scu, scp)) : null;

    /// <summary>The roles of the requestor that follow from a proposal and its answer; none where the context has no use.</summary>
    /// <param name="proposed">What was proposed; null where nothing was. Then an answer counts for nothing.</param>
    /// <param name="answered">What was answered; null for no answer. A role that was not proposed is not granted by it.</param>
    internal static RolePair Conclude(RolePair? proposed, RolePair? answered) =>
        proposed is { } roles && answered is { } granted ? roles.And(granted) : RolePair.RequestorDefault;

    /// <summary>The roles of a SOP class; null where there is no item about it.</summary>
    internal static RolePair? Find(this IReadOnlyDictionary<string, RolePair> roles, string sopClassUid) =>
        roles.TryGetValue(sopClassUid, out RolePair found) ? found : null;

    private static RolePair RolesOf(RoleSelection selection) => new(selection.ScuRole, selection.ScpRole);
}
