using System.Text;

namespace DicomPS.Engine.Dictionary;

/// <summary>Reads the generated tables where they lie: rows end in a line feed, fields are parted by tabs.</summary>
internal static class TableText
{
    /// <summary>Takes the next row off the front of a table.</summary>
    internal static bool TryNextRow(scoped ref ReadOnlySpan<byte> table, out ReadOnlySpan<byte> row)
    {
        int end = table.IndexOf((byte)'\n');
        if (end < 0)
        {
            row = default;
            return false;
        }

        row = table[..end];
        table = table[(end + 1)..];
        return true;
    }

    /// <summary>One field of a row; empty where the row ends before it.</summary>
    internal static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> row, int index)
    {
        for (; index > 0; index--)
        {
            int tab = row.IndexOf((byte)'\t');
            if (tab < 0)
            {
                return default;
            }

            row = row[(tab + 1)..];
        }

        int end = row.IndexOf((byte)'\t');
        return end < 0 ? row : row[..end];
    }

    /// <summary>One field of a row as a string.</summary>
    internal static string Text(ReadOnlySpan<byte> row, int index) => Encoding.UTF8.GetString(Field(row, index));
}
