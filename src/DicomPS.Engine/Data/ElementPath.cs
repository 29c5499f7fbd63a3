using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// Where elements stand in a data set, from its outermost level down: <c>PatientName</c>, <c>(0010,0010)</c>,
/// <c>ReferencedSeriesSequence[0].SeriesInstanceUID</c>. <c>[-1]</c> is the last item, <c>[*]</c> every item; with * and ?
/// a step means every element whose keyword or tag is like it: <c>*Date</c>, <c>(0008,*)</c>. A private element is named
/// with its creator (PS3.5 section 7.8.1): <c>(0009,xx01:CREATOR)</c>.
/// </summary>
public sealed class ElementPath
{
    private readonly ElementStep[] steps;
    private readonly string text;

    private ElementPath(string text, ElementStep[] steps)
    {
        this.text = text;
        this.steps = steps;
    }

    /// <summary>The path that means every element of a data set.</summary>
    public static ElementPath All { get; } = Parse("*");

    /// <summary>Whether a step is a pattern of keywords or tags, so that there is no telling which element it means.</summary>
    public bool HasWildcards => steps.Any(step => step.Key is null);

    /// <summary>The order of paths as that of their steps, so that item 0 comes before item 1.</summary>
    internal static IComparer<ElementPath?> Order { get; } = Comparer<ElementPath?>.Create(Compare);

    internal ReadOnlyMemory<ElementStep> Steps => steps;

    /// <summary>Reads a path.</summary>
    /// <param name="text">The path: keywords or tags in any form, each but the last with its item in brackets, joined by dots.
    /// A private creator that has a dot or bracket in it stands within the parentheses of the tag.</param>
    /// <returns>The path.</returns>
    /// <exception cref="ArgumentException">The text is no path; the message says where, and what is expected there.</exception>
    /// <exception cref="DicomException">A keyword is not known (UnknownTag).</exception>
    public static ElementPath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ElementPath(text, new ElementPathReader(text.TrimEnd()).Read());
    }

    /// <summary>Finds the elements that stand there, in the order of the data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="recurse">Whether the path may also begin in the items of sequences, however deep.</param>
    /// <returns>The elements, found as they are asked for; none where nothing stands there. The data set may change meanwhile.</returns>
    public IEnumerable<DicomElement> Find(DicomDataset dataset, bool recurse = false)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return recurse ? FindEverywhere(dataset) : Find(dataset, 0);
    }

    /// <summary>Whether the path leads to an element, from the outermost data set or from any item around the element.</summary>
    /// <param name="element">The element.</param>
    public bool Means(DicomElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        DicomElement? at = element;
        for (int step = steps.Length - 1; at is not null && steps[step].Means(at); step--)
        {
            if (step == 0)
            {
                return true;
            }

            at = at.Owner is { } item && steps[step - 1].MeansItem(item) ? item.Sequence : null;
        }

        return false;
    }

    /// <summary>
    /// Puts a value in where the path leads, and makes what is not there on the way: blocks of private creators, sequences, and
    /// items where the number is the next one. Where the value does not fit, what was made on the way to it stays.
    /// </summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="value">The value, as <see cref="DicomDataset.SetValue"/> takes it.</param>
    /// <param name="vr">The VR; without it that of the dictionary.</param>
    /// <returns>How many elements have the value now: with [*], which means the items that are there, several or none.</returns>
    /// <exception cref="DicomException">
    /// UnknownTag: nothing tells the VR. InvalidValue: the value does not fit, there is no place for it, or the path has
    /// wildcards for keywords or tags. The message has the path, and no value.
    /// </exception>
    public int SetValue(DicomDataset dataset, object? value, DicomVR vr = DicomVR.None)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.SetAt(this, value, vr);
    }

    /// <summary>The path as it was written.</summary>
    public override string ToString() => text;

    private static int Compare(ElementPath? left, ElementPath? right)
    {
        if (left is null || right is null)
        {
            return (left is not null).CompareTo(right is not null);
        }

        return left.steps.Zip(right.steps, (one, other) => one.CompareTo(other)).FirstOrDefault(order => order != 0) is var first && first != 0
            ? first
            : left.steps.Length.CompareTo(right.steps.Length);
    }

    private IEnumerable<DicomElement> Find(DicomDataset dataset, int step) =>
        steps[step].ElementsOf(dataset).SelectMany(element => FindFrom(element, step));

    // What the steps behind one lead to, or its element where it is the last.
    private IEnumerable<DicomElement> FindFrom(DicomElement element, int step) => step == steps.Length - 1
        ? [element]
        : steps[step].ItemsOf(element).SelectMany(item => Find(item, step + 1));

    private IEnumerable<DicomElement> FindEverywhere(DicomDataset dataset)
    {
        HashSet<DicomElement> beginnings = [.. steps[0].ElementsOf(dataset)];
        foreach (DicomElement element in dataset.Elements.ToArray())
        {
            foreach (DicomElement found in beginnings.Contains(element) ? FindFrom(element, 0) : [])
            {
                yield return found;
            }

            foreach (DicomDataset item in element is DicomSequence sequence ? sequence.Items.ToArray() : [])
            {
                foreach (DicomElement found in FindEverywhere(item))
                {
                    yield return found;
                }
            }
        }
    }
}
