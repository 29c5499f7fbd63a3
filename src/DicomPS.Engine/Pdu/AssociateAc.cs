using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Pdu;

/// <summary>The A-ASSOCIATE-AC PDU (PS3.8 section 9.3.3, table 9-17).</summary>
/// <remarks>Where an item that belongs there once stands several times, the last one counts.</remarks>
public sealed record AssociateAc : ProtocolDataUnit
{
    /// <inheritdoc/>
    public override PduType Type => PduType.AssociateAc;

    /// <summary>Bytes 7-8, protocol-version: one bit for each version. The receiver tests bit 0 alone.</summary>
    public ushort ProtocolVersion { get; init; } = AssociateRq.ProtocolVersion1;

    /// <summary>Bytes 11-26, reserved: the called AE title of the request, echoed. Not to be tested.</summary>
    public required string CalledAETitle { get; init; }

    /// <summary>Bytes 27-42, reserved: the calling AE title of the request, echoed. Not to be tested.</summary>
    public required string CallingAETitle { get; init; }

    /// <summary>The application context item's name (PS3.8 section 9.3.3.1); empty where a peer sent none.</summary>
    public string ApplicationContextName { get; init; } = Uids.ApplicationContextName;

    /// <summary>The presentation context items (PS3.8 section 9.3.3.2), in the order of the PDU.</summary>
    public IReadOnlyList<PresentationContextAc> PresentationContexts { get; init; } = [];

    /// <summary>The user information item (PS3.8 section 9.3.3.3); without any sub-item where a peer sent none.</summary>
    public UserInformation UserInformation { get; init; } = new();

    internal static AssociateAc ReadBody(ref PduReader reader)
    {
        AssociateFields<PresentationContextAc> fields = AssociateFields<PresentationContextAc>.Read(
            ref reader, ItemType.PresentationContextAc, PresentationContextAc.Read);
        return new AssociateAc
        {
            ProtocolVersion = fields.ProtocolVersion,
            CalledAETitle = fields.Called,
            CallingAETitle = fields.Calling,
            ApplicationContextName = fields.ApplicationContextName,
            PresentationContexts = fields.PresentationContexts,
            UserInformation = fields.UserInformation,
        };
    }

    internal override void WriteBody(PduWriter writer) =>
        new AssociateFields<PresentationContextAc>(
            ProtocolVersion, CalledAETitle, CallingAETitle, ApplicationContextName, PresentationContexts, UserInformation)
            .Write(writer, areEchoes: true, static (context, target) => context.Write(target));
}
