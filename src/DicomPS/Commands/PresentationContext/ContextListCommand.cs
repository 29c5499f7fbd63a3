using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>
/// What the cmdlets share that change one of the two context lists of Application Entities: entities and contexts are
/// collected from the pipeline, so that each list changes once, whole or not at all.
/// </summary>
public abstract class ContextListCommand : DicomCmdlet
{
    private protected const string ByAbstractSyntax = "AbstractSyntax";
    private protected const string ByContext = "Context";

    private readonly List<ApplicationEntity> entities = [];
    private readonly List<PresentationContext> contexts = [];
    private bool contextsAreArgument;

    /// <summary>The Application Entity.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public ApplicationEntity AE { get; set; } = null!;

    /// <summary>UIDs, keywords or names of abstract syntaxes.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByAbstractSyntax)]
    [ArgumentCompleter(typeof(SopClassCompleter))]
    public string[] AbstractSyntax { get; set; } = [];

    /// <summary>UIDs, keywords or names of transfer syntaxes.</summary>
    [Parameter(Position = 2, ParameterSetName = ByAbstractSyntax)]
    [ArgumentCompleter(typeof(TransferSyntaxCompleter))]
    [AllowEmptyCollection]
    public string[]? TransferSyntax { get; set; }

    /// <summary>Presentation contexts, as New- and Get-DicomPresentationContext give them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByContext)]
    public PresentationContext[] Context { get; set; } = [];

    /// <summary>Gives the changed Application Entity.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        contextsAreArgument = MyInvocation.BoundParameters.ContainsKey(nameof(Context))
            || MyInvocation.BoundParameters.ContainsKey(nameof(AbstractSyntax));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!entities.Contains(AE))
        {
            entities.Add(AE);
        }

        if (!contextsAreArgument || contexts.Count == 0)
        {
            Require(AE, () => contexts.AddRange(ParameterSetName == ByContext ? Context : FromAbstractSyntaxes()));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (ApplicationEntity entity in entities)
        {
            Require(entity, () =>
            {
                if (ShouldProcess(entity.Title, Describe(contexts.Count)))
                {
                    Change(entity, contexts);
                }
            });
            if (PassThru)
            {
                WriteObject(entity);
            }
        }
    }

    private protected abstract string Describe(int count);

    private protected abstract void Change(ApplicationEntity entity, IReadOnlyList<PresentationContext> collected);

    private protected virtual IEnumerable<PresentationContext> FromAbstractSyntaxes() =>
        [.. AbstractSyntax.Select(uid => new PresentationContext(uid, TransferSyntax))];
}
