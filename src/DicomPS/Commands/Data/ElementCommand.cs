using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>What the cmdlets have in common that reach into data sets.</summary>
public abstract class ElementCommand : DicomCmdlet
{
    /// <summary>The data set.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public DicomDataset Dataset { get; set; } = null!;

    /// <summary>What -WhatIf and -Confirm call the data set.</summary>
    private protected string DatasetName => Dataset.File?.Path is { } path ? $"data set of '{path}'" : $"data set of {Count(Dataset.Elements.Count)}";

    /// <summary>How many elements, in words.</summary>
    private protected static string Count(int elements) => elements == 1 ? "1 element" : $"{elements} elements";
}
