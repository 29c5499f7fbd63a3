using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <content>Values put in by path.</content>
public sealed partial class DicomDataset
{
    /// <summary>
    /// Puts values in where their paths lead, in an order in which none undoes another: elements before those in their items,
    /// and items by their numbers. Where one does not fit, those before it have been put in.
    /// </summary>
    /// <param name="values">The paths and the values, as <see cref="ElementPath.SetValue"/> takes them.</param>
    /// <exception cref="DicomException">UnknownTag, InvalidValue: as with one; also where two paths are the same.</exception>
    public void SetValues(IEnumerable<KeyValuePair<ElementPath, object?>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ElementPath? last = null;
        foreach ((ElementPath path, object? value) in values
            .OrderBy(entry => entry.Key.Steps.Length)
            .ThenBy(entry => HasItems(entry.Value))
            .ThenBy(entry => entry.Key, ElementPath.Order))
        {
            if (ElementPath.Order.Compare(last, path) == 0)
            {
                throw new DicomException(DicomErrorId.InvalidValue, $"{path}: another key names the same element.");
            }

            SetAt(path, value, DicomVR.None);
            last = path;
        }
    }

    internal int SetAt(ElementPath path, object? value, DicomVR vr) => At(path.ToString(), () => path.HasWildcards
        ? throw new ArgumentException("A pattern does not tell which element is meant.")
        : SetAt(path.Steps, value, vr));

    private int SetAt(ReadOnlyMemory<ElementStep> steps, object? value, DicomVR vr)
    {
        ElementStep step = steps.Span[0];
        if (steps.Length > 1)
        {
            return ItemsToSet(step).Sum(item => item.SetAt(steps[1..], value, vr));
        }

        step.Key!.SetValue(this, value, vr);
        return 1;
    }

    private IReadOnlyList<DicomDataset> ItemsToSet(ElementStep step)
    {
        IReadOnlyList<DicomDataset> items = step.Key!.Find(this) is { } element ? step.ItemsOf(element) : [];
        return items.Count > 0 || step.Item is not { } number ? items : [AddItem(step, number)];
    }

    private DicomDataset AddItem(ElementStep step, int number)
    {
        DicomTag tag = step.Key!.ReserveTag(this);
        string? vr = tag.IsPrivate ? PrivateDictionary.Find(CreatorOf(tag) ?? string.Empty, tag)?.VR : TagDictionary.Find(tag)?.VR;
        if (vr is not (null or nameof(DicomVR.SQ)) || this[tag] is DicomFragments or DicomValueElement { IsEmpty: false })
        {
            throw new ArgumentException($"{step} is no sequence and has no items.");
        }

        int count = GetItems(tag).Count;
        if (number != count)
        {
            throw new ArgumentException(FormattableString.Invariant($"{step} has {count} items: the next one is [{count}], not [{number}]."));
        }

        if (this[tag] is not DicomSequence)
        {
            SetItems(tag, []);
        }

        DicomDataset item = new();
        ((DicomSequence)this[tag]!).Items.Add(item);
        return item;
    }
}
