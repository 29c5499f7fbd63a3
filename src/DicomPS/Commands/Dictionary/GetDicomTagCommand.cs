using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Commands;

/// <summary>Looks up data elements.</summary>
[Cmdlet(VerbsCommon.Get, "DicomTag")]
[OutputType(typeof(DicomTagEntry))]
public sealed class GetDicomTagCommand : DicomCmdlet
{
    /// <summary>Tags, keywords or names, with or without wildcards; without them, all elements.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [DictionaryTerm]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[]? Tag { get; set; }

    /// <summary>The private creator whose elements alone are meant.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(PrivateCreatorCompleter))]
    public string? Creator { get; set; }

    private IEnumerable<DicomTagEntry> Entries => string.IsNullOrEmpty(Creator)
        ? TagDictionary.All.Concat(PrivateDictionary.All)
        : PrivateDictionary.Of(Creator);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Tag is null)
        {
            WriteObject(Entries, enumerateCollection: true);
            return;
        }

        foreach (string? text in Tag)
        {
            if (TermMatch.PatternOf(text) is { } pattern)
            {
                WriteObject(
                    Entries.Where(entry => pattern.IsLike(entry.Keyword, entry.Name, entry.Pattern)), enumerateCollection: true);
                continue;
            }

            try
            {
                WriteObject(TagDictionary.FindAll(text ?? string.Empty, Creator), enumerateCollection: true);
            }
            catch (DicomException fault)
            {
                WriteFault(fault, text);
            }
        }
    }
}
