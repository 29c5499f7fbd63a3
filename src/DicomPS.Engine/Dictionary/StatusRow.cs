using System.Globalization;

namespace DicomPS.Engine.Dictionary;

/// <summary>A row of the status table: what one code, or a range of them, means in one service class.</summary>
internal sealed record StatusRow(
    DicomServiceClass Service, ushort CommandField, ushort First, ushort Last, DicomStatusCategory Category, string Meaning)
{
    internal bool Includes(ushort code) => code >= First && code <= Last;

    internal static StatusRow[] ReadTable()
    {
        List<StatusRow> rows = new(capacity: 256);
        ReadOnlySpan<byte> table = StatusTable.Rows;
        while (TableText.TryNextRow(ref table, out ReadOnlySpan<byte> row))
        {
            rows.Add(new StatusRow(
                Enum.Parse<DicomServiceClass>(TableText.Text(row, 0)),
                Code(TableText.Text(row, 1)),
                Code(TableText.Text(row, 2)),
                Code(TableText.Text(row, 3)),
                Enum.Parse<DicomStatusCategory>(TableText.Text(row, 4)),
                TableText.Text(row, 5)));
        }

        return [.. rows];
    }

    private static ushort Code(string digits) =>
        digits.Length == 0 ? (ushort)0 : ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
