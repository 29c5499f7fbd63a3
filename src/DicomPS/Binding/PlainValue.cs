using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using DicomPS.Engine.Data;

namespace DicomPS.Binding;

/// <summary>Values of scripts as the engine takes them: without the objects that PowerShell wraps around what commands write.</summary>
internal static class PlainValue
{
    // Beyond what the engine nests, it refuses them: a dictionary may hold itself.
    private const int MaxDepth = 2 * DataSetReader.MaxDepth;

    /// <summary>A value, the values of an array or the items of a sequence.</summary>
    internal static object? Of(object? value) => Of(value, copies: false, depth: 0);

    /// <summary>
    /// A value of which nothing is shared that can change: data sets in it are copied, as each is the item of one sequence
    /// alone, and the value may go into several.
    /// </summary>
    internal static object? Copy(object? value) => Of(value, copies: true, depth: 0);

    /// <summary>Values by the names of their elements, in the same order.</summary>
    internal static IDictionary Of(IDictionary values) => Of(values, copies: false, depth: 0);

    private static object? Of(object? value, bool copies, int depth) => value switch
    {
        PSObject { BaseObject: not PSCustomObject } wrapped => Of(wrapped.BaseObject, copies, depth),
        PSObject custom when depth < MaxDepth => OfProperties(custom, copies, depth),
        IDictionary values when depth < MaxDepth => Of(values, copies, depth),
        DicomDataset dataset when copies => dataset.Clone(),
        IList { Count: > 0 } list when list is not Array { Rank: > 1 } && !list.GetType().IsPlainArray() && depth < MaxDepth =>
            list.Cast<object?>().Select(item => Of(item, copies, depth + 1)).ToArray(),
        _ => value,
    };

    private static OrderedDictionary Of(IDictionary values, bool copies, int depth)
    {
        OrderedDictionary plain = new(values.Count);
        foreach (DictionaryEntry entry in values)
        {
            plain.Add(Of(entry.Key, copies, depth + 1)!, Of(entry.Value, copies, depth + 1));
        }

        return plain;
    }

    // An item written as a custom object.
    private static OrderedDictionary OfProperties(PSObject custom, bool copies, int depth)
    {
        OrderedDictionary plain = [];
        foreach (PSPropertyInfo property in custom.Properties)
        {
            plain.Add(property.Name, Of(property.Value, copies, depth + 1));
        }

        return plain;
    }

    private static bool IsPlainArray(this Type type) => type.GetElementType() is { } element && (element.IsValueType || element == typeof(string));
}
