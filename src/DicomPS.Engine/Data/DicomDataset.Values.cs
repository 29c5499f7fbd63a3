using System.Collections;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <content>Values put in as text, numbers, bytes and items.</content>
public sealed partial class DicomDataset
{
    /// <summary>The value of an element, as <see cref="DicomElement.Value"/> has it.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>The value; null where the element is missing or empty.</returns>
    /// <exception cref="DicomException">NotDicom: the file the value stayed in was changed.</exception>
    public object? GetValue(DicomTag tag) => this[tag]?.Value;

    /// <summary>
    /// Puts a value in, in the place of one of the same tag. Text that the Specific Character Set of the data set cannot
    /// hold changes it for the whole data set and its items; a Specific Character Set that is put in encodes their text anew.
    /// </summary>
    /// <param name="tag">The tag.</param>
    /// <param name="value">
    /// One value or several, as <see cref="SetValues(DicomTag, DicomVR, object[])"/> takes them. For a sequence, data sets
    /// and dictionaries as <see cref="SetValues(IDictionary)"/> takes them: a data set that is no item becomes one, of
    /// another a copy is made. For Pixel Data, several arrays of bytes are fragments. Null or nothing makes the element empty.
    /// </param>
    /// <param name="vr">The VR; without it that of the dictionary, chosen by the context where there are several.</param>
    /// <exception cref="DicomException">UnknownTag: nothing tells the VR. InvalidValue: a value within an item does not fit.</exception>
    /// <exception cref="ArgumentException">The VR cannot hold the value. The message does not tell it.</exception>
    public void SetValue(DicomTag tag, object? value, DicomVR vr = DicomVR.None)
    {
        object?[] values = ListOf(value);
        DicomVR known = vr == DicomVR.None ? VrFor(tag, values) : vr;
        if (known == DicomVR.SQ)
        {
            SetItems(tag, values);
        }
        else if (tag == Tags.PixelData && value is not byte[] && values.Length > 0 && Array.TrueForAll(values, part => part is byte[]))
        {
            Set(new DicomFragments(tag, known, values.Select(part => new ReadOnlyMemory<byte>(ValueEncoder.Pad((byte[])part!, known))).Prepend(default)));
        }
        else
        {
            // An array of bytes is numbers where a VR has those.
            PutValues(tag, known, ValueDecoder.HasNumbers(known) && value is byte[] numbers ? [.. numbers.Cast<object>()] : values);
        }
    }

    /// <summary>Puts values in of a VR that is given.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">The VR; not SQ.</param>
    /// <param name="values">
    /// Text VRs: text, or what has a text form: numbers, dates and times, UIDs, and the types of this namespace; number VRs:
    /// numbers within range, or their text; AT: tags, or their text or keyword; OB, OW, OD, OF, OL, OV, UN: one array of
    /// bytes in little endian order or, but for UN, numbers of the size that the VR has, signed or not. None makes the element empty. A backslash in text separates values, where a VR has several.
    /// </param>
    /// <exception cref="ArgumentException">A value that the VR cannot hold, or VR SQ.</exception>
    public void SetValues(DicomTag tag, DicomVR vr, params object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        PutValues(tag, vr, values, keepsText: false);
    }

    private static object?[] ListOf(object? value) => value switch
    {
        null or "" => [],
        string or byte[] or IDictionary => [value],
        IEnumerable several => several.Cast<object?>().ToArray() is var all && all is [null or ""] ? [] : all,
        _ => [value],
    };

    private void PutValues(DicomTag tag, DicomVR vr, object?[] values, bool keepsText = true)
    {
        if (!vr.IsText())
        {
            Set(new DicomValueElement(tag, vr, ValueEncoder.Encode(vr, values)));
            return;
        }

        if (values.Length > 1 && !TextRules.CanHaveValues(vr))
        {
            throw new ArgumentException($"VR {vr} has one value, not {values.Length}.");
        }

        string text = string.Join(TextRules.ValueDelimiter, values.Select(value => ValueEncoder.Text(vr, value)));
        if (keepsText && tag == Tags.SpecificCharacterSet)
        {
            DeclareCharacterSet(text);
            return;
        }

        Set(new DicomValueElement(tag, vr, EncodeText(text, vr)));
    }
}
