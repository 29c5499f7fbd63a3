using System.Collections;
using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>Has a peer make an instance of a normalised SOP class (N-CREATE).</summary>
[Cmdlet(VerbsCommon.New, "DicomSopInstance", SupportsShouldProcess = true, DefaultParameterSetName = ByHost)]
[OutputType(typeof(DimseResult))]
public sealed class NewDicomSopInstanceCommand : NormalizedCommand
{
    private DicomDataset? attributes;

    /// <summary>The UID of the new instance; without it, the peer chooses one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? SopInstanceUid { get; set; }

    /// <summary>The attributes.</summary>
    [Parameter(ValueFromPipeline = true)]
    public DicomDataset? Dataset { get; set; }

    /// <summary>Attributes by the names of their elements, as New-DicomDataset takes them. They go before those of -Dataset.</summary>
    [Parameter]
    public IDictionary? Element { get; set; }

    /// <inheritdoc/>
    private protected override string RequestName => "N-CREATE";

    /// <inheritdoc/>
    private protected override string? InstanceUid => SopInstanceUid;

    /// <inheritdoc/>
    private protected override string? Action => "Create";

    /// <inheritdoc/>
    private protected override void Prepare() => attributes = AttributeList.Of(Dataset, Element);

    /// <inheritdoc/>
    private protected override Task<DimseResult> RequestAsync(Association association, DimseRequestOptions options, CancellationToken cancellationToken) =>
        association.CreateAsync(SopClass, string.IsNullOrEmpty(SopInstanceUid) ? null : SopInstanceUid, attributes, options, cancellationToken);
}
