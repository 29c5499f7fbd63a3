using System.Collections;
using System.Globalization;
using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>Makes data sets.</summary>
[Cmdlet(VerbsCommon.New, "DicomDataset")]
[OutputType(typeof(DicomDataset))]
public sealed class NewDicomDatasetCommand : DicomCmdlet
{
    /// <summary>The values by the names of their elements; those of sequences are dictionaries of the same kind, or data sets.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public IDictionary? Element { get; set; }

    /// <summary>Whether values that break a rule of the standard are an error.</summary>
    [Parameter]
    public SwitchParameter Validate { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        DicomDataset dataset = new();
        Require(Element, () =>
        {
            dataset.SetValues(PlainValue.Of(Element ?? new Hashtable()));
            if (Validate)
            {
                RequireValid(dataset);
            }
        });
        WriteObject(dataset);
    }

    private static void RequireValid(DicomDataset dataset)
    {
        ElementFault[] faults = [.. DatasetValidator.Validate(dataset)];
        if (faults is [var first, ..])
        {
            string more = faults.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {faults.Length - 1} more)");
            throw new DicomException(
                DicomErrorId.InvalidValue, $"{first}{more}.", "Test-DicomDataset, on the data set made without -Validate, tells all faults.");
        }
    }
}
