using System.Globalization;
using System.Text.Json;

namespace DicomPS.Engine.Data;

/// <summary>A place in JSON, to be told in an error.</summary>
internal sealed class JsonPath
{
    private const int LongestName = 16;

    private readonly JsonPath? parent;
    private readonly string step;

    private JsonPath(JsonPath? parent, string step)
    {
        this.parent = parent;
        this.step = step;
    }

    internal static JsonPath Root { get; } = new(null, "$");

    /// <summary>The path, from the root down.</summary>
    public override string ToString() => parent + step;

    /// <summary>The place of a property. Of a long name the beginning is told, and no control character.</summary>
    internal JsonPath Of(string property)
    {
        string name = property.Length > LongestName ? property[..LongestName] + "..." : property;
        return new(this, "." + string.Concat(name.Select(c => char.IsControl(c) ? '?' : c)));
    }

    /// <summary>The place of an item of an array.</summary>
    internal JsonPath At(int index) => new(this, string.Create(CultureInfo.InvariantCulture, $"[{index}]"));

    /// <summary>The text of a string that stands here.</summary>
    internal string TextOf(JsonElement element)
    {
        Expect(element, JsonValueKind.String);
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Fault("the text is not valid Unicode", e);
        }
    }

    /// <summary>Looks for a property of the object that stands here.</summary>
    internal bool TryGet(JsonElement element, string property, out JsonElement value)
    {
        try
        {
            return element.TryGetProperty(property, out value);
        }
        catch (InvalidOperationException e)
        {
            throw Fault("the name of a property is not valid Unicode", e);
        }
    }

    /// <summary>Makes sure of the kind of what stands here.</summary>
    internal void Expect(JsonElement element, JsonValueKind kind)
    {
        if (element.ValueKind != kind)
        {
            throw Fault($"{kind} is expected, not {element.ValueKind}");
        }
    }

    /// <summary>The error for what stands here.</summary>
    internal DicomException Fault(string what, Exception? cause = null) =>
        new(DicomErrorId.NotDicom, $"The JSON is not of the DICOM JSON model at {this}: {what}.", innerException: cause);
}
