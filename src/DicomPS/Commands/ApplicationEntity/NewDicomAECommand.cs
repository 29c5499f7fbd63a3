using System.Management.Automation;
using DicomPS.Engine;

namespace DicomPS.Commands;

/// <summary>Makes an Application Entity.</summary>
[Cmdlet(VerbsCommon.New, "DicomAE")]
[OutputType(typeof(ApplicationEntity))]
public sealed class NewDicomAECommand : AESettingsCommand
{
    /// <summary>The title.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    public string? Title { get; set; } = ApplicationEntity.DefaultTitle;

    /// <inheritdoc/>
    protected override void EndProcessing() => Require(Title, () =>
    {
        ApplicationEntity entity = new(Title!);
        Apply(entity);
        WriteObject(entity);
    });
}
