using System.Management.Automation;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>What the queries share of the levels that both information models have: of studies and below.</summary>
public abstract class StudyFindCommand : LevelFindCommand
{
    /// <summary>The information model: which level stands on top.</summary>
    [Parameter]
    public QueryRoot Root { get; set; }

    /// <summary>UIDs of studies.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? StudyInstanceUID { get; set; }

    /// <inheritdoc/>
    private protected override QueryRoot Model => Root;

    private protected (string Path, object? Value) StudyKey => (nameof(StudyInstanceUID), OrNull(StudyInstanceUID));
}
