using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>Queries for patients (C-FIND, Patient Root).</summary>
[Cmdlet(VerbsCommon.Find, "DicomPatient", DefaultParameterSetName = ByHost)]
[OutputType(typeof(DicomDataset))]
public sealed class FindDicomPatientCommand : LevelFindCommand
{
    /// <summary>The patient's name; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? PatientName { get; set; }

    /// <summary>The patient's date of birth: one, or the first and the last of a range.</summary>
    [Parameter]
    public object?[]? PatientBirthDate { get; set; }

    /// <inheritdoc/>
    private protected override QueryLevel Level => QueryLevel.Patient;

    /// <inheritdoc/>
    private protected override QueryRoot Model => QueryRoot.PatientRoot;

    /// <inheritdoc/>
    private protected override IEnumerable<(string Path, object? Value)> Keys =>
        [PatientKey, (nameof(PatientName), PatientName), (nameof(PatientBirthDate), DateKey.Of(PatientBirthDate))];
}
