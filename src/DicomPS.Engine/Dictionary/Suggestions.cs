namespace DicomPS.Engine.Dictionary;

/// <summary>Finds the entries of a dictionary whose keyword or name is nearest to what a person wrote.</summary>
internal static class Suggestions
{
    private const int Most = 5;

    // Beyond this share of wrong letters a suggestion is a guess that helps nobody.
    private const double WorstShareOfEdits = 0.4;

    /// <summary>The keywords of the nearest entries, nearest first; empty where none is near.</summary>
    internal static IReadOnlyList<string> For(string text, IEnumerable<SuggestedTerm> entries)
    {
        string wanted = Letters(text);
        if (wanted.Length == 0 || wanted.Length > 2 * UidSyntax.MaxLength)
        {
            return [];
        }

        string[] words = text.Split([' ', '-', '/', '_', '.'], StringSplitOptions.RemoveEmptyEntries);
        return [.. entries
            .Where(entry => entry.Keyword.Length > 0)
            .Select(entry => (entry.Keyword, entry.IsRetired, Distance: Distance(wanted, words, entry)))
            .Where(candidate => candidate.Distance is not null)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.IsRetired)
            .ThenBy(candidate => candidate.Keyword.Length)
            .Select(candidate => candidate.Keyword)
            .Distinct()
            .Take(Most)];
    }

    /// <summary>The nearest keywords as a sentence to follow another; empty where none is near.</summary>
    internal static string Hint(string text, IEnumerable<SuggestedTerm> entries)
    {
        IReadOnlyList<string> nearest = For(text, entries);
        return nearest.Count == 0 ? "" : $" Nearest: {string.Join(", ", nearest)}.";
    }

    private static double? Distance(string wanted, string[] words, SuggestedTerm entry)
    {
        string keyword = Letters(entry.Keyword);
        string name = Letters(entry.Name);

        // The same letters: only spaces or signs differ.
        if (wanted == keyword || wanted == name)
        {
            return 0;
        }

        double slips = Math.Min(ShareOfEdits(wanted, keyword), ShareOfEdits(wanted, name));
        if (slips <= WorstShareOfEdits / 2)
        {
            return slips;
        }

        if (wanted.Length >= 2 && (keyword.StartsWith(wanted, StringComparison.Ordinal) || name.StartsWith(wanted, StringComparison.Ordinal)))
        {
            return 1;
        }

        if (wanted.Length >= 3 && (keyword.Contains(wanted, StringComparison.Ordinal) || name.Contains(wanted, StringComparison.Ordinal)))
        {
            return 2;
        }

        if (words.Length > 1 && words.All(word => entry.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            return 3;
        }

        return slips <= WorstShareOfEdits ? 4 + slips : null;
    }

    private static string Letters(string text) =>
        string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    // Insertions, deletions, replacements and swaps of neighbours, as a share of the longer text.
    private static double ShareOfEdits(string a, string b)
    {
        int longer = Math.Max(a.Length, b.Length);
        if (longer == 0 || Math.Abs(a.Length - b.Length) > WorstShareOfEdits * longer)
        {
            return 1;
        }

        int[] beforeLast = new int[b.Length + 1];
        int[] last = [.. Enumerable.Range(0, b.Length + 1)];
        int[] row = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return (double)last[b.Length] / longer;
    }
}
