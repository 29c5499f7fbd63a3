using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Adapter;

/// <summary>The keywords of the standard as names of properties.</summary>
internal static class Keywords
{
    // A script reads properties of thousands of data sets: each keyword, and each name that is none, is told at once.
    private static readonly Lazy<Dictionary<string, (string Keyword, ElementKey Key)>> Known = new(() => TagDictionary.All
        .Where(entry => entry.Keyword.Length > 0 && entry.VR != "NONE")
        .DistinctBy(entry => entry.Keyword, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(entry => entry.Keyword, entry => (entry.Keyword, ElementKey.Parse(entry.Tag.ToString())), StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// The keyword as the standard writes it, and its element; null for no keyword, and for items and delimiters, which no
    /// data set holds.
    /// </summary>
    internal static (string Keyword, ElementKey Key)? Find(string name) =>
        Known.Value.TryGetValue(name, out (string Keyword, ElementKey Key) known) ? known : null;

    /// <summary>Whether a name is no word, so that it may be a tag, or have a private creator.</summary>
    internal static bool IsTag(string name) => name.Contains(':', StringComparison.Ordinal) || DicomTag.TryParse(name, out _);
}
