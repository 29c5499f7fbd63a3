using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>Queries a modality worklist (C-FIND, PS3.4 annex K).</summary>
[Cmdlet(VerbsCommon.Find, "DicomWorklistItem", DefaultParameterSetName = ByHost)]
[OutputType(typeof(DicomDataset))]
public sealed class FindDicomWorklistItemCommand : FindCommand
{
    private const string Step = "ScheduledProcedureStepSequence[0].";

    /// <summary>The modality of the scheduled step.</summary>
    [Parameter]
    public string? Modality { get; set; }

    /// <summary>The title of the station that the step is scheduled for.</summary>
    [Parameter]
    public string? ScheduledStationAETitle { get; set; }

    /// <summary>The date that the step is to start: one, or the first and the last of a range.</summary>
    [Parameter]
    [Alias("ScheduledDate")]
    public object?[]? ScheduledProcedureStepStartDate { get; set; }

    /// <summary>The patient's identifier.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PatientID { get; set; }

    /// <summary>The patient's name; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? PatientName { get; set; }

    /// <summary>The accession number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AccessionNumber { get; set; }

    /// <summary>The identifier of the requested procedure.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? RequestedProcedureID { get; set; }

    /// <inheritdoc/>
    private protected override string QueryClass => "ModalityWorklistInformationModelFind";

    /// <inheritdoc/>
    private protected override string MatchType => "DicomPS.WorklistMatch";

    /// <inheritdoc/>
    private protected override IEnumerable<string> UsualProperties =>
    [
        "AccessionNumber", "ReferringPhysicianName", "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyInstanceUID",
        "RequestedProcedureID", "RequestedProcedureDescription", Step + "Modality", Step + "ScheduledStationAETitle",
        Step + "ScheduledProcedureStepStartDate", Step + "ScheduledProcedureStepStartTime", Step + "ScheduledPerformingPhysicianName",
        Step + "ScheduledProcedureStepDescription", Step + "ScheduledProcedureStepID", Step + "ScheduledStationName",
        Step + "ScheduledProcedureStepLocation",
    ];

    /// <inheritdoc/>
    private protected override IEnumerable<(string Path, object? Value)> Keys =>
    [
        (nameof(PatientID), OrNull(PatientID)),
        (nameof(PatientName), PatientName),
        (nameof(AccessionNumber), OrNull(AccessionNumber)),
        (nameof(RequestedProcedureID), OrNull(RequestedProcedureID)),
        (Step + nameof(Modality), Modality),
        (Step + nameof(ScheduledStationAETitle), ScheduledStationAETitle),
        (Step + nameof(ScheduledProcedureStepStartDate), DateKey.Of(ScheduledProcedureStepStartDate)),
    ];
}
