using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <content>Values put in as text, numbers and bytes.</content>
public sealed partial class DicomDataset
{
    /// <summary>
    /// Puts values in. Text that the Specific Character Set of the data set cannot hold changes it, for the whole data set
    /// and its items, to one that can: its other text is encoded anew.
    /// </summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">The VR; not SQ.</param>
    /// <param name="values">
    /// Text VRs: text, or what has a text form (DA, TM and DT also date and time types); number VRs: numbers within range;
    /// AT: tags; OB, OW, OD, OF, OL, OV, UN: one array of bytes in little endian order. None makes the element empty.
    /// </param>
    /// <exception cref="ArgumentException">A value that the VR cannot hold, or VR SQ.</exception>
    public void SetValues(DicomTag tag, DicomVR vr, params object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!vr.IsText())
        {
            Set(new DicomValueElement(tag, vr, ValueEncoder.Encode(vr, values)));
            return;
        }

        string text = string.Join('\\', values.Select(value => ValueEncoder.Text(vr, value)));
        if (!CharacterSet.TryEncode(text, vr, out byte[]? bytes))
        {
            SpecificCharacterSet holdsAll = SpecificCharacterSet.Smallest([.. Root.AllTexts(), text], CharacterSet);
            Root.ChangeCharacterSet(holdsAll.CanEncode(text, vr) ? holdsAll : SpecificCharacterSet.Utf8);
            if (!CharacterSet.TryEncode(text, vr, out bytes))
            {
                throw new ArgumentException($"A text for VR {vr} has characters that no character set can hold.", nameof(values));
            }
        }

        Set(new DicomValueElement(tag, vr, Padded(bytes, vr)));
    }

    /// <summary>The outermost data set around this one, or itself.</summary>
    private DicomDataset Root => Parent?.Root ?? this;

    private static bool DependsOnCharacterSet(DicomVR vr) =>
        vr is DicomVR.SH or DicomVR.LO or DicomVR.ST or DicomVR.LT or DicomVR.UC or DicomVR.UT or DicomVR.PN;

    private static byte[] Padded(byte[] bytes, DicomVR vr) => bytes.Length % 2 == 0 ? bytes : [.. bytes, vr.PaddingByte()];

    private static string TextOf(DicomValueElement element) =>
        element.Owner!.CharacterSet.Decode(element.GetBytes().Span, element.VR);

    private IEnumerable<string> AllTexts() => elements.Values.SelectMany(element => element switch
    {
        DicomValueElement value when DependsOnCharacterSet(value.VR) => [TextOf(value)],
        DicomSequence sequence => sequence.Items.SelectMany(item => item.AllTexts()),
        _ => Enumerable.Empty<string>(),
    });

    // Items may have a character set of their own: one for all takes its place.
    private void ChangeCharacterSet(SpecificCharacterSet next)
    {
        List<(DicomValueElement Element, string Text)> texts =
            [.. elements.Values.OfType<DicomValueElement>().Where(value => DependsOnCharacterSet(value.VR)).Select(value => (value, TextOf(value)))];
        foreach (DicomSequence sequence in elements.Values.OfType<DicomSequence>())
        {
            foreach (DicomDataset item in sequence.Items)
            {
                item.ChangeCharacterSet(next);
            }
        }

        if (Parent is null)
        {
            byte[] terms = System.Text.Encoding.ASCII.GetBytes(next.ToString());
            Set(new DicomValueElement(Tags.SpecificCharacterSet, DicomVR.CS, Padded(terms, DicomVR.CS)));
        }
        else
        {
            Remove(Tags.SpecificCharacterSet);
        }

        foreach ((DicomValueElement element, string text) in texts)
        {
            // What the old character set could not make out has become a replacement character, which UTF-8 holds.
            if (next.TryEncode(text, element.VR, out byte[]? bytes) || SpecificCharacterSet.Utf8.TryEncode(text, element.VR, out bytes))
            {
                Set(new DicomValueElement(element.Tag, element.VR, Padded(bytes, element.VR)));
            }
        }
    }
}
