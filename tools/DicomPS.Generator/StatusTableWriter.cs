namespace DicomPS.Generator;

/// <summary>Writes the table of statuses (PS3.4, PS3.7 annex C).</summary>
internal static class StatusTableWriter
{
    /// <summary>
    /// The generated file for the rows of status.tsv. What a service says in the words of the general table
    /// is left out: a look-up that finds nothing for the service goes on to the general rows.
    /// </summary>
    internal static string Write(IReadOnlyList<string[]> rows)
    {
        HashSet<string> general = [.. rows.Where(IsGeneral).Select(Content)];
        GeneratedFile file = new("StatusTable", "status.tsv");
        file.Table(
            "Rows",
            "service, command field (where a service has several), first code, last code, category, meaning",
            rows.Where(row => IsGeneral(row) || !general.Contains(Content(row))).Select(Row));
        return file.Finish();
    }

    private static bool IsGeneral(string[] row) => row[0] == "general";

    private static string Content(string[] row) => string.Join('\t', row[1..]);

    private static string Row(string[] row)
    {
        string[] codes = row[1].Split('-');
        return string.Join(
            '\t', Names.ServiceOfStatus(row[0]), Names.CommandOfStatus(row[0]), codes[0], codes[^1], row[2], row[3]);
    }
}
