using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <content>Text, and the Specific Character Set that holds it (PS3.3 section C.12.1.1.2).</content>
public sealed partial class DicomDataset
{
    /// <summary>The outermost data set around this one, or itself.</summary>
    private DicomDataset Root => Parent?.Root ?? this;

    private static DicomValueElement CharacterSetElement(SpecificCharacterSet characterSet) => new(
        Tags.SpecificCharacterSet, DicomVR.CS, ValueEncoder.Pad(Encoding.ASCII.GetBytes(characterSet.ToString()), DicomVR.CS));

    // Text that the character set here cannot hold gets one for the whole that can.
    private byte[] EncodeText(string text, DicomVR vr)
    {
        if (!CharacterSet.TryEncode(text, vr, out byte[]? bytes))
        {
            if (!SpecificCharacterSet.Utf8.CanEncode(text, vr))
            {
                throw new ArgumentException(TextRules.HasCharacterSet(vr)
                    ? $"A text for VR {vr} has characters that no character set can hold."
                    : $"VR {vr} has characters of ASCII alone.");
            }

            List<(string Text, DicomVR VR)> all = [.. Root.AllTexts(), (text, vr)];
            _ = Root.TryChangeCharacterSet(SpecificCharacterSet.Smallest(all, CharacterSet));
            _ = CharacterSet.TryEncode(text, vr, out bytes);
        }

        return ValueEncoder.Pad(bytes!, vr);
    }

    private void DeclareCharacterSet(string terms)
    {
        SpecificCharacterSet next = SpecificCharacterSet.Parse(terms.Split(TextRules.ValueDelimiter));
        if (next.UnknownTerms.Count > 0)
        {
            throw new ArgumentException("Specific Character Set has the defined terms of PS3.3 section C.12.1.1.2, such as ISO_IR 100 or ISO_IR 192.");
        }

        if (!TryChangeCharacterSet(next))
        {
            throw new ArgumentException("The data set has text that this Specific Character Set cannot hold.");
        }
    }

    private IEnumerable<(string Text, DicomVR VR)> AllTexts() => elements.Values.SelectMany(element => element switch
    {
        DicomValueElement value when TextRules.HasCharacterSet(value.VR) => [(TextOf(value), value.VR)],
        DicomSequence sequence => sequence.Items.SelectMany(item => item.AllTexts()),
        _ => Enumerable.Empty<(string, DicomVR)>(),
    });

    // One for all takes the place of those that items have of their own.
    private bool TryChangeCharacterSet(SpecificCharacterSet next)
    {
        List<(DicomDataset Dataset, DicomElement? Element)> changes = [];
        if (!TryEncodeTexts(next, changes))
        {
            return false;
        }

        foreach ((DicomDataset dataset, DicomElement? element) in changes)
        {
            if (element is null)
            {
                dataset.Remove(Tags.SpecificCharacterSet);
            }
            else
            {
                dataset.Set(element);
            }
        }

        Set(CharacterSetElement(next));
        return true;
    }

    // An element to put in; null for a declaration to take out.
    private bool TryEncodeTexts(SpecificCharacterSet next, List<(DicomDataset Dataset, DicomElement? Element)> changes)
    {
        foreach (DicomElement element in elements.Values)
        {
            if (element.Tag == Tags.SpecificCharacterSet)
            {
                changes.Add((this, null));
            }
            else if (element is DicomSequence sequence)
            {
                if (!sequence.Items.All(item => item.TryEncodeTexts(next, changes)))
                {
                    return false;
                }
            }
            else if (element is DicomValueElement value && TextRules.HasCharacterSet(value.VR))
            {
                if (!next.TryEncode(TextOf(value), value.VR, out byte[]? bytes))
                {
                    return false;
                }

                changes.Add((this, new DicomValueElement(value.Tag, value.VR, ValueEncoder.Pad(bytes, value.VR))));
            }
        }

        return true;
    }

    private string TextOf(DicomValueElement element) => CharacterSet.Decode(element.GetBytes().Span, element.VR);
}
