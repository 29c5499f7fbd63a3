using DicomPS.Engine.Dictionary;

namespace DicomPS.Completion;

/// <summary>Completes the private creators that have registered elements.</summary>
public sealed class PrivateCreatorCompleter : TermCompleter
{
    private protected override IEnumerable<(string Word, string Text)> Candidates(string word) => PrivateDictionary.All
        .GroupBy(entry => entry.Creator)
        .Where(creator => creator.Key.Contains(word, StringComparison.OrdinalIgnoreCase))
        .Select(creator => (creator.Key, $"{creator.Key}: {creator.Count()} private element(s)"));
}
