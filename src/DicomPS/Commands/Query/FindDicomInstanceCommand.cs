using System.Management.Automation;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>Queries for instances of a series (C-FIND).</summary>
[Cmdlet(VerbsCommon.Find, "DicomInstance", DefaultParameterSetName = ByHost)]
[OutputType(typeof(DicomDataset))]
public sealed class FindDicomInstanceCommand : StudyFindCommand
{
    /// <summary>The UID of the series.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? SeriesInstanceUID { get; set; }

    /// <summary>UIDs of instances.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? SOPInstanceUID { get; set; }

    /// <summary>The number of the instance.</summary>
    [Parameter]
    public int? InstanceNumber { get; set; }

    /// <inheritdoc/>
    private protected override QueryLevel Level => QueryLevel.Image;

    /// <inheritdoc/>
    private protected override IEnumerable<(string Path, object? Value)> Keys =>
    [
        PatientKey,
        StudyKey,
        (nameof(SeriesInstanceUID), OrNull(SeriesInstanceUID)),
        (nameof(SOPInstanceUID), OrNull(SOPInstanceUID)),
        (nameof(InstanceNumber), InstanceNumber),
    ];
}
