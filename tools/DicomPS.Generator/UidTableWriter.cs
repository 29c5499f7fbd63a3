namespace DicomPS.Generator;

/// <summary>Writes the table of UIDs (PS3.6 annex A).</summary>
internal static class UidTableWriter
{
    /// <summary>The generated file for the rows of uids.tsv.</summary>
    internal static string Write(IReadOnlyList<string[]> rows)
    {
        GeneratedFile file = new("UidTable", "uids.tsv");
        file.Table(
            "Rows",
            "uid, kind, service, keyword, name, retired; in the order of PS3.6 annex A",
            rows.Select(row => string.Join('\t', row[0], Names.UidKind(row[2]), Names.ServiceOfUid(row[5]), row[3], row[1], row[4])));
        return file.Finish();
    }
}
