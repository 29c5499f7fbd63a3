using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DicomPS.Completion;

/// <summary>Completes from a list of words with a text beside each.</summary>
public abstract class TermCompleter : IArgumentCompleter
{
    private protected TermCompleter()
    {
    }

    /// <summary>Offers the words of the list that fit the text typed so far; first those that begin with it.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">The text typed so far, perhaps in quotes.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">The other arguments, as far as they are known.</param>
    /// <returns>The completions.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? string.Empty).Trim('\'', '"', '*', ' ');
        return Candidates(word, fakeBoundParameters ?? new Hashtable())
            .OrderByDescending(candidate => candidate.Word.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(candidate => new CompletionResult(
                Quoted(candidate.Word), candidate.Word, CompletionResultType.ParameterValue, candidate.Text));
    }

    /// <summary>The words to choose from, each with what is shown of it.</summary>
    /// <param name="word">The text typed so far.</param>
    private protected abstract IEnumerable<(string Word, string Text)> Candidates(string word);

    /// <summary>The words to choose from where the other arguments matter.</summary>
    /// <param name="word">The text typed so far.</param>
    /// <param name="boundParameters">The other arguments, as far as they are known.</param>
    private protected virtual IEnumerable<(string Word, string Text)> Candidates(string word, IDictionary boundParameters) => Candidates(word);

    private static string Quoted(string word) =>
        word.All(char.IsAsciiLetterOrDigit) ? word : $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'";
}
