using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>Takes elements out of data sets. What is not there needs no removing.</summary>
[Cmdlet(VerbsCommon.Remove, "DicomElement", SupportsShouldProcess = true, DefaultParameterSetName = ByTag)]
[OutputType(typeof(DicomDataset))]
public sealed class RemoveDicomElementCommand : ElementCommand
{
    private const string ByTag = "Tag";
    private const string OfCreators = "Private";

    private readonly List<ElementPath> paths = [];

    /// <summary>Keywords, tags or paths, with or without wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByTag)]
    [DictionaryTerm(AsPath = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ElementCompleter))]
    public string[] Tag { get; set; } = [];

    /// <summary>Looks into the items of sequences too.</summary>
    [Parameter(ParameterSetName = ByTag)]
    public SwitchParameter Recurse { get; set; }

    /// <summary>All private elements, those in items among them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfCreators)]
    public SwitchParameter Private { get; set; }

    /// <summary>Gives the data set.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Who misspells one of them does not want just the others gone.
        foreach (string? text in Tag)
        {
            Require(text, () => paths.Add(ElementPath.Parse(text ?? string.Empty)));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        List<DicomElement> found = Private
            ? [.. ElementPath.All.Find(Dataset, recurse: true).Where(element => element.Tag.IsPrivate)]
            : [.. paths.SelectMany(path => path.Find(Dataset, Recurse)).Distinct()];
        if (found.Count > 0 && ShouldProcess(DatasetName, $"Remove {Count(found.Count)}"))
        {
            found.ForEach(element => element.Remove());
        }

        if (PassThru)
        {
            WriteObject(Dataset);
        }
    }
}
