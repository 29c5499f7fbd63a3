using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;

namespace DicomPS.Binding;

/// <summary>Values of scripts as the engine takes them: without the objects that PowerShell wraps around what commands write.</summary>
internal static class PlainValue
{
    // Beyond what the engine nests, it refuses them: a dictionary may hold itself.
    private const int MaxDepth = 2 * Engine.Data.DataSetReader.MaxDepth;

    /// <summary>A value, the values of an array or the items of a sequence.</summary>
    internal static object? Of(object? value) => Of(value, depth: 0);

    /// <summary>Values by the names of their elements, in the same order.</summary>
    internal static IDictionary Of(IDictionary values) => Of(values, depth: 0);

    private static object? Of(object? value, int depth) => value switch
    {
        PSObject { BaseObject: not PSCustomObject } wrapped => Of(wrapped.BaseObject, depth),
        IDictionary values when depth < MaxDepth => Of(values, depth),
        IList { Count: > 0 } list when list is not Array { Rank: > 1 } && !list.GetType().IsPrimitiveArray() && depth < MaxDepth =>
            list.Cast<object?>().Select(item => Of(item, depth + 1)).ToArray(),
        _ => value,
    };

    private static OrderedDictionary Of(IDictionary values, int depth)
    {
        OrderedDictionary plain = new(values.Count);
        foreach (DictionaryEntry entry in values)
        {
            plain.Add(Of(entry.Key, depth + 1)!, Of(entry.Value, depth + 1));
        }

        return plain;
    }

    private static bool IsPrimitiveArray(this Type type) => type.GetElementType() is { } element && element != typeof(object) && element != typeof(PSObject);
}
