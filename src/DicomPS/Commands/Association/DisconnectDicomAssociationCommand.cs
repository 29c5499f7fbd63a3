using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;

namespace DicomPS.Commands;

/// <summary>Releases associations, or aborts them.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "DicomAssociation", SupportsShouldProcess = true)]
public sealed class DisconnectDicomAssociationCommand : DicomCmdlet
{
    /// <summary>The association.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Association Association { get; set; } = null!;

    /// <summary>Aborts instead of releasing in order.</summary>
    [Parameter]
    public SwitchParameter Abort { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Association.ToString(), Abort ? "Abort the association" : "Release the association"))
        {
            return;
        }

        Run(async cancellationToken =>
        {
            try
            {
                await (Abort ? Association.AbortAsync() : Association.ReleaseAsync(cancellationToken));
                WriteVerbose($"Association {Association.Id} {Association}: {Association.State}.");
            }
            catch (DicomException e)
            {
                WriteFault(e, Association);
            }
        });
    }
}
