using System.Globalization;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// Compares two data sets by what they mean. How it is encoded does not matter: byte order, defined or undefined lengths,
/// character sets, padding (PS3.5 section 6.2), group lengths and Data Set Trailing Padding (PS3.10 section 7.2), empty
/// components at the end of a person name, and the offset table of encapsulated pixel data.
/// </summary>
public static class DatasetComparer
{
    private static readonly DicomTag DataSetTrailingPadding = new(0xFFFC, 0xFFFC);

    /// <summary>Finds the differences, in the order of the tags, each when it is asked for.</summary>
    /// <param name="reference">The data set that counts.</param>
    /// <param name="difference">The data set that is compared with it.</param>
    /// <param name="options">What is compared; null for all.</param>
    /// <returns>The differences; none where the data sets are equal.</returns>
    /// <exception cref="DicomException">While they are found. NotDicom: a value stayed in a file that was changed.</exception>
    /// <exception cref="IOException">While they are found: a file with a value cannot be read any more.</exception>
    public static IEnumerable<DatasetDifference> Compare(
        DicomDataset reference, DicomDataset difference, DatasetComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(difference);
        return Find(reference, difference, options ?? new DatasetComparisonOptions());
    }

    private static IEnumerable<DatasetDifference> Find(DicomDataset reference, DicomDataset difference, DatasetComparisonOptions options)
    {
        Stack<IEnumerator<ElementPair>> levels = new();
        levels.Push(PairsOf(reference, difference, string.Empty, options.Include is null).GetEnumerator());
        while (levels.TryPeek(out IEnumerator<ElementPair>? level))
        {
            if (!level.MoveNext())
            {
                levels.Pop();
                continue;
            }

            ElementPair pair = level.Current;
            if (options.Exclude?.Invoke(pair.Element, pair.Path) == true)
            {
                continue;
            }

            pair = pair with { IsIncluded = pair.IsIncluded || options.Include!(pair.Element, pair.Path) };
            if (pair.IsIncluded)
            {
                foreach (DatasetDifference found in pair.Compare(options.IncludeEqual))
                {
                    yield return found;
                }
            }

            if (pair.HasItemsToCompare)
            {
                levels.Push(PairsOfItems(pair).GetEnumerator());
            }
        }
    }

    private static IEnumerable<ElementPair> PairsOfItems(ElementPair pair)
    {
        DicomDataset[] ones = ItemsOf(pair.Reference);
        DicomDataset[] others = ItemsOf(pair.Difference);

        // The different number is a difference of the sequence; where that one is not asked for, its elements may be.
        int count = pair.IsIncluded ? Math.Min(ones.Length, others.Length) : Math.Max(ones.Length, others.Length);
        return Enumerable.Range(0, count).SelectMany(i => PairsOf(
            ones.ElementAtOrDefault(i), others.ElementAtOrDefault(i), string.Create(CultureInfo.InvariantCulture, $"{pair.Path}[{i}]."), pair.IsIncluded));
    }

    private static DicomDataset[] ItemsOf(DicomElement? element) => element is DicomSequence sequence ? [.. sequence.Items] : [];

    // The elements as they are now: whoever takes the differences may change the data sets meanwhile.
    private static IEnumerable<ElementPair> PairsOf(DicomDataset? one, DicomDataset? other, string prefix, bool isIncluded)
    {
        DicomElement[] ones = ElementsOf(one);
        DicomElement[] others = ElementsOf(other);
        for (int i = 0, j = 0; i < ones.Length || j < others.Length;)
        {
            int order = j == others.Length ? -1 : i == ones.Length ? 1 : ones[i].Tag.CompareTo(others[j].Tag);
            DicomElement? reference = order <= 0 ? ones[i++] : null;
            DicomElement? difference = order >= 0 ? others[j++] : null;
            yield return new ElementPair(reference, difference, prefix + (reference ?? difference!).Key, isIncluded);
        }
    }

    private static DicomElement[] ElementsOf(DicomDataset? dataset) =>
        dataset is null ? [] : [.. dataset.Elements.Where(element => !element.Tag.IsGroupLength && element.Tag != DataSetTrailingPadding)];
}
