using System.Management.Automation;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>Removes presentation contexts, or some of their transfer syntaxes, from those an Application Entity supports.</summary>
[Cmdlet(VerbsCommon.Remove, "DicomSupportedContext", SupportsShouldProcess = true, DefaultParameterSetName = ByAbstractSyntax)]
[OutputType(typeof(Engine.ApplicationEntity))]
public sealed class RemoveDicomSupportedContextCommand : RemoveContextCommand
{
    private protected override PresentationContextCollection ListOf(Engine.ApplicationEntity entity) => entity.SupportedContexts;
}
