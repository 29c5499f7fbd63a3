using System.Globalization;
using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>Has a peer perform an action on an instance of a normalised SOP class (N-ACTION).</summary>
[Cmdlet(VerbsLifecycle.Invoke, "DicomAction", SupportsShouldProcess = true, DefaultParameterSetName = ByHost)]
[OutputType(typeof(DimseResult))]
public sealed class InvokeDicomActionCommand : InformationCommand
{
    /// <summary>What to do: a number that the SOP class defines.</summary>
    [Parameter(Mandatory = true)]
    public ushort ActionTypeId { get; set; }

    /// <inheritdoc/>
    private protected override string RequestName => $"N-ACTION {ActionTypeId.ToString(CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    private protected override string? Action => $"Perform action {ActionTypeId.ToString(CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    private protected override Task<DimseResult> RequestAsync(Association association, DimseRequestOptions options, CancellationToken cancellationToken) =>
        association.ActionAsync(SopClass, SopInstanceUid, ActionTypeId, Information, options, cancellationToken);
}
