using System.Globalization;
using System.Management.Automation.Host;
using DicomPS.Engine.Data;

namespace DicomPS.Views;

/// <summary>
/// A data set as a tree for reading: one line an element, with tag, VR, keyword and value; items indented. Values are cut
/// to the width of the console, and no more of them is read than is shown.
/// </summary>
public static class DatasetTree
{
    /// <summary>The most lines of one tree; a data set may have millions of elements.</summary>
    public const int MaxLines = 5000;

    private const int UsualWidth = 120;
    private const int MinWidth = 40;
    private const int MaxWidth = 1000;
    private const int KeywordWidth = 32;

    /// <summary>The tree in the width of a host's console.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="host">The host; where it tells no width, it is 120 columns.</param>
    /// <returns>The lines, made as they are asked for.</returns>
    public static IEnumerable<string> Lines(DicomDataset dataset, PSHost host) => Lines(dataset, WidthOf(host));

    /// <summary>The tree in a width.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="width">The columns of a line, from 40 to 1000; less or more is taken as these.</param>
    /// <returns>The lines, made as they are asked for; none has a control character or is wider.</returns>
    public static IEnumerable<string> Lines(DicomDataset dataset, int width)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        int columns = Math.Clamp(width, MinWidth, MaxWidth);
        int count = 0;
        if (dataset.File is { } file)
        {
            yield return DisplayText.Fit(DisplayText.Clean($"{file.Path ?? "(from memory)"} ({file.TransferSyntax})"), columns);
        }

        foreach (string line in Elements(dataset, 0, columns))
        {
            if (++count > MaxLines)
            {
                yield return $"... (the first {MaxLines} lines; Get-DicomElement -Recurse gives all elements)";
                yield break;
            }

            yield return DisplayText.Fit(line, columns);
        }
    }

    // Recursive, but no deeper than items nest.
    private static IEnumerable<string> Elements(DicomDataset dataset, int level, int width)
    {
        // Deep items are indented no further, so that there is room for their values.
        string indent = new(' ', Math.Min(2 * level, width / 4));
        foreach (DicomElement element in dataset.Elements)
        {
            string head = $"{indent}{element.Tag} {element.VR} {DisplayText.Clean(element.Keyword.Length > 0 ? element.Keyword : element.Name),-KeywordWidth} ";
            yield return head + ElementRow.Value(element, width - head.Length, tellsSize: true);
            if (element is not DicomSequence sequence)
            {
                continue;
            }

            int index = 0;
            foreach (DicomDataset item in sequence.Items)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{indent}  [{index++}]");
                foreach (string line in Elements(item, level + 2, width))
                {
                    yield return line;
                }
            }
        }
    }

    private static int WidthOf(PSHost host)
    {
        try
        {
            // Formatting wraps a line that fills the last column on some consoles.
            return host?.UI?.RawUI?.BufferSize.Width is > 1 and int width ? width - 1 : UsualWidth;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or PlatformNotSupportedException or IOException)
        {
            return UsualWidth;
        }
    }
}
