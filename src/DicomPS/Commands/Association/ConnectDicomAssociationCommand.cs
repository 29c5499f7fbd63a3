using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Handlers;

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

    /// <summary>Answers N-EVENT-REPORT: what the peer tells over the association, such as the result of a storage commitment.</summary>
    [Parameter]
    public ScriptBlock? OnEventReport { get; set; }

    /// <summary>Seconds that the handler may take for its answer.</summary>
    [Parameter]
    [ValidateRange(0.001, 86400.0)]
    public double? HandlerTimeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AssociationOptions options = null!;
        ScriptBlockProvider? provider = null;
        Require(PeerText, () =>
        {
            options = CreateOptions();
            options.Contexts = Context;
            options.ExtendedNegotiations = ExtendedNegotiation;
            options.CommonExtendedNegotiations = CommonExtendedNegotiation;
            options.HandlerTimeout = Seconds(HandlerTimeout) ?? options.HandlerTimeout;
            options.ServiceProvider = provider = CreateProvider();
        });
        Run(async cancellationToken =>
        {
            WriteVerbose($"Connecting {AE.Title} to {PeerText}.");
            try
            {
                Association association = await Association.ConnectAsync(AE, options, cancellationToken);
                hasConnected = true;
                ModuleSession.Current.Add(association);
                _ = association.Ended.ContinueWith(_ => provider?.Close(), TaskScheduler.Default);
                WriteOpened(association);
                WriteObject(association);
            }
            catch (DicomException e)
            {
                WriteFault(e, PeerText);
            }
        });
    }

    // Its runspaces are made when an event comes: to close it before that leaves nothing behind.
    private ScriptBlockProvider? CreateProvider() => OnEventReport is null ? null : ScriptBlockProvider.Create(
        this,
        new Dictionary<DimseServices, HandlerBlock>
        {
            [DimseServices.EventReport] = HandlerBlock.From(nameof(OnEventReport), OnEventReport, SessionState),
        },
        MoveDestinations.None,
        kept: 1,
        importModule: [],
        initialization: null);
}
