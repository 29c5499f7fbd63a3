namespace DicomPS.Engine.Pdu;

/// <summary>The A-ABORT PDU (PS3.8 section 9.3.8, table 9-26).</summary>
/// <param name="Source">Byte 9: who aborted.</param>
/// <param name="Reason">Byte 10: why; significant only where the service provider aborted, otherwise sent as 0.</param>
public sealed record Abort(AbortSource Source, AbortReason Reason = AbortReason.NotSpecified) : ProtocolDataUnit
{
    /// <inheritdoc/>
    public override PduType Type => PduType.Abort;

    /// <summary>Source and reason in words.</summary>
    /// <returns>For example "by the service provider: unexpected PDU".</returns>
    public string Describe() => Source switch
    {
        AbortSource.ServiceUser => "by the service user (the DICOM application)",
        AbortSource.ServiceProvider => $"by the service provider: {DescribeReason()}",
        _ => $"by reserved source {(byte)Source}: {DescribeReason()}",
    };

    /// <summary>The same as <see cref="Describe"/>, with the PDU's name.</summary>
    /// <returns>The PDU in words.</returns>
    public override string ToString() => $"A-ABORT {Describe()}";

    internal static Abort ReadBody(ref PduReader reader)
    {
        reader.Skip(2, "reserved bytes"); // bytes 7-8
        return new Abort((AbortSource)reader.Byte("source"), (AbortReason)reader.Byte("reason"));
    }

    internal override void WriteBody(PduWriter writer)
    {
        writer.Zeros(2); // bytes 7-8, reserved
        writer.Byte((byte)Source);
        writer.Byte((byte)Reason);
    }

    private string DescribeReason() => Reason switch
    {
        AbortReason.NotSpecified => "reason not specified",
        AbortReason.UnrecognizedPdu => "unrecognized PDU",
        AbortReason.UnexpectedPdu => "unexpected PDU",
        AbortReason.UnrecognizedPduParameter => "unrecognized PDU parameter",
        AbortReason.UnexpectedPduParameter => "unexpected PDU parameter",
        AbortReason.InvalidPduParameterValue => "invalid PDU parameter value",
        _ => $"reserved reason {(byte)Reason}",
    };
}
