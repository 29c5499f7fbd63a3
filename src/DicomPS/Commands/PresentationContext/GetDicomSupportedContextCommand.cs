using System.Management.Automation;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>Gives the presentation contexts that an Application Entity supports.</summary>
[Cmdlet(VerbsCommon.Get, "DicomSupportedContext")]
[OutputType(typeof(PresentationContext))]
public sealed class GetDicomSupportedContextCommand : GetContextCommand
{
    private protected override PresentationContextCollection ListOf(Engine.ApplicationEntity entity) => entity.SupportedContexts;
}
