namespace DicomPS.Engine.Negotiation;

/// <summary>
/// The contexts a requestor proposes: in order of insertion, the same abstract syntax any number of times, at most
/// 128 (PS3.8 section 9.3.2.2: odd identifiers from 1 to 255).
/// </summary>
public sealed class RequestedContextCollection : PresentationContextCollection
{
    /// <summary>The most contexts one association can propose.</summary>
    public const int MaximumCount = 128;

    internal static void CheckCount(int count)
    {
        if (count > MaximumCount)
        {
            throw new DicomException(
                DicomErrorId.TooManyRequestedContexts,
                $"An association proposes at most {MaximumCount} presentation contexts; this would make {count}.",
                "Request fewer contexts, or spread them over several associations.");
        }
    }

    private protected override PresentationContext[] Combine(PresentationContext[] present, PresentationContext[] added)
    {
        CheckCount(present.Length + added.Length);
        return [.. present, .. added];
    }
}
