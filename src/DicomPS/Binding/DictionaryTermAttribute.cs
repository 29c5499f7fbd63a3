using System.Management.Automation;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Binding;

/// <summary>Lets entries of the dictionaries stand where a text is looked up: they are sought by their tag or UID.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DictionaryTermAttribute : ArgumentTransformationAttribute
{
    private static readonly string DeserializedTag = "Deserialized." + typeof(DicomTag).FullName;

    /// <summary>Whether an element of a data set stands for its path; else it stands for its tag.</summary>
    public bool AsPath { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            object[] several => several.Select(TextOf).ToArray(),
            null => inputData,
            _ => TextOf(inputData!),
        };
    }

    // Of a number as it was typed, PowerShell knows the digits: it is left to it.
    private object? TextOf(object? item) => (item is PSObject wrapped ? wrapped.BaseObject : item) switch
    {
        DicomTagEntry entry => entry.Tag.ToString(),
        DicomTag tag => tag.ToString(),
        DicomUid uid => uid.Uid,
        DicomElement element => AsPath ? element.Path : element.Tag.ToString(),
        PSCustomObject when PSObject.AsPSObject(item).TypeNames.Contains(DeserializedTag) => item!.ToString(),
        _ => item,
    };
}
