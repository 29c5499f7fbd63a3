using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using DicomPS.Engine.Data;

namespace DicomPS.Adapter;

/// <summary>Values of a script without what PowerShell wraps around them, which the engine knows nothing of.</summary>
internal static class ScriptValue
{
    // As deep as sequences nest; an array that holds itself ends here.
    private const int MaxDepth = 64;

    /// <summary>A value, the values in an array, or those of a hashtable or custom object, which both are items.</summary>
    /// <exception cref="ArgumentException">It is nested too deep.</exception>
    internal static object? Unwrap(object? value) => Unwrap(value, 0);

    private static object? Unwrap(object? value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ArgumentException($"A value is nested more than {MaxDepth} deep.");
        }

        return value switch
        {
            PSObject { BaseObject: PSCustomObject } custom =>
                Item(custom.Properties.Select(property => new DictionaryEntry(property.Name, property.Value)), depth),
            PSObject wrapped => Unwrap(wrapped.BaseObject, depth),
            IDictionary item => Item(item.Cast<DictionaryEntry>(), depth),
            IEnumerable<byte> or string or DicomDataset => value,
            IEnumerable several => several.Cast<object?>().Select(one => Unwrap(one, depth + 1)).ToArray(),
            _ => value,
        };
    }

    private static OrderedDictionary Item(IEnumerable<DictionaryEntry> entries, int depth)
    {
        OrderedDictionary item = [];
        foreach (DictionaryEntry entry in entries)
        {
            item.Add(entry.Key, Unwrap(entry.Value, depth + 1));
        }

        return item;
    }
}
