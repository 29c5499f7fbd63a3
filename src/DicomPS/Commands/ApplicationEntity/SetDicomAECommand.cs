using System.Management.Automation;
using DicomPS.Engine;

namespace DicomPS.Commands;

/// <summary>Changes an Application Entity: everything that was given, or nothing where one of it is not valid.</summary>
[Cmdlet(VerbsCommon.Set, "DicomAE", SupportsShouldProcess = true)]
[OutputType(typeof(ApplicationEntity))]
public sealed class SetDicomAECommand : AESettingsCommand
{
    /// <summary>The Application Entity.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public ApplicationEntity AE { get; set; } = null!;

    /// <summary>The new title.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Title { get; set; }

    /// <summary>Gives the changed Application Entity.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Require(AE, () =>
    {
        Change(new ApplicationEntity());
        if (ShouldProcess(AE.Title, "Change the Application Entity"))
        {
            Change(AE);
        }

        if (PassThru)
        {
            WriteObject(AE);
        }
    });

    private void Change(ApplicationEntity entity)
    {
        if (IsGiven(nameof(Title)))
        {
            entity.Title = Title!;
        }

        Apply(entity);
    }
}
