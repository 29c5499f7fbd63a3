using System.Management.Automation;
using DicomPS.Engine.Data;

namespace DicomPS.Adapter;

/// <summary>Members that PowerShell adds to a data set, as DicomPS.types.ps1xml names them.</summary>
public static class DatasetMembers
{
    /// <summary>The path of the file that the data set was read from; null for items, and for data sets that were made.</summary>
    /// <param name="instance">The data set.</param>
    public static string? Path(PSObject instance) => FileOf(instance)?.Path;

    /// <summary>The name of the transfer syntax of that file; null without one.</summary>
    /// <param name="instance">The data set.</param>
    public static string? TransferSyntaxName(PSObject instance) => FileOf(instance)?.TransferSyntax.Name;

    private static DicomFile? FileOf(PSObject instance) => (instance?.BaseObject as DicomDataset)?.File;
}
