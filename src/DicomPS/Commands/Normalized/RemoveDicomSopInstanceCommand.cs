using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>Has a peer delete an instance of a normalised SOP class (N-DELETE).</summary>
[Cmdlet(VerbsCommon.Remove, "DicomSopInstance", SupportsShouldProcess = true, DefaultParameterSetName = ByHost)]
[OutputType(typeof(DimseResult))]
public sealed class RemoveDicomSopInstanceCommand : InstanceCommand
{
    /// <inheritdoc/>
    private protected override string RequestName => "N-DELETE";

    /// <inheritdoc/>
    private protected override string? Action => "Delete";

    /// <inheritdoc/>
    private protected override Task<DimseResult> RequestAsync(Association association, DimseRequestOptions options, CancellationToken cancellationToken) =>
        association.DeleteAsync(SopClass, SopInstanceUid, options, cancellationToken);
}
