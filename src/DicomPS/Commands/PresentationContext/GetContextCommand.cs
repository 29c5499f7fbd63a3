using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>What the two cmdlets share that list the contexts of an Application Entity.</summary>
public abstract class GetContextCommand : DicomCmdlet
{
    /// <summary>The Application Entity.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public ApplicationEntity AE { get; set; } = null!;

    /// <summary>Just those of these abstract syntaxes: UIDs, keywords or names.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(SopClassCompleter))]
    public string[]? AbstractSyntax { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Require(AE, () =>
    {
        HashSet<string>? wanted = AbstractSyntax?.Select(text => UidDictionary.Resolve(text)).ToHashSet(StringComparer.Ordinal);
        WriteObject(ListOf(AE).Where(context => wanted is null || wanted.Contains(context.AbstractSyntax)), enumerateCollection: true);
    });

    private protected abstract PresentationContextCollection ListOf(ApplicationEntity entity);
}
