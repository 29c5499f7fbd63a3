using System.Text.Json;

namespace DicomPS.Engine.Data;

/// <summary>A person name as a JSON object of its component groups (PS3.18 section F.2.2, PS3.5 section 6.2.1).</summary>
internal static class JsonPersonName
{
    private const char Delimiter = '=';

    private static readonly string[] Groups = ["Alphabetic", "Ideographic", "Phonetic"];

    /// <summary>Whether there is no group in the name.</summary>
    internal static bool IsEmpty(string name) => name.AsSpan().TrimEnd(Delimiter).IsEmpty;

    internal static void Write(Utf8JsonWriter writer, string name)
    {
        // A name with more groups than there are keeps them in the last one.
        string[] groups = name.TrimEnd(Delimiter).Split(Delimiter, Groups.Length);
        writer.WriteStartObject();
        for (int i = 0; i < groups.Length; i++)
        {
            if (groups[i].Length > 0)
            {
                writer.WriteString(Groups[i], groups[i]);
            }
        }

        writer.WriteEndObject();
    }

    internal static string Read(JsonElement value, JsonPath path)
    {
        path.Expect(value, JsonValueKind.Object);
        string[] groups = new string[Groups.Length];
        for (int i = 0; i < groups.Length; i++)
        {
            JsonPath place = path.Of(Groups[i]);
            groups[i] = path.TryGet(value, Groups[i], out JsonElement group) ? place.TextOf(group) : string.Empty;
            if (i < groups.Length - 1 && groups[i].Contains(Delimiter, StringComparison.Ordinal))
            {
                throw place.Fault("'=' separates the groups of a name and cannot stand in one");
            }
        }

        return string.Join(Delimiter, groups).TrimEnd(Delimiter);
    }
}
