using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>Tells what is wrong with data sets.</summary>
[Cmdlet(VerbsDiagnostic.Test, "DicomDataset")]
[OutputType(typeof(ElementFault))]
public sealed class TestDicomDatasetCommand : DicomCmdlet
{
    /// <summary>The data set.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public DicomDataset Dataset { get; set; } = null!;

    /// <summary>Whether it is the identifier of a query.</summary>
    [Parameter]
    public SwitchParameter Query { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            WriteObject(DatasetValidator.Validate(Dataset, Query), enumerateCollection: true);
        }
        catch (DicomException fault)
        {
            WriteFault(fault, Dataset);
        }
    }
}
