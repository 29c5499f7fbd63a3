using System.Management.Automation;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>Queries for series of a study (C-FIND).</summary>
[Cmdlet(VerbsCommon.Find, "DicomSeries", DefaultParameterSetName = ByHost)]
[OutputType(typeof(DicomDataset))]
public sealed class FindDicomSeriesCommand : StudyFindCommand
{
    /// <summary>UIDs of series.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? SeriesInstanceUID { get; set; }

    /// <summary>The modality.</summary>
    [Parameter]
    public string? Modality { get; set; }

    /// <summary>The number of the series.</summary>
    [Parameter]
    public int? SeriesNumber { get; set; }

    /// <summary>The description of the series; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? SeriesDescription { get; set; }

    /// <inheritdoc/>
    private protected override QueryLevel Level => QueryLevel.Series;

    /// <inheritdoc/>
    private protected override IEnumerable<(string Path, object? Value)> Keys =>
    [
        PatientKey,
        StudyKey,
        (nameof(SeriesInstanceUID), OrNull(SeriesInstanceUID)),
        (nameof(Modality), Modality),
        (nameof(SeriesNumber), SeriesNumber),
        (nameof(SeriesDescription), SeriesDescription),
    ];
}
