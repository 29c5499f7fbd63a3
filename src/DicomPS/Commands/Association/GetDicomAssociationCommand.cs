using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;

namespace DicomPS.Commands;

/// <summary>Gives the associations that this session opened and that are not over.</summary>
[Cmdlet(VerbsCommon.Get, "DicomAssociation")]
[OutputType(typeof(Association))]
public sealed class GetDicomAssociationCommand : DicomCmdlet
{
    /// <summary>Just those with these numbers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public int[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(
        ModuleSession.Current.Associations.Where(association => Id is null || Id.Contains(association.Id)),
        enumerateCollection: true);
}
