using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>Makes a presentation context.</summary>
[Cmdlet(VerbsCommon.New, "DicomPresentationContext")]
[OutputType(typeof(PresentationContext))]
public sealed class NewDicomPresentationContextCommand : DicomCmdlet
{
    /// <summary>UID, keyword or name of the abstract syntax.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SopClassCompleter))]
    public string AbstractSyntax { get; set; } = string.Empty;

    /// <summary>UIDs, keywords or names of the transfer syntaxes; without them the four default ones.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TransferSyntaxCompleter))]
    [AllowEmptyCollection]
    public string[]? TransferSyntax { get; set; }

    /// <summary>The requestor's SCU role.</summary>
    [Parameter]
    public bool? ScuRole { get; set; }

    /// <summary>The requestor's SCP role.</summary>
    [Parameter]
    public bool? ScpRole { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Require(
        AbstractSyntax,
        () => WriteObject(new PresentationContext(AbstractSyntax, TransferSyntax, ScuRole, ScpRole)));
}
