using System.Management.Automation;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>Gives the presentation contexts that an Application Entity requests.</summary>
[Cmdlet(VerbsCommon.Get, "DicomRequestedContext")]
[OutputType(typeof(PresentationContext))]
public sealed class GetDicomRequestedContextCommand : GetContextCommand
{
    private protected override PresentationContextCollection ListOf(Engine.ApplicationEntity entity) => entity.RequestedContexts;
}
