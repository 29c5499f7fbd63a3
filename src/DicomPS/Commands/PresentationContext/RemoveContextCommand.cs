using DicomPS.Engine;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>What the two cmdlets share that remove contexts. Removing what is not there is no error.</summary>
public abstract class RemoveContextCommand : ContextListCommand
{
    private protected abstract PresentationContextCollection ListOf(ApplicationEntity entity);

    private protected override string Describe(int count) => $"Remove {count} presentation context(s)";

    // By name alone a context goes whole; a context object, and -TransferSyntax, remove just the transfer syntaxes named.
    private protected override void Change(ApplicationEntity entity, IReadOnlyList<PresentationContext> collected)
    {
        bool goesWhole = ParameterSetName == ByAbstractSyntax && TransferSyntax is null;
        foreach (PresentationContext context in collected)
        {
            ListOf(entity).Remove(context.AbstractSyntax, goesWhole ? [] : [.. context.TransferSyntaxes]);
        }
    }
}
