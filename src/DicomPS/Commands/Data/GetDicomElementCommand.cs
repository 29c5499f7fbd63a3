using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>Gives elements of data sets.</summary>
[Cmdlet(VerbsCommon.Get, "DicomElement")]
[OutputType(typeof(DicomElement))]
public sealed class GetDicomElementCommand : ElementCommand
{
    private readonly List<ElementPath> paths = [];

    /// <summary>Keywords, tags or paths, with or without wildcards; without them, all elements.</summary>
    [Parameter(Position = 0)]
    [DictionaryTerm(AsPath = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ElementCompleter))]
    public string[]? Tag { get; set; }

    /// <summary>Looks into the items of sequences too.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Tag is null)
        {
            paths.Add(ElementPath.All);
            return;
        }

        foreach (string? text in Tag)
        {
            try
            {
                paths.Add(ElementPath.Parse(text ?? string.Empty));
            }
            catch (Exception e) when (ErrorRecords.IsExpected(e))
            {
                WriteError(ErrorRecords.Create(e, text));
            }
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (ElementPath path in paths)
        {
            WriteObject(path.Find(Dataset, Recurse), enumerateCollection: true);
        }
    }
}
