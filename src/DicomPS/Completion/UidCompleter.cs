using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Completion;

/// <summary>Completes UIDs by keyword, name or UID: the keyword is what is put in, the name is what is shown.</summary>
public abstract class UidCompleter : IArgumentCompleter
{
    private protected UidCompleter()
    {
    }

    /// <summary>The UIDs to choose from.</summary>
    private protected abstract IEnumerable<DicomUid> Candidates { get; }

    /// <summary>Offers what contains the text typed so far; first what begins with it.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">The text typed so far, perhaps in quotes.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">Not used.</param>
    /// <returns>The completions.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? string.Empty).Trim('\'', '"', '*', ' ');
        return Candidates
            .Where(uid => uid.Keyword.Length > 0 && Contains(uid, word))
            .OrderByDescending(uid => uid.Keyword.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(uid => new CompletionResult(uid.Keyword, uid.Name, CompletionResultType.ParameterValue, $"{uid.Name} ({uid.Uid})"));
    }

    private static bool Contains(DicomUid uid, string word) =>
        uid.Keyword.Contains(word, StringComparison.OrdinalIgnoreCase)
        || uid.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
        || uid.Uid.StartsWith(word, StringComparison.Ordinal);
}
