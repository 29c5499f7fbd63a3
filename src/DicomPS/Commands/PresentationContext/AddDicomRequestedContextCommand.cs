using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>Adds presentation contexts to those an Application Entity requests: all, or none where they would be more than 128.</summary>
[Cmdlet(VerbsCommon.Add, "DicomRequestedContext", SupportsShouldProcess = true, DefaultParameterSetName = ByAbstractSyntax)]
[OutputType(typeof(ApplicationEntity))]
public sealed class AddDicomRequestedContextCommand : AddContextCommand
{
    private protected override string Describe(int count) => $"Request {count} presentation context(s)";

    private protected override void Change(ApplicationEntity entity, IReadOnlyList<PresentationContext> collected) =>
        entity.RequestedContexts.AddRange(collected);
}
