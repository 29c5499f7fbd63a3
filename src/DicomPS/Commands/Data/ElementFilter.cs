using System.Management.Automation;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>
/// Elements chosen by keywords, tags and paths. * and ? stand for any text and any character; brackets are those of items.
/// </summary>
internal sealed class ElementFilter
{
    private readonly List<ElementKey> keys = [];
    private readonly HashSet<string> paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<WildcardPattern> patterns = [];

    /// <summary>Reads the choices.</summary>
    /// <exception cref="Engine.DicomException">UnknownTag: one is neither of them, or a keyword that there is not.</exception>
    internal ElementFilter(IEnumerable<string> choices)
    {
        foreach (string choice in choices)
        {
            if (choice.AsSpan().ContainsAny('*', '?'))
            {
                string pattern = choice.Replace("[", "`[", StringComparison.Ordinal).Replace("]", "`]", StringComparison.Ordinal);
                patterns.Add(new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant));
            }
            else if (choice.Contains('[', StringComparison.Ordinal))
            {
                paths.Add(choice.Trim());
            }
            else
            {
                keys.Add(ElementKey.Parse(choice));
            }
        }
    }

    /// <summary>Whether an element is among those chosen.</summary>
    internal bool Has(DicomElement element, string path) =>
        paths.Contains(path)
        || keys.Exists(key => Means(key, element))
        || patterns.Exists(pattern => pattern.IsMatch(path) || pattern.IsMatch(element.Keyword) || pattern.IsMatch(element.Tag.ToString()));

    // A private key means its element in whatever block it lies.
    private static bool Means(ElementKey key, DicomElement element) => key.Creator is null
        ? key.Tag == element.Tag
        : key.Tag.Group == element.Tag.Group && (byte)key.Tag.Element == (byte)element.Tag.Element && key.Creator == element.PrivateCreator;
}
