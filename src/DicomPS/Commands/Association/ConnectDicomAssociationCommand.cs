using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;

namespace DicomPS.Commands;

/// <summary>Connects to a peer and negotiates an association.</summary>
[Cmdlet(VerbsCommunications.Connect, "DicomAssociation", DefaultParameterSetName = ByHost)]
[OutputType(typeof(Association))]
public sealed class ConnectDicomAssociationCommand : PeerCommand
{
    private bool hasConnected;

    /// <summary>The contexts to propose; without them those that the Application Entity requests.</summary>
    [Parameter]
    public PresentationContext[]? Context { get; set; }

    /// <summary>SOP class extended negotiations to propose.</summary>
    [Parameter]
    public SopClassExtendedNegotiation[] ExtendedNegotiation { get; set; } = [];

    /// <summary>SOP class common extended negotiations to send.</summary>
    [Parameter]
    public SopClassCommonExtendedNegotiation[] CommonExtendedNegotiation { get; set; } = [];

    private protected override bool LeavesAssociationsOpen => hasConnected;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AssociationOptions options = null!;
        Require(PeerText, () =>
        {
            options = CreateOptions();
            options.Contexts = Context;
            options.ExtendedNegotiations = ExtendedNegotiation;
            options.CommonExtendedNegotiations = CommonExtendedNegotiation;
        });
        Run(async cancellationToken =>
        {
            WriteVerbose($"Connecting {AE.Title} to {PeerText}.");
            try
            {
                Association association = await Association.ConnectAsync(AE, options, cancellationToken);
                hasConnected = true;
                ModuleSession.Current.Add(association);
                WriteOpened(association);
                WriteObject(association);
            }
            catch (DicomException e)
            {
                WriteFault(e, PeerText);
            }
        });
    }
}
