using DicomPS.Engine.Dictionary;

namespace DicomPS.Completion;

/// <summary>Completes keywords of data elements, those in use before the retired ones.</summary>
public class TagCompleter : TermCompleter
{
    private protected override IEnumerable<(string Word, string Text)> Candidates(string word) =>
        TagDictionary.All.Concat(PrivateDictionary.All)
            .Where(entry => entry.Keyword.Length > 0
                && (entry.Keyword.Contains(word, StringComparison.OrdinalIgnoreCase)
                    || entry.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
                    || entry.Pattern.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(entry => entry.IsRetired)
            .Select(entry => (entry.Keyword, $"{entry} ({entry.VR}, {entry.VM})"));
}
