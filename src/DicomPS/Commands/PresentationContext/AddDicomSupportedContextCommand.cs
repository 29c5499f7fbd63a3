using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>Adds presentation contexts to those an Application Entity supports; known abstract syntaxes gain transfer syntaxes.</summary>
[Cmdlet(VerbsCommon.Add, "DicomSupportedContext", SupportsShouldProcess = true, DefaultParameterSetName = ByAbstractSyntax)]
[OutputType(typeof(ApplicationEntity))]
public sealed class AddDicomSupportedContextCommand : AddContextCommand
{
    private protected override string Describe(int count) => $"Support {count} presentation context(s)";

    private protected override void Change(ApplicationEntity entity, IReadOnlyList<PresentationContext> collected) =>
        entity.SupportedContexts.AddRange(collected);
}
