namespace DicomPS.Generator;

/// <summary>A table of the standard: a heading line, then one row a line, its fields parted by tabs.</summary>
internal static class TsvTable
{
    /// <summary>The rows of a file, each with as many fields as the heading has.</summary>
    internal static IReadOnlyList<string[]> Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        int width = lines[0].Split('\t').Length;
        List<string[]> rows = [];
        foreach (string line in lines.Skip(1).Where(line => line.Length > 0))
        {
            string[] fields = line.Split('\t');
            if (fields.Length != width)
            {
                throw new InvalidDataException($"{Path.GetFileName(path)}: {fields.Length} fields instead of {width} in '{line}'");
            }

            rows.Add(fields);
        }

        return rows;
    }
}
