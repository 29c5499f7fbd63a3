using System.Management.Automation;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>What the two cmdlets share that add contexts: the roles of the requestor.</summary>
public abstract class AddContextCommand : ContextListCommand
{
    /// <summary>The requestor's SCU role: proposed, or accepted.</summary>
    [Parameter(ParameterSetName = ByAbstractSyntax)]
    public bool? ScuRole { get; set; }

    /// <summary>The requestor's SCP role: proposed, or accepted.</summary>
    [Parameter(ParameterSetName = ByAbstractSyntax)]
    public bool? ScpRole { get; set; }

    private protected override IEnumerable<PresentationContext> FromAbstractSyntaxes() =>
        [.. AbstractSyntax.Select(uid => new PresentationContext(uid, TransferSyntax, ScuRole, ScpRole))];
}
