using System.Globalization;
using System.Text.Json;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>Writes data sets in the DICOM JSON model (PS3.18 section F.2).</summary>
internal sealed class JsonModelWriter(Utf8JsonWriter writer, DicomJsonOptions options)
{
    // A single token of the framework's writer has no more room than that.
    private const int LargestValue = 100 * 1024 * 1024;
    private const int FlushAt = 1024 * 1024;

    // Integers beyond it are not exact as the numbers of most readers of JSON (RFC 8259 section 6).
    private const long LargestExactInteger = (1L << 53) - 1;

    internal void Write(DicomDataset dataset)
    {
        writer.WriteStartObject();
        foreach (DicomElement element in dataset.Elements.Where(element => !element.Tag.IsGroupLength))
        {
            writer.WriteStartObject(element.Tag.Value.ToString("X8", CultureInfo.InvariantCulture));
            DicomVR vr = VrOf(element);
            writer.WriteString("vr", vr.ToString());
            if (!TryWriteUri(element, vr))
            {
                WriteValue(element, vr);
            }

            writer.WriteEndObject();
            if (writer.BytesPending > FlushAt)
            {
                writer.Flush();
            }
        }

        writer.WriteEndObject();
    }

    // Letters of a damaged file that are no VR have no meaning for a reader of JSON: the bytes are all there is.
    private static DicomVR VrOf(DicomElement element) => element.VR.IsKnown() ? element.VR : DicomVR.UN;

    private bool TryWriteUri(DicomElement element, DicomVR vr)
    {
        bool isEmpty = element is DicomValueElement { IsEmpty: true };
        if (options.BulkDataUri is null || isEmpty || !CanBeBulk(vr) || options.BulkDataUri(element) is not { } uri)
        {
            return false;
        }

        writer.WriteString("BulkDataURI", uri);
        return true;
    }

    // PS3.18 section F.2.2.
    private static bool CanBeBulk(DicomVR vr) => vr is
        DicomVR.DS or DicomVR.FL or DicomVR.FD or DicomVR.IS or DicomVR.LT or DicomVR.OB or DicomVR.OD or DicomVR.OF
        or DicomVR.OL or DicomVR.OV or DicomVR.OW or DicomVR.SL or DicomVR.SS or DicomVR.ST or DicomVR.SV or DicomVR.UC
        or DicomVR.UL or DicomVR.UN or DicomVR.US or DicomVR.UT or DicomVR.UV;

    private void WriteValue(DicomElement element, DicomVR vr)
    {
        switch (element)
        {
            case DicomSequence sequence:
                WriteItems(sequence);
                break;
            case DicomFragments fragments:
                CheckLength(element, JsonFragments.LengthOf(fragments));
                writer.WriteBase64String("InlineBinary", JsonFragments.Write(fragments));
                break;
            case DicomValueElement { IsEmpty: false } value:
                CheckLength(element, value.Length);
                WriteValue(value, vr);
                break;
            default:
                break;
        }
    }

    private static void CheckLength(DicomElement element, long length)
    {
        if (length > LargestValue)
        {
            throw new DicomException(
                DicomErrorId.NotDicom,
                $"{element.Tag} has {length} bytes; no more than {LargestValue} can stand in JSON.",
                "Let a bulk data URI stand for the value.");
        }
    }

    private void WriteItems(DicomSequence sequence)
    {
        if (sequence.Items.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("Value");
        foreach (DicomDataset item in sequence.Items)
        {
            Write(item);
        }

        writer.WriteEndArray();
    }

    private void WriteValue(DicomValueElement element, DicomVR vr)
    {
        if (vr.IsBytes())
        {
            writer.WriteBase64String("InlineBinary", element.GetBytes().Span);
            return;
        }

        // PS3.18 section F.2.5: one value that is empty is no value, several keep their places.
        // Numbers in text keep the text they have.
        IReadOnlyList<object> values = vr.IsText() ? element.GetTexts() : element.GetValues();
        if (values is [] || (values is [string only] && IsEmpty(only, vr)))
        {
            return;
        }

        writer.WriteStartArray("Value");
        foreach (object value in values)
        {
            WriteValue(value, vr);
        }

        writer.WriteEndArray();
    }

    private static bool IsEmpty(string text, DicomVR vr) => vr == DicomVR.PN ? JsonPersonName.IsEmpty(text) : text.Length == 0;

    private void WriteValue(object value, DicomVR vr)
    {
        switch (value)
        {
            case string text:
                WriteText(text, vr);
                break;
            case DicomTag tag:
                writer.WriteStringValue(tag.Value.ToString("X8", CultureInfo.InvariantCulture));
                break;
            case float single when float.IsFinite(single):
                writer.WriteNumberValue(single);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case float or double or > LargestExactInteger or < -LargestExactInteger or > (ulong)LargestExactInteger:
                // JSON has no number for it.
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case ulong large:
                writer.WriteNumberValue(large);
                break;
            default:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void WriteText(string text, DicomVR vr)
    {
        if (IsEmpty(text, vr))
        {
            writer.WriteNullValue();
        }
        else if (vr == DicomVR.PN)
        {
            JsonPersonName.Write(writer, text);
        }
        else if (vr == DicomVR.IS && IsExactInteger(text, out long integer))
        {
            writer.WriteNumberValue(integer);
        }
        else if (vr == DicomVR.DS && IsExactDecimal(text, out double number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    // PS3.18 section F.2.3: text whose form a number would lose stays text.
    private static bool IsExactInteger(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
        && value is <= LargestExactInteger and >= -LargestExactInteger
        && value.ToString(CultureInfo.InvariantCulture) == text;

    private static bool IsExactDecimal(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value)
        && value.ToString("R", CultureInfo.InvariantCulture) == text;
}
