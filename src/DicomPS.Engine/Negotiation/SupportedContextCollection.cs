namespace DicomPS.Engine.Negotiation;

/// <summary>
/// The contexts an acceptor supports: any number, one for each abstract syntax, in ordinal order of its UID. Adding
/// an abstract syntax again adds its transfer syntaxes behind those that are there.
/// </summary>
public sealed class SupportedContextCollection : PresentationContextCollection
{
    private protected override PresentationContext[] Combine(PresentationContext[] present, PresentationContext[] added)
    {
        SortedDictionary<string, PresentationContext> merged = new(StringComparer.Ordinal);
        foreach (PresentationContext context in present.Concat(added))
        {
            merged[context.AbstractSyntax] = merged.TryGetValue(context.AbstractSyntax, out PresentationContext? known)
                ? known.MergedWith(context)
                : context;
        }

        return [.. merged.Values];
    }
}
