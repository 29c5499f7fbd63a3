using System.Text.Json;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>Reads data sets of the DICOM JSON model (PS3.18 section F.2). What the model does not know is passed over.</summary>
internal sealed class JsonModelReader(DicomJsonOptions options)
{
    /// <summary>An item takes an object, an attribute and an array; the rest lets a nesting too deep be told with its path.</summary>
    internal const int MaxJsonDepth = 3 * (DataSetReader.MaxDepth + 4);

    private const ushort DelimiterGroup = 0xFFFE;

    internal DicomDataset Read(JsonElement json, JsonPath path)
    {
        DicomDataset dataset = ReadDataset(json, path, depth: 0);
        JsonCharacterSet.Settle(dataset, path);
        return dataset;
    }

    private DicomDataset ReadDataset(JsonElement json, JsonPath path, int depth)
    {
        path.Expect(json, JsonValueKind.Object);
        DicomDataset dataset = new();
        foreach (JsonProperty property in json.EnumerateObject())
        {
            string name = NameOf(property, path);
            JsonPath place = path.Of(name);
            DicomTag tag = JsonValueReader.TagOf(name) ?? throw place.Fault("the name is no tag of eight hexadecimal digits");
            if (tag.Group == DelimiterGroup)
            {
                throw place.Fault("items and delimiters are no attributes");
            }

            if (dataset[tag] is not null)
            {
                throw place.Fault("the tag stands there twice");
            }

            if (!tag.IsGroupLength && ReadElement(tag, property.Value, place, depth) is { } element)
            {
                dataset.Set(element);
            }
        }

        return dataset;
    }

    private static string NameOf(JsonProperty property, JsonPath path)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException e)
        {
            throw path.Fault("the name of a property is not valid Unicode", e);
        }
    }

    private DicomElement? ReadElement(DicomTag tag, JsonElement json, JsonPath path, int depth)
    {
        path.Expect(json, JsonValueKind.Object);
        DicomVR vr = path.TryGet(json, "vr", out JsonElement letters) ? VrOf(letters, path.Of("vr")) : throw path.Fault("it has no \"vr\"");
        bool hasValue = path.TryGet(json, "Value", out JsonElement value);
        bool hasBinary = path.TryGet(json, "InlineBinary", out JsonElement binary);
        bool hasUri = path.TryGet(json, "BulkDataURI", out JsonElement uri);
        if ((hasValue && (hasBinary || hasUri)) || (hasBinary && hasUri))
        {
            throw path.Fault("it has more than one of Value, InlineBinary and BulkDataURI");
        }

        if (hasUri)
        {
            return ReadBulkData(tag, vr, path.Of("BulkDataURI").TextOf(uri), path);
        }

        if (hasBinary)
        {
            return ReadBinary(tag, vr, binary, path.Of("InlineBinary"));
        }

        if (vr == DicomVR.SQ)
        {
            return new DicomSequence(tag, hasValue ? ReadItems(value, path.Of("Value"), depth) : []);
        }

        return new DicomValueElement(tag, vr, hasValue ? JsonValueReader.Read(value, vr, path.Of("Value")) : []);
    }

    private static DicomVR VrOf(JsonElement json, JsonPath path) =>
        path.TextOf(json) is [<= '\x7F' and var first, <= '\x7F' and var second] && (DicomVR)(first | (second << 8)) is var vr && vr.IsKnown()
            ? vr
            : throw path.Fault("it is no VR of the standard");

    private DicomDataset[] ReadItems(JsonElement items, JsonPath path, int depth)
    {
        path.Expect(items, JsonValueKind.Array);
        return depth < DataSetReader.MaxDepth
            ? [.. items.EnumerateArray().Select((item, index) => ReadDataset(item, path.At(index), depth + 1))]
            : throw path.Fault($"items are nested more than {DataSetReader.MaxDepth} deep");
    }

    private static DicomElement ReadBinary(DicomTag tag, DicomVR vr, JsonElement binary, JsonPath path)
    {
        if (vr.IsText() || vr == DicomVR.SQ)
        {
            throw path.Fault($"VR {vr} has no InlineBinary");
        }

        // PS3.18 section F.2.7 has a string; its own example in section F.4 has that string in an array.
        JsonElement text = binary.ValueKind == JsonValueKind.Array && binary.GetArrayLength() == 1 ? binary[0] : binary;
        path.Expect(text, JsonValueKind.String);
        byte[]? bytes = null;
        try
        {
            _ = text.TryGetBytesFromBase64(out bytes);
        }
        catch (InvalidOperationException e)
        {
            throw path.Fault("the text is not valid Unicode", e);
        }

        if (bytes is null)
        {
            throw path.Fault("it is no base64");
        }

        return DicomJson.ReadValueField(tag, vr, bytes);
    }

    private DicomElement? ReadBulkData(DicomTag tag, DicomVR vr, string uri, JsonPath path)
    {
        if (vr == DicomVR.SQ)
        {
            throw path.Of("BulkDataURI").Fault("a sequence has its items in Value");
        }

        if (options.ReadBulkData is null)
        {
            throw new DicomException(
                DicomErrorId.NotDicom,
                $"The value of {tag} at {path} is not in the JSON but at '{uri}'.",
                "Give a way to read bulk data, or ask for JSON with the values in it.");
        }

        DicomElement? element = options.ReadBulkData(tag, vr, uri);
        return element is null || element.Tag == tag ? element : throw path.Fault($"the bulk data came as {element.Tag}");
    }
}
