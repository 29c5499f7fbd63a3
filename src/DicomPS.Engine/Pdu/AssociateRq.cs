using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Pdu;

/// <summary>The A-ASSOCIATE-RQ PDU (PS3.8 section 9.3.2, table 9-11).</summary>
/// <remarks>Where an item that belongs there once stands several times, the last one counts.</remarks>
public sealed record AssociateRq : ProtocolDataUnit
{
    /// <summary>Version 1 of the upper layer protocol: bit 0 (PS3.8 table 9-11).</summary>
    public const ushort ProtocolVersion1 = 0x0001;

    /// <inheritdoc/>
    public override PduType Type => PduType.AssociateRq;

    /// <summary>Bytes 7-8, protocol-version: one bit for each version. The receiver tests bit 0 alone.</summary>
    public ushort ProtocolVersion { get; init; } = ProtocolVersion1;

    /// <summary>Bytes 11-26, called-AE-title, without the spaces around it.</summary>
    public required string CalledAETitle { get; init; }

    /// <summary>Bytes 27-42, calling-AE-title, without the spaces around it.</summary>
    public required string CallingAETitle { get; init; }

    /// <summary>The application context item's name (PS3.8 section 9.3.2.1); empty where a peer sent none.</summary>
    public string ApplicationContextName { get; init; } = Uids.ApplicationContextName;

    /// <summary>The presentation context items (PS3.8 section 9.3.2.2), in the order of the PDU.</summary>
    public IReadOnlyList<PresentationContextRq> PresentationContexts { get; init; } = [];

    /// <summary>The user information item (PS3.8 section 9.3.2.3); without any sub-item where a peer sent none.</summary>
    public UserInformation UserInformation { get; init; } = new();

    internal static AssociateRq ReadBody(ref PduReader reader)
    {
        AssociateFields<PresentationContextRq> fields = AssociateFields<PresentationContextRq>.Read(
            ref reader, ItemType.PresentationContextRq, PresentationContextRq.Read);
        return new AssociateRq
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
        new AssociateFields<PresentationContextRq>(
            ProtocolVersion, CalledAETitle, CallingAETitle, ApplicationContextName, PresentationContexts, UserInformation)
            .Write(writer, areEchoes: false, static (context, target) => context.Write(target));
}
