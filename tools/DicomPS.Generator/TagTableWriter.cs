namespace DicomPS.Generator;

/// <summary>Writes the table of data elements (PS3.6, and PS3.7 annex E for the command set).</summary>
internal static class TagTableWriter
{
    /// <summary>The generated file for the rows of tags.tsv.</summary>
    internal static string Write(IReadOnlyList<string[]> rows)
    {
        // Upper-case hexadecimal of fixed width sorts as its numbers do, so the rows can be searched where they lie.
        ILookup<bool, string[]> byRange = rows.OrderBy(row => row[0], StringComparer.Ordinal).ToLookup(row => row[0].Contains('x'));
        GeneratedFile file = new("TagTable", "tags.tsv");
        file.Table("Rows", "tag, VR, VM, keyword, name, retired; in the order of the tags", byRange[false].Select(Row));
        file.Table("RangeRows", "the same for tags of which an x stands for any digit", byRange[true].Select(Row));
        return file.Finish();
    }

    private static string Row(string[] row)
    {
        if (row[0].Length != 8 || row[0].Any(c => !char.IsAsciiHexDigitUpper(c) && !char.IsAsciiDigit(c) && c != 'x'))
        {
            throw new InvalidDataException($"'{row[0]}' is no tag");
        }

        return string.Join('\t', row);
    }
}
