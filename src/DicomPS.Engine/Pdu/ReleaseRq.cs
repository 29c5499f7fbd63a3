namespace DicomPS.Engine.Pdu;

/// <summary>The A-RELEASE-RQ PDU (PS3.8 section 9.3.6, table 9-24): it carries nothing.</summary>
public sealed record ReleaseRq : ProtocolDataUnit
{
    /// <inheritdoc/>
    public override PduType Type => PduType.ReleaseRq;

    internal static ReleaseRq ReadBody(ref PduReader reader)
    {
        reader.Skip(4, "reserved bytes"); // bytes 7-10
        return new ReleaseRq();
    }

    internal override void WriteBody(PduWriter writer) => writer.Zeros(4); // bytes 7-10, reserved
}
