namespace DicomPS.Engine.Pdu;

/// <summary>The A-ASSOCIATE-RJ PDU (PS3.8 section 9.3.4, table 9-21).</summary>
/// <param name="Result">Byte 8: permanent or transient.</param>
/// <param name="Source">Byte 9: who rejected; it gives <paramref name="Reason"/> its meaning.</param>
/// <param name="Reason">Byte 10: reason or diagnostic.</param>
public sealed record AssociateRj(AssociateResult Result, AssociateSource Source, byte Reason) : ProtocolDataUnit
{
    /// <inheritdoc/>
    public override PduType Type => PduType.AssociateRj;

    /// <summary>What to check next, as a sentence.</summary>
    public string RecommendedAction => (Source, Reason) switch
    {
        (AssociateSource.ServiceUser, 2) =>
            "Check the application context name that was proposed: DICOM knows only 1.2.840.10008.3.1.1.1.",
        (AssociateSource.ServiceUser, 3) =>
            "Check that the peer has the calling AE title, and perhaps this computer's address, in its list of known nodes.",
        (AssociateSource.ServiceUser, 7) =>
            "Check the called AE title that the peer expects: spelling, upper and lower case.",
        (AssociateSource.ServiceProviderAcse, 2) =>
            "Check the peer's DICOM software: it does not accept version 1 of the upper layer protocol.",
        (AssociateSource.ServiceProviderPresentation, 1) =>
            "Try again later: the peer is congested.",
        (AssociateSource.ServiceProviderPresentation, 2) =>
            "Try again later, or check how many associations at a time the peer allows.",
        _ when Result == AssociateResult.RejectedTransient => "Try again later, and look into the peer's log.",
        _ => "Look into the peer's log; check both AE titles and the addresses that the peer allows.",
    };

    /// <summary>Result, source and reason in words.</summary>
    /// <returns>For example "rejected permanently by the service user: called AE title not recognized".</returns>
    public string Describe() => $"{DescribeResult()} by {DescribeSource()}: {DescribeReason()}";

    /// <summary>The same as <see cref="Describe"/>, with the PDU's name and the three numbers.</summary>
    /// <returns>The PDU in words.</returns>
    public override string ToString() =>
        $"A-ASSOCIATE-RJ {(byte)Result}/{(byte)Source}/{Reason} ({Describe()})";

    internal static AssociateRj ReadBody(ref PduReader reader)
    {
        reader.Skip(1, "reserved byte"); // byte 7
        return new AssociateRj(
            (AssociateResult)reader.Byte("result"), (AssociateSource)reader.Byte("source"), reader.Byte("reason"));
    }

    internal override void WriteBody(PduWriter writer)
    {
        writer.Zeros(1); // byte 7, reserved
        writer.Byte((byte)Result);
        writer.Byte((byte)Source);
        writer.Byte(Reason);
    }

    private string DescribeResult() => Result switch
    {
        AssociateResult.RejectedPermanent => "rejected permanently",
        AssociateResult.RejectedTransient => "rejected for now",
        _ => $"rejected (reserved result {(byte)Result})",
    };

    private string DescribeSource() => Source switch
    {
        AssociateSource.ServiceUser => "the service user",
        AssociateSource.ServiceProviderAcse => "the service provider (ACSE)",
        AssociateSource.ServiceProviderPresentation => "the service provider (presentation)",
        _ => $"reserved source {(byte)Source}",
    };

    private string DescribeReason() => (Source, Reason) switch
    {
        (AssociateSource.ServiceUser or AssociateSource.ServiceProviderAcse, 1) => "no reason given",
        (AssociateSource.ServiceUser, 2) => "application context name not supported",
        (AssociateSource.ServiceUser, 3) => "calling AE title not recognized",
        (AssociateSource.ServiceUser, 7) => "called AE title not recognized",
        (AssociateSource.ServiceProviderAcse, 2) => "protocol version not supported",
        (AssociateSource.ServiceProviderPresentation, 1) => "temporary congestion",
        (AssociateSource.ServiceProviderPresentation, 2) => "local limit exceeded",
        _ => $"reserved reason {Reason}",
    };
}
