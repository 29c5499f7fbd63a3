using System.Collections;
using System.Management.Automation;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>What the services share that bring a data set about an instance which is there.</summary>
public abstract class InformationCommand : InstanceCommand
{
    /// <summary>The data set.</summary>
    [Parameter]
    public DicomDataset? Dataset { get; set; }

    /// <summary>Values by the names of their elements, as New-DicomDataset takes them. They go before those of -Dataset.</summary>
    [Parameter]
    public IDictionary? Element { get; set; }

    /// <summary>The data set to send; null where none is given.</summary>
    private protected DicomDataset? Information { get; private set; }

    /// <inheritdoc/>
    private protected override void Prepare() => Information = AttributeList.Of(Dataset, Element);
}
