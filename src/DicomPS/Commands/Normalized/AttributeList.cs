using System.Collections;
using DicomPS.Binding;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>The data set of a request: one that is given, with the values that are given beside it.</summary>
internal static class AttributeList
{
    /// <summary>Makes it.</summary>
    /// <returns>A data set of its own; null where nothing is given.</returns>
    internal static DicomDataset? Of(DicomDataset? dataset, IDictionary? element)
    {
        if (element is null)
        {
            return dataset;
        }

        DicomDataset all = dataset?.Clone() ?? new DicomDataset();
        all.SetValues((IDictionary)PlainValue.Copy(element)!);
        return all;
    }
}
