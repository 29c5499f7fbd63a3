using System.Collections;
using System.Management.Automation;
using DicomPS.Engine.Data;

namespace DicomPS.Completion;

/// <summary>Completes keywords of the elements that a data set has where it is known, else all of the dictionary.</summary>
public sealed class ElementCompleter : TagCompleter
{
    private protected override IEnumerable<(string Word, string Text)> Candidates(string word, IDictionary boundParameters)
    {
        object? dataset = boundParameters["Dataset"];
        return (dataset is PSObject wrapped ? wrapped.BaseObject : dataset) is DicomDataset known
            ? known.Elements
                .Where(element => element.Keyword.Contains(word, StringComparison.OrdinalIgnoreCase) && element.Keyword.Length > 0)
                .Select(element => (element.Keyword, $"{element.Tag} {element.Name} ({element.VR})"))
            : base.Candidates(word, boundParameters);
    }
}
