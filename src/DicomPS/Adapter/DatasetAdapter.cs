using System.Collections.ObjectModel;
using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Adapter;

/// <summary>
/// Makes the elements of a data set properties of it: by keyword, or in any other form that ElementKey reads. A keyword
/// that the data set has no element of reads as null, and can be set.
/// </summary>
public sealed class DatasetAdapter : PSPropertyAdapter
{
    // What Format-List *, Select-Object * and Export-Clixml do not pull in; asked for by name, it is there.
    private const int MostBytesListed = 64 * 1024;

    /// <inheritdoc/>
    public override Collection<PSAdaptedProperty> GetProperties(object baseObject)
    {
        Collection<PSAdaptedProperty> properties = [];
        foreach (DicomElement element in ((DicomDataset)baseObject).Elements.Where(IsListed))
        {
            properties.Add(PropertyOf(element));
        }

        return properties;
    }

    /// <inheritdoc/>
    public override PSAdaptedProperty? GetProperty(object baseObject, string propertyName) =>
        Keywords.Find(propertyName) is { } known ? new PSAdaptedProperty(known.Keyword, known.Key)
        : Keywords.IsTag(propertyName) && ElementKey.TryParse(propertyName, out ElementKey? key) ? new PSAdaptedProperty(propertyName, key)
        : null;

    /// <inheritdoc/>
    public override object? GetPropertyValue(PSAdaptedProperty adaptedProperty) =>
        KeyOf(adaptedProperty).Find(DatasetOf(adaptedProperty))?.Value;

    /// <inheritdoc/>
    public override void SetPropertyValue(PSAdaptedProperty adaptedProperty, object? value)
    {
        DicomDataset dataset = DatasetOf(adaptedProperty);
        try
        {
            KeyOf(adaptedProperty).SetValue(dataset, PlainValue.Of(value));
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            throw new PropertyFault($"'{adaptedProperty.Name}' cannot be set: {e.Message}", e, dataset);
        }
    }

    /// <inheritdoc/>
    public override bool IsGettable(PSAdaptedProperty adaptedProperty) => true;

    /// <inheritdoc/>
    public override bool IsSettable(PSAdaptedProperty adaptedProperty) => true;

    /// <inheritdoc/>
    public override string GetPropertyTypeName(PSAdaptedProperty adaptedProperty)
    {
        ElementKey key = KeyOf(adaptedProperty);
        DicomElement? element = key.Find(DatasetOf(adaptedProperty));
        return element is DicomFragments ? typeof(byte[][]).FullName! : TypeOf(element?.VR ?? TagDictionary.VrOf(key.Tag)).FullName!;
    }

    // Of one value. A value of several is an array of these, which only the value itself tells.
    private static Type TypeOf(DicomVR vr) => vr switch
    {
        DicomVR.SQ => typeof(DicomDataset[]),
        DicomVR.IS or DicomVR.SL => typeof(int),
        DicomVR.DS or DicomVR.FD => typeof(double),
        DicomVR.US => typeof(ushort),
        DicomVR.SS => typeof(short),
        DicomVR.UL => typeof(uint),
        DicomVR.UV => typeof(ulong),
        DicomVR.SV => typeof(long),
        DicomVR.FL => typeof(float),
        DicomVR.AT => typeof(DicomTag),
        _ => vr.IsText() ? typeof(string) : typeof(byte[]),
    };

    private static bool IsListed(DicomElement element) => element switch
    {
        DicomFragments fragments => fragments.Length <= MostBytesListed,
        DicomValueElement value => value.VR.IsText() || value.Length <= MostBytesListed,
        _ => true,
    };

    // A keyword of a repeating group means the first of it.
    private static PSAdaptedProperty PropertyOf(DicomElement element)
    {
        if (!element.Tag.IsPrivate && Keywords.Find(element.Keyword) is { } known && known.Key.Tag == element.Tag)
        {
            return new PSAdaptedProperty(known.Keyword, known.Key);
        }

        string name = element.Tag.ToString();
        return new PSAdaptedProperty(name, ElementKey.Parse(name));
    }

    private static DicomDataset DatasetOf(PSAdaptedProperty property) => (DicomDataset)property.BaseObject;

    private static ElementKey KeyOf(PSAdaptedProperty property) => (ElementKey)property.Tag;
}
