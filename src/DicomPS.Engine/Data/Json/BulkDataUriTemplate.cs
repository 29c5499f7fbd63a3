using System.Text.RegularExpressions;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// The URIs of bulk data (PS3.18 section F.2.6) by a template: {path} stands for the path of the element, a keyword in braces
/// for the value of that attribute in the outermost data set. What is put in is escaped: it cannot change the rest of the URI.
/// </summary>
public sealed partial class BulkDataUriTemplate
{
    private const string PathName = "path";

    private readonly Dictionary<string, DicomTag> tags = new(StringComparer.Ordinal);

    /// <summary>Reads a template.</summary>
    /// <param name="template">The URI, with {path} in it, or elements would share a URI.</param>
    /// <exception cref="ArgumentException">No {path}, an unknown keyword or one without text, or a brace without its partner.</exception>
    public BulkDataUriTemplate(string template)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(template);
        Text = template;
        foreach (string name in Places().Matches(template).Select(place => place.Groups[1].Value))
        {
            if (name != PathName)
            {
                tags[name] = TagOf(name, template);
            }
        }

        if (!template.Contains($"{{{PathName}}}", StringComparison.Ordinal))
        {
            throw new ArgumentException($"The URI template '{template}' lacks {{{PathName}}}: elements would share a URI.", nameof(template));
        }

        if (Places().Replace(template, string.Empty).AsSpan().ContainsAny('{', '}'))
        {
            throw new ArgumentException($"The URI template '{template}' has a brace without its partner.", nameof(template));
        }
    }

    /// <summary>The template as it was given.</summary>
    public string Text { get; }

    /// <summary>The URI of an element's value.</summary>
    /// <param name="element">An element of a data set.</param>
    /// <returns>The URI.</returns>
    /// <exception cref="ArgumentException">The outermost data set has no value for a keyword of the template.</exception>
    public string Expand(DicomElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return Places().Replace(Text, place => Uri.EscapeDataString(ValueOf(place.Groups[1].Value, element)));
    }

    /// <summary>The template.</summary>
    /// <returns>The template.</returns>
    public override string ToString() => Text;

    private string ValueOf(string name, DicomElement element)
    {
        if (name == PathName)
        {
            return element.Path;
        }

        DicomDataset? root = element.Owner;
        while (root?.Parent is { } around)
        {
            root = around;
        }

        return root?.GetText(tags[name]) is { Length: > 0 } value
            ? value
            : throw new ArgumentException($"The data set has no {name}, which the URI template '{Text}' needs.", nameof(element));
    }

    private static DicomTag TagOf(string name, string template) =>
        TagDictionary.FindKeyword(name) is { } entry && Enum.TryParse(entry.VR, out DicomVR vr) && vr.IsText()
            ? entry.Tag
            : throw new ArgumentException(
                $"The URI template '{template}' has the place '{{{name}}}', which is neither {PathName} nor the keyword of an attribute with a text value.",
                nameof(template));

    [GeneratedRegex(@"\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Places();
}
