using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>Asks a peer for the attributes of an instance of a normalised SOP class (N-GET).</summary>
[Cmdlet(VerbsCommon.Get, "DicomSopInstance", DefaultParameterSetName = ByHost)]
[OutputType(typeof(DimseResult))]
public sealed class GetDicomSopInstanceCommand : InstanceCommand
{
    private DicomTag[] tags = [];

    /// <summary>The attributes: keywords or tags; without them, all.</summary>
    [Parameter]
    [DictionaryTerm]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[] Property { get; set; } = [];

    /// <inheritdoc/>
    private protected override string RequestName => "N-GET";

    /// <inheritdoc/>
    private protected override string? Action => null;

    /// <inheritdoc/>
    private protected override void Prepare() => tags = [.. Property.Select(text => ElementKey.Parse(text).Tag)];

    /// <inheritdoc/>
    private protected override Task<DimseResult> RequestAsync(Association association, DimseRequestOptions options, CancellationToken cancellationToken) =>
        association.GetAttributesAsync(SopClass, SopInstanceUid, tags, options, cancellationToken);
}
