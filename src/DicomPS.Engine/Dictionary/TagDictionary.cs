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
    private const int TagDigits = 8;

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

    private static DicomVR ParseVr(ReadOnlySpan<byte> text, bool isSigned)
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
        while (TableText.TryNextRow(ref table, out ReadOnlySpan<byte> row))
        {
            if (Ascii.EqualsIgnoreCase(TableText.Field(row, 3), keyword))
            {
                string digits = Encoding.ASCII.GetString(row[..TagDigits]).Replace('x', '0');
                return Entry(new DicomTag(uint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)), row);
            }
        }

        return null;
    }

    private static DicomTagEntry Entry(DicomTag tag, ReadOnlySpan<byte> row) => new(
        tag,
        TableText.Text(row, 1),
        TableText.Text(row, 2),
        TableText.Text(row, 3),
        TableText.Text(row, 4),
        IsRetired: TableText.Field(row, 5).Length > 0);
}
