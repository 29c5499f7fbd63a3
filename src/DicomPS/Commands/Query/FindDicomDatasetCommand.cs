using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>Queries by any query class (C-FIND).</summary>
[Cmdlet(VerbsCommon.Find, "DicomDataset", DefaultParameterSetName = ByHost)]
[OutputType(typeof(DicomDataset))]
public sealed class FindDicomDatasetCommand : FindCommand
{
    /// <summary>The query class: a UID, keyword or name.</summary>
    [Parameter(Mandatory = true)]
    [DictionaryTerm]
    [ArgumentCompleter(typeof(QueryClassCompleter))]
    public string SopClass { get; set; } = string.Empty;

    /// <summary>The SOP class of the presentation context, where that is another.</summary>
    [Parameter]
    [DictionaryTerm]
    [ArgumentCompleter(typeof(SopClassCompleter))]
    public string? ContextSopClass { get; set; }

    /// <inheritdoc/>
    private protected override string QueryClass => SopClass;

    /// <inheritdoc/>
    private protected override string? ContextClass => ContextSopClass;

    /// <inheritdoc/>
    private protected override string MatchType => "DicomPS.Match";

    /// <inheritdoc/>
    private protected override IEnumerable<(string Path, object? Value)> Keys => [];
}
