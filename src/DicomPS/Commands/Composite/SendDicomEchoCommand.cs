using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>Sends a C-ECHO, over an association or to a peer.</summary>
[Cmdlet(VerbsCommunications.Send, "DicomEcho", DefaultParameterSetName = ByAssociation)]
[OutputType(typeof(EchoResult))]
public sealed class SendDicomEchoCommand : PeerCommand
{
    /// <summary>An open association, as Connect-DicomAssociation gives it. It stays open.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByAssociation)]
    public Association Association { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object target = ParameterSetName == ByAssociation ? Association : PeerText;
        AssociationOptions? options = null;
        if (ParameterSetName == ByHost)
        {
            Require(target, () =>
            {
                options = CreateOptions();
                options.Contexts = PrebuiltContexts.ForService(DicomServiceClass.Verification);
            });
        }

        Run(async cancellationToken =>
        {
            try
            {
                await (options is null ? EchoAsync(Association, cancellationToken) : ConnectAndEchoAsync(options, cancellationToken));
            }
            catch (DicomException e)
            {
                WriteFault(e, target);
            }
        });
    }

    private async Task ConnectAndEchoAsync(AssociationOptions options, CancellationToken cancellationToken)
    {
        WriteVerbose($"Connecting {AE.Title} to {PeerText}.");
        await using Association association = await Association.ConnectAsync(AE, options, cancellationToken);
        WriteOpened(association);
        await EchoAsync(association, cancellationToken);
        await association.ReleaseAsync(cancellationToken);
        WriteVerbose($"Association {association.Id} {association}: {association.State}.");
    }

    private async Task EchoAsync(Association association, CancellationToken cancellationToken)
    {
        EchoResult result = await association.EchoAsync(cancellationToken);
        WriteVerbose($"{association} answered C-ECHO with {result.Status}.");
        WriteObject(result);
        if (!result.Status.IsSuccess)
        {
            WriteError(ErrorRecords.Create(result.Peer, result.Status, null, "C-ECHO", association));
        }
    }
}
