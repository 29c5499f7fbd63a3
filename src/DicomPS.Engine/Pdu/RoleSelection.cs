namespace DicomPS.Engine.Pdu;

/// <summary>
/// The SCP/SCU role selection sub-item (PS3.7 section D.3.3.4): proposed in a request, granted in an acceptance.
/// </summary>
/// <param name="SopClassUid">Bytes 7-, SOP-class-uid, behind its length in bytes 5-6.</param>
/// <param name="ScuRole">SCU-role: the requestor acts as SCU. Any byte but 0 reads as true.</param>
/// <param name="ScpRole">SCP-role: the requestor acts as SCP. Any byte but 0 reads as true.</param>
public sealed record RoleSelection(string SopClassUid, bool ScuRole, bool ScpRole)
{
    internal static RoleSelection Read(ref PduReader reader) => new(
        PduText.Uid(reader.LengthPrefixed("SOP class UID")),
        reader.Byte("SCU role") != 0,
        reader.Byte("SCP role") != 0);

    internal void Write(PduWriter writer)
    {
        int item = writer.BeginItem(ItemType.RoleSelection);
        writer.LengthPrefixedUid(SopClassUid, "SOP class UID");
        writer.Flag(ScuRole);
        writer.Flag(ScpRole);
        writer.EndItem(item);
    }
}
