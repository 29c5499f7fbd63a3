using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>Compares data sets.</summary>
[Cmdlet(VerbsData.Compare, "DicomDataset")]
[OutputType(typeof(DatasetDifference))]
public sealed class CompareDicomDatasetCommand : DicomCmdlet
{
    private DatasetComparisonOptions options = new();
    private volatile bool isStopping;

    /// <summary>The data set that counts.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public DicomDataset ReferenceDataset { get; set; } = null!;

    /// <summary>The data sets that are compared with it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public DicomDataset[] DifferenceDataset { get; set; } = [];

    /// <summary>Keywords, tags or paths of the elements to compare; without it, all.</summary>
    [Parameter]
    [Alias("Tag")]
    [ValidateNotNullOrEmpty]
    [DictionaryTerm]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[]? Include { get; set; }

    /// <summary>Keywords, tags or paths of elements to pass over.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [DictionaryTerm]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[]? Exclude { get; set; }

    /// <summary>Writes the elements that are equal as well.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        isStopping = true;
        base.StopProcessing();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing() => options = new DatasetComparisonOptions
    {
        Include = FilterOf(Include),
        Exclude = FilterOf(Exclude),
        IncludeEqual = IncludeEqual,
    };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (DicomDataset difference in DifferenceDataset)
        {
            using IEnumerator<DatasetDifference> found = DatasetComparer.Compare(ReferenceDataset, difference, options).GetEnumerator();
            while (!isStopping && MoveNext(found, difference))
            {
                WriteObject(found.Current);
            }
        }
    }

    private bool MoveNext(IEnumerator<DatasetDifference> found, DicomDataset difference)
    {
        try
        {
            return found.MoveNext();
        }
        catch (Exception fault) when (ErrorRecords.IsExpected(fault))
        {
            WriteError(ErrorRecords.Create(fault, difference));
            return false;
        }
    }

    private Func<DicomElement, string, bool>? FilterOf(string[]? choices)
    {
        if (choices is null)
        {
            return null;
        }

        ElementPath[] paths = [];
        Require(choices, () => paths = Array.ConvertAll(choices, ElementPath.Parse));
        return (element, _) => Array.Exists(paths, path => path.Means(element));
    }
}
