using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>Has a peer change attributes of an instance of a normalised SOP class (N-SET).</summary>
[Cmdlet(VerbsCommon.Set, "DicomSopInstance", SupportsShouldProcess = true, DefaultParameterSetName = ByHost)]
[OutputType(typeof(DimseResult))]
public sealed class SetDicomSopInstanceCommand : InformationCommand
{
    /// <inheritdoc/>
    private protected override string RequestName => "N-SET";

    /// <inheritdoc/>
    private protected override string? Action => "Set attributes";

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        base.Prepare();
        if (Information is null)
        {
            throw new ArgumentException("Nothing is to be changed: give -Element or -Dataset.");
        }
    }

    /// <inheritdoc/>
    private protected override Task<DimseResult> RequestAsync(Association association, DimseRequestOptions options, CancellationToken cancellationToken) =>
        association.SetAsync(SopClass, SopInstanceUid, Information!, options, cancellationToken);
}
