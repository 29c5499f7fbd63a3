using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>Queries for studies (C-FIND).</summary>
[Cmdlet(VerbsCommon.Find, "DicomStudy", DefaultParameterSetName = ByHost)]
[OutputType(typeof(DicomDataset))]
public sealed class FindDicomStudyCommand : StudyFindCommand
{
    /// <summary>The patient's name; * and ? are wildcards. A key of studies in Study Root alone.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? PatientName { get; set; }

    /// <summary>The date of the study: one, or the first and the last of a range.</summary>
    [Parameter]
    public object?[]? StudyDate { get; set; }

    /// <summary>Modalities in the study.</summary>
    [Parameter]
    [Alias("ModalitiesInStudy")]
    public string[]? Modality { get; set; }

    /// <summary>The accession number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AccessionNumber { get; set; }

    /// <summary>The description of the study; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? StudyDescription { get; set; }

    /// <inheritdoc/>
    private protected override QueryLevel Level => QueryLevel.Study;

    /// <inheritdoc/>
    private protected override IEnumerable<(string Path, object? Value)> Keys =>
    [
        PatientKey,
        (nameof(PatientName), PatientName),
        StudyKey,
        (nameof(StudyDate), DateKey.Of(StudyDate)),
        ("ModalitiesInStudy", Modality),
        (nameof(AccessionNumber), OrNull(AccessionNumber)),
        (nameof(StudyDescription), StudyDescription),
    ];
}
