namespace DicomPS.Engine.Pdu;

/// <summary>The A-RELEASE-RP PDU (PS3.8 section 9.3.7, table 9-25): it carries nothing.</summary>
public sealed record ReleaseRp : ProtocolDataUnit
{
    /// <inheritdoc/>
    public override PduType Type => PduType.ReleaseRp;

    internal static ReleaseRp ReadBody(ref PduReader reader)
    {
        reader.Skip(4, "reserved bytes"); // bytes 7-10
        return new ReleaseRp();
    }

    internal override void WriteBody(PduWriter writer) => writer.Zeros(4); // bytes 7-10, reserved
}
