using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>Turns data sets into JSON.</summary>
[Cmdlet(VerbsData.ConvertTo, "DicomJson")]
[OutputType(typeof(string))]
public sealed class ConvertToDicomJsonCommand : DicomCmdlet
{
    private readonly List<DicomDataset> datasets = [];
    private DicomJsonOptions options = new();

    /// <summary>The data sets.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public DicomDataset[] Dataset { get; set; } = [];

    /// <summary>Writes one array of all data sets instead of one object each.</summary>
    [Parameter]
    public SwitchParameter AsArray { get; set; }

    /// <summary>Writes one line, without spaces.</summary>
    [Parameter]
    public SwitchParameter Compress { get; set; }

    /// <summary>The template of the URIs that stand for large values; without it, all values are in the JSON.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BulkDataUri { get; set; }

    /// <summary>The longest value, in bytes, that stays in the JSON where there is a template of URIs.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long BulkDataThreshold { get; set; } = 1024;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        BulkDataUriTemplate? template = null;
        if (BulkDataUri is not null)
        {
            Require(BulkDataUri, () => template = new BulkDataUriTemplate(BulkDataUri));
        }

        options = new DicomJsonOptions
        {
            WriteIndented = !Compress,
            BulkDataUri = template is null ? null : element => LengthOf(element) > BulkDataThreshold ? template.Expand(element) : null,
        };
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (AsArray)
        {
            datasets.AddRange(Dataset);
            return;
        }

        foreach (DicomDataset dataset in Dataset)
        {
            try
            {
                WriteObject(DicomJson.ToJson(dataset, options));
            }
            catch (Exception fault) when (ErrorRecords.IsExpected(fault))
            {
                WriteError(ErrorRecords.Create(fault, dataset));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (AsArray)
        {
            // Without one of its data sets the array would be another.
            Require(datasets, () => WriteObject(DicomJson.ToJson(datasets, options)));
        }
    }

    private static long LengthOf(DicomElement element) => element switch
    {
        DicomValueElement value => value.Length,
        DicomFragments fragments => fragments.Length,
        _ => 0,
    };
}
