using System.Collections;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <content>Items, and elements by their names.</content>
public sealed partial class DicomDataset
{
    /// <summary>
    /// Puts values in by the names of their elements, the items of sequences as dictionaries of the same kind. Where one
    /// does not fit, those before it have been put in.
    /// </summary>
    /// <param name="values">
    /// Keys as <see cref="ElementKey.Parse"/> reads them, or tags; values as <see cref="SetValue(DicomTag, object, DicomVR)"/> takes them.
    /// </param>
    /// <exception cref="DicomException">
    /// UnknownTag: a key is not known, or nothing tells its VR. InvalidValue: a value does not fit, or two keys mean one
    /// element. The message has the path of the element, and no value.
    /// </exception>
    public void SetValues(IDictionary values)
    {
        ArgumentNullException.ThrowIfNull(values);
        List<(string Place, ElementKey Key, object? Value)> entries = new(values.Count);
        foreach (DictionaryEntry entry in values)
        {
            string place = PlaceOf(entry.Key.ToString() ?? string.Empty);
            entries.Add((place, At(place, () => ElementKey.Parse(entry.Key.ToString() ?? string.Empty)), entry.Value));
        }

        // Upwards, so that a character set, a private creator or a pixel representation is there before what it bears on;
        // items, which may be of a lower group, come last for the same reason.
        HashSet<DicomTag> done = [];
        foreach ((string place, ElementKey key, object? value) in entries.OrderBy(entry => HasItems(entry.Value)).ThenBy(entry => entry.Key.Tag))
        {
            DicomTag tag = At(place, () => key.ReserveTag(this));
            if (!done.Add(tag))
            {
                throw new DicomException(DicomErrorId.InvalidValue, $"{place}: another key names the same element.");
            }

            DicomVR vr = At(place, () => VrFor(tag, ListOf(value)));
            try
            {
                SetValue(tag, value, vr);
            }
            catch (ArgumentException e)
            {
                throw new DicomException(DicomErrorId.InvalidValue, $"{place}: {e.Message}", innerException: e);
            }
        }
    }

    private static bool HasItems(object? value) => ListOf(value).Any(item => item is IDictionary or DicomDataset);

    private static T At<T>(string place, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (ArgumentException e)
        {
            throw new DicomException(DicomErrorId.InvalidValue, $"{place}: {e.Message}", innerException: e);
        }
        catch (DicomException e)
        {
            throw new DicomException(e.ErrorId, $"{place}: {e.Message}", e.RecommendedAction, e);
        }
    }

    private string PlaceOf(string key) => Sequence is null ? key : FormattableString.Invariant($"{Sequence.Path}[{Sequence.Items.IndexOf(this)}].{key}");

    private void SetItems(DicomTag tag, object?[] values)
    {
        DicomDataset[] items = [.. values.Select(ItemOf)];
        DicomElement? before = this[tag];
        DicomSequence sequence = new(tag);
        Set(sequence);
        try
        {
            for (int i = 0; i < items.Length; i++)
            {
                // Within the data set around it, so that its character set and pixel representation count.
                sequence.Items.Add(items[i]);
                if (values[i] is IDictionary elements)
                {
                    items[i].SetValues(elements);
                }
            }
        }
        catch (Exception e) when (e is ArgumentException or DicomException)
        {
            sequence.Items.Clear();
            Remove(tag);
            if (before is not null)
            {
                Set(before);
            }

            throw;
        }
    }

    private DicomDataset ItemOf(object? value) => value switch
    {
        DicomDataset { Sequence: null } dataset when !IsWithin(dataset) => dataset,
        DicomDataset dataset => dataset.Clone(),
        IDictionary => new DicomDataset(),
        _ => throw new ArgumentException("A sequence takes data sets, or dictionaries of their elements."),
    };
}
