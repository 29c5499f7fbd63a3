using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace DicomPS.Engine.Dictionary;

/// <summary>
/// The data elements of the standard (PS3.6; PS3.7 annex E for the command set). The table is searched where it
/// lies in the assembly: nothing is loaded, and who asks for no tag never touches it.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is the data dictionary of the standard.")]
public static class TagDictionary
{
    private const int TagDigits = TagText.Digits;

    // Made when all are asked for; a look-up by tag or keyword does without.
    private static readonly Lazy<DicomTagEntry[]> Entries = new(ReadTables);

    /// <summary>
    /// All of them, in the order of their tags. A repeating group is one entry, with its lowest tag; its
    /// <see cref="DicomTagEntry.Pattern"/> tells which tags it has.
    /// </summary>
    public static IReadOnlyList<DicomTagEntry> All => Array.AsReadOnly(Entries.Value);

    /// <summary>Looks up a tag, also one of a repeating group (PS3.5 section 7.6).</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>Its entry; null where the standard does not know it, as with private ones.</returns>
    public static DicomTagEntry? Find(DicomTag tag)
    {
        ReadOnlySpan<byte> row = FindRow(tag);
        return row.IsEmpty ? null : Entry(tag, row);
    }

    /// <summary>Looks up a keyword, in any case. Of a repeating group the lowest tag is given.</summary>
    /// <param name="keyword">The keyword.</param>
    /// <returns>Its entry; null where the standard has no such keyword.</returns>
    public static DicomTagEntry? FindKeyword(string keyword)
    {
        ArgumentNullException.ThrowIfNull(keyword);
        return keyword.Length == 0 ? null
            : FindKeyword(TagTable.Rows, keyword) ?? FindKeyword(TagTable.RangeRows, keyword);
    }

    /// <summary>Looks up a name, in any case. Of several entries with that name, one that is not retired is preferred.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Its entry; null where the standard has no such name.</returns>
    public static DicomTagEntry? FindName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == 0 ? null : Entries.Value.Where(entry => IsNamed(entry, name)).MinBy(entry => entry.IsRetired);
    }

    /// <summary>Gives the entries that a text means, those of the private dictionary among them.</summary>
    /// <param name="text">A tag as (gggg,eeee), gggg,eeee or ggggeeee, or with x for the digits that repeat or name a
    /// private block; a keyword; or a name; in any case.</param>
    /// <param name="creator">The private creator whose elements alone are meant; null or empty for the standard's and
    /// those of every creator.</param>
    /// <returns>One or more entries: a private tag may be known of several creators, a name may have several tags.</returns>
    /// <exception cref="DicomException">There is none (UnknownTag).</exception>
    public static IReadOnlyList<DicomTagEntry> FindAll(string text, string? creator = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        string wanted = text.Trim(' ', '\t', '\r', '\n', '\0');
        bool ofCreator = !string.IsNullOrEmpty(creator);
        DicomTagEntry[] found;
        if (DicomTag.TryParse(wanted, out DicomTag tag))
        {
            found = tag.IsPrivate ? [.. PrivateDictionary.FindAll(tag, creator)]
                : !ofCreator && Find(tag) is { } entry ? [entry]
                : [];
        }
        else
        {
            string? digits = TagText.DigitsOf(wanted);
            found = wanted.Length == 0 ? [] :
            [
                .. (ofCreator ? PrivateDictionary.Of(creator!) : All.Concat(PrivateDictionary.All))
                    .Where(entry => digits is null ? IsNamed(entry, wanted) : TagText.DigitsOf(entry.Pattern) == digits),
            ];
        }

        return found.Length > 0 ? found : throw Unknown(wanted, creator);
    }

    /// <summary>
    /// The VR of a tag where the encoding does not tell it, that is with implicit VR little endian (PS3.5 section A.1).
    /// Where the standard leaves a choice, it is the one that implicit VR encoding prescribes: OW rather than OB or US.
    /// </summary>
    /// <param name="tag">The tag.</param>
    /// <param name="isSigned">Whether Pixel Representation (0028,0103) says that samples are signed, which decides between US and SS.</param>
    /// <returns>The VR; UN for an unknown tag, None for items and delimiters.</returns>
    public static DicomVR VrOf(DicomTag tag, bool isSigned = false)
    {
        if (tag.IsGroupLength)
        {
            return DicomVR.UL;
        }

        if (tag.IsPrivate)
        {
            return tag.IsPrivateCreator ? DicomVR.LO : DicomVR.UN;
        }

        ReadOnlySpan<byte> row = FindRow(tag);
        return row.IsEmpty ? DicomVR.UN : ParseVr(TableText.Field(row, 1), isSigned);
    }

    /// <summary>The VRs that the standard leaves the choice of, as it writes them: "US or SS". Empty for a tag it does not know.</summary>
    internal static string VrsOf(DicomTag tag)
    {
        ReadOnlySpan<byte> row = FindRow(tag);
        return row.IsEmpty ? string.Empty : TableText.Text(row, 1);
    }

    /// <summary>The keyword that means this tag and no other of a repeating group; empty where there is none.</summary>
    internal static string FindOwnKeyword(DicomTag tag)
    {
        ReadOnlySpan<byte> row = FindRow(tag);
        return row.IsEmpty || TagOf(row) != tag ? string.Empty : TableText.Text(row, 3);
    }

    /// <summary>One VR of those a dictionary names, for implicit VR; None where it names none.</summary>
    internal static DicomVR ParseVr(ReadOnlySpan<byte> text, bool isSigned)
    {
        if (text.Length == 2)
        {
            return (DicomVR)BinaryPrimitives.ReadUInt16LittleEndian(text);
        }

        return text.EndsWith("OW"u8) ? DicomVR.OW
            : text.SequenceEqual("US or SS"u8) ? (isSigned ? DicomVR.SS : DicomVR.US)
            : DicomVR.None;
    }

    private static ReadOnlySpan<byte> FindRow(DicomTag tag)
    {
        Span<byte> digits = stackalloc byte[TagDigits];
        tag.Value.TryFormat(digits, out _, "X8", CultureInfo.InvariantCulture);
        ReadOnlySpan<byte> row = FindExact(digits);
        return row.IsEmpty && !tag.IsPrivate ? FindRange(digits) : row;
    }

    // A binary search over the text: the middle falls into some row, whose start is behind the line feed before it.
    private static ReadOnlySpan<byte> FindExact(scoped ReadOnlySpan<byte> digits)
    {
        ulong wanted = BinaryPrimitives.ReadUInt64BigEndian(digits);
        ReadOnlySpan<byte> table = TagTable.Rows;
        while (!table.IsEmpty)
        {
            int middle = table.Length / 2;
            int start = table[..middle].LastIndexOf((byte)'\n') + 1;
            int end = start + table[start..].IndexOf((byte)'\n');
            ulong found = BinaryPrimitives.ReadUInt64BigEndian(table[start..]);
            if (found == wanted)
            {
                return table[start..end];
            }

            table = found < wanted ? table[(end + 1)..] : table[..start];
        }

        return default;
    }

    private static ReadOnlySpan<byte> FindRange(scoped ReadOnlySpan<byte> digits)
    {
        ReadOnlySpan<byte> table = TagTable.RangeRows;
        while (TableText.TryNextRow(ref table, out ReadOnlySpan<byte> row))
        {
            int i = 0;
            while (i < TagDigits && (row[i] == digits[i] || row[i] == 'x'))
            {
                i++;
            }

            if (i == TagDigits)
            {
                return row;
            }
        }

        return default;
    }

    private static DicomTagEntry? FindKeyword(ReadOnlySpan<byte> table, string keyword)
    {
        // Mostly it is written as the standard does, and found without a look into the rows before it.
        int place = table.IndexOf(Encoding.UTF8.GetBytes($"\t{keyword}\t"));
        if (place >= 0)
        {
            int start = table[..place].LastIndexOf((byte)'\n') + 1;
            ReadOnlySpan<byte> likely = table[start..];
            likely = likely[..likely.IndexOf((byte)'\n')];
            if (Ascii.EqualsIgnoreCase(TableText.Field(likely, 3), keyword))
            {
                return Entry(likely);
            }
        }

        while (TableText.TryNextRow(ref table, out ReadOnlySpan<byte> row))
        {
            if (Ascii.EqualsIgnoreCase(TableText.Field(row, 3), keyword))
            {
                return Entry(row);
            }
        }

        return null;
    }

    /// <summary>Whether a text is the keyword or the name of an entry, in any case.</summary>
    internal static bool IsNamed(DicomTagEntry entry, string text) =>
        string.Equals(entry.Keyword, text, StringComparison.OrdinalIgnoreCase)
        || string.Equals(entry.Name, text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The error that nothing is known by a text, with the nearest keywords.</summary>
    internal static DicomException Unknown(string text, string? creator)
    {
        bool isTag = DicomTag.TryParse(text, out DicomTag tag);
        string what = isTag ? $"the tag {tag}"
            : TagText.DigitsOf(text) is { } digits ? $"the tags {TagText.Format(digits)}"
            : $"the keyword or name '{text}'";
        IEnumerable<DicomTagEntry> among = PrivateDictionary.All;
        if (!string.IsNullOrEmpty(creator))
        {
            among = PrivateDictionary.Of(creator);
            what += $" of the private creator '{creator}'";
        }
        else
        {
            among = All.Concat(among);
        }

        string hint = isTag ? ""
            : Suggestions.Hint(text, among.Select(entry => new SuggestedTerm(entry.Keyword, entry.Name, entry.IsRetired)));
        return new DicomException(
            DicomErrorId.UnknownTag,
            $"No data element is known by {what}.{hint}",
            (isTag && tag.IsPrivate) || !string.IsNullOrEmpty(creator)
                ? "What a private tag means is in the conformance statement of its creator; it can be registered under the creator's name."
                : "Give a tag as '(gggg,eeee)' or 'ggggeeee', in quotes, or a keyword or name of PS3.6.");
    }

    private static DicomTagEntry[] ReadTables()
    {
        List<DicomTagEntry> entries = new(capacity: 6000);
        Read(TagTable.Rows);
        Read(TagTable.RangeRows);
        return [.. entries.OrderBy(entry => entry.Tag)];

        void Read(ReadOnlySpan<byte> table)
        {
            while (TableText.TryNextRow(ref table, out ReadOnlySpan<byte> row))
            {
                entries.Add(Entry(row));
            }
        }
    }

    // The entry of a whole row: of a repeating group the lowest tag, and the pattern of all.
    private static DicomTagEntry Entry(ReadOnlySpan<byte> row)
    {
        string digits = Encoding.ASCII.GetString(row[..TagDigits]);
        DicomTagEntry entry = Entry(TagOf(row), row);
        return digits.Contains('x', StringComparison.Ordinal) ? entry with { Pattern = TagText.Format(digits) } : entry;
    }

    private static DicomTag TagOf(ReadOnlySpan<byte> row) => new(uint.Parse(
        Encoding.ASCII.GetString(row[..TagDigits]).Replace('x', '0'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    private static DicomTagEntry Entry(DicomTag tag, ReadOnlySpan<byte> row) => new(
        tag,
        TableText.Text(row, 1),
        TableText.Text(row, 2),
        TableText.Text(row, 3),
        TableText.Text(row, 4),
        IsRetired: TableText.Field(row, 5).Length > 0);
}
