using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>Adds presentation contexts to those an Application Entity supports; known abstract syntaxes gain transfer syntaxes.</summary>
[Cmdlet(VerbsCommon.Add, "DicomSupportedContext", SupportsShouldProcess = true, DefaultParameterSetName = ByAbstractSyntax)]
[OutputType(typeof(ApplicationEntity))]
public sealed class AddDicomSupportedContextCommand : ContextListCommand
{
    /// <summary>Whether the requestor's SCU role is accepted.</summary>
    [Parameter(ParameterSetName = ByAbstractSyntax)]
    public bool? ScuRole { get; set; }

    /// <summary>Whether the requestor's SCP role is accepted.</summary>
    [Parameter(ParameterSetName = ByAbstractSyntax)]
    public bool? ScpRole { get; set; }

    private protected override string Describe(int count) => $"Support {count} presentation context(s)";

    private protected override void Change(ApplicationEntity entity, IReadOnlyList<PresentationContext> collected) =>
        entity.SupportedContexts.AddRange(collected);

    private protected override IEnumerable<PresentationContext> FromAbstractSyntaxes() =>
        [.. AbstractSyntax.Select(uid => new PresentationContext(uid, TransferSyntax, ScuRole, ScpRole))];
}
