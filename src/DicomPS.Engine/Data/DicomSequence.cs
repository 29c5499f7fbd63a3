using System.Collections.ObjectModel;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>A sequence of items (PS3.5 section 7.5). The items are data sets of their own, at most 64 deep.</summary>
public sealed class DicomSequence : DicomElement
{
    private readonly ItemList list;

    /// <summary>Makes a sequence.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="items">The items; each belongs to one sequence alone.</param>
    /// <exception cref="ArgumentException">An item belongs to a sequence already, or items would be nested too deep.</exception>
    public DicomSequence(DicomTag tag, params DicomDataset[] items)
        : base(tag, DicomVR.SQ)
    {
        ArgumentNullException.ThrowIfNull(items);
        list = new ItemList(this);
        foreach (DicomDataset item in items)
        {
            Items.Add(item);
        }
    }

    /// <summary>The items, in order. Changing the list changes the data set.</summary>
    public IList<DicomDataset> Items => list;

    /// <summary>Whether the sequence is written with a delimiter instead of a length (PS3.5 section 7.5.2).</summary>
    public bool HasUndefinedLength { get; set; } = true;

    /// <summary>
    /// Whether it came as UN of undefined length, and goes like that: its content is Implicit VR Little Endian whatever
    /// surrounds it (PS3.5 section 6.2.2).
    /// </summary>
    internal bool IsUnknown { get; set; }

    /// <inheritdoc/>
    public override object? Value => Items.ToArray();

    /// <inheritdoc/>
    public override string ToString() => $"{Tag} {VR} {Keyword} ({Items.Count} items)";

    internal override DicomElement Clone()
    {
        DicomSequence clone = new(Tag) { HasUndefinedLength = HasUndefinedLength, IsUnknown = IsUnknown };
        foreach (DicomDataset item in Items)
        {
            clone.AddRead(item.Copy());
        }

        return clone;
    }

    /// <summary>How deep items are nested in it; 0 where there are none.</summary>
    internal int Height => Items.Count == 0 ? 0 : 1 + Items.Max(item => item.Height);

    /// <summary>Refuses items that nobody would read: whatever walks through a data set relies on it.</summary>
    /// <param name="depth">How many items the innermost one would be within, itself among them.</param>
    /// <exception cref="ArgumentException">There are too many.</exception>
    internal static void CheckDepth(int depth)
    {
        if (depth > DataSetReader.MaxDepth)
        {
            throw new ArgumentException($"Items would be nested more than {DataSetReader.MaxDepth} deep.");
        }
    }

    /// <summary>Puts an item in that was read, which changes nothing.</summary>
    internal void AddRead(DicomDataset item) => list.AddRead(item);

    internal void ForgetCharacterSet()
    {
        foreach (DicomDataset item in Items)
        {
            item.ForgetCharacterSet();
        }
    }

    private sealed class ItemList(DicomSequence sequence) : Collection<DicomDataset>
    {
        internal void AddRead(DicomDataset item)
        {
            item.Sequence = sequence;
            Items.Add(item);
        }

        protected override void InsertItem(int index, DicomDataset item)
        {
            Adopt(item);
            base.InsertItem(index, item);
        }

        protected override void SetItem(int index, DicomDataset item)
        {
            Adopt(item);
            this[index].Sequence = null;
            base.SetItem(index, item);
        }

        protected override void RemoveItem(int index)
        {
            this[index].Sequence = null;
            base.RemoveItem(index);
            sequence.Owner?.MarkChanged();
        }

        protected override void ClearItems()
        {
            foreach (DicomDataset item in this)
            {
                item.Sequence = null;
            }

            base.ClearItems();
            sequence.Owner?.MarkChanged();
        }

        private void Adopt(DicomDataset item)
        {
            ArgumentNullException.ThrowIfNull(item);
            if (item.Sequence is not null)
            {
                throw new ArgumentException("The item belongs to a sequence already.", nameof(item));
            }

            if (sequence.Owner?.IsWithin(item) == true)
            {
                throw new ArgumentException("A data set cannot be an item of its own.", nameof(item));
            }

            CheckDepth(sequence.Depth + 1 + item.Height);
            item.Sequence = sequence;
            item.ForgetCharacterSet();
            sequence.Owner?.MarkChanged();
        }
    }
}
