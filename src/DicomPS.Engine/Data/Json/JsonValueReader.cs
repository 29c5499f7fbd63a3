using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// Makes the bytes of a value, in little endian order and text in UTF-8, of what stands in "Value" (PS3.18 sections F.2.3
/// to F.2.5).
/// </summary>
internal static class JsonValueReader
{
    private const int LongestNumber = 8;

    /// <summary>Reads an array of values.</summary>
    internal static byte[] Read(JsonElement values, DicomVR vr, JsonPath path)
    {
        path.Expect(values, JsonValueKind.Array);
        if (vr.IsBytes())
        {
            throw path.Fault($"VR {vr} has InlineBinary, and no Value");
        }

        return vr.IsText() ? ReadTexts(values, vr, path) : ReadNumbers(values, vr, path);
    }

    /// <summary>Encodes text: in UTF-8 where character sets count; others are ASCII, and what else they had in a file is kept.</summary>
    internal static byte[] Encode(string text, DicomVR vr, SpecificCharacterSet characterSet, JsonPath path)
    {
        if (!characterSet.TryEncode(text, vr, out byte[]? bytes))
        {
            bool isByteEach = !TextRules.HasCharacterSet(vr) && text.All(c => c <= byte.MaxValue);
            bytes = isByteEach ? Encoding.Latin1.GetBytes(text) : throw path.Fault($"VR {vr} cannot hold such characters");
        }

        return Pad(bytes, vr);
    }

    /// <summary>Fills up to an even length (PS3.5 section 6.2).</summary>
    internal static byte[] Pad(byte[] bytes, DicomVR vr) => bytes.Length % 2 == 0 ? bytes : [.. bytes, vr.PaddingByte()];

    private static byte[] ReadTexts(JsonElement values, DicomVR vr, JsonPath path)
    {
        List<string> texts = new(values.GetArrayLength());
        bool canHaveValues = TextRules.CanHaveValues(vr);
        foreach (JsonElement value in values.EnumerateArray())
        {
            JsonPath place = path.At(texts.Count);
            if (!canHaveValues && texts.Count == 1)
            {
                throw place.Fault($"VR {vr} has one value");
            }

            string text = ReadText(value, vr, place);
            if (canHaveValues && text.Contains(TextRules.ValueDelimiter, StringComparison.Ordinal))
            {
                throw place.Fault($"a backslash separates values in VR {vr} and cannot stand in one");
            }

            texts.Add(text);
        }

        return Encode(string.Join(TextRules.ValueDelimiter, texts), vr, SpecificCharacterSet.Utf8, path);
    }

    private static string ReadText(JsonElement value, DicomVR vr, JsonPath path) => value.ValueKind switch
    {
        JsonValueKind.Null => string.Empty,
        JsonValueKind.Number when vr == DicomVR.DS => value.GetRawText(),
        JsonValueKind.Number when vr == DicomVR.IS => IntegerOf(value, path).ToString(CultureInfo.InvariantCulture),
        _ => vr == DicomVR.PN ? JsonPersonName.Read(value, path) : path.TextOf(value),
    };

    private static byte[] ReadNumbers(JsonElement values, DicomVR vr, JsonPath path)
    {
        using MemoryStream bytes = new();
        Span<byte> number = stackalloc byte[LongestNumber];
        int index = 0;
        foreach (JsonElement value in values.EnumerateArray())
        {
            bytes.Write(number[..ReadNumber(value, vr, number, path.At(index++))]);
        }

        return bytes.ToArray();
    }

    private static int ReadNumber(JsonElement value, DicomVR vr, Span<byte> target, JsonPath path)
    {
        switch (vr)
        {
            case DicomVR.FL:
                BinaryPrimitives.WriteSingleLittleEndian(target, SingleOf(value, path));
                return sizeof(float);
            case DicomVR.FD:
                BinaryPrimitives.WriteDoubleLittleEndian(target, DoubleOf(value, path));
                return sizeof(double);
            case DicomVR.AT:
                DicomTag tag = TagOf(path.TextOf(value)) ?? throw path.Fault("it is no tag of eight hexadecimal digits");
                BinaryPrimitives.WriteUInt16LittleEndian(target, tag.Group);
                BinaryPrimitives.WriteUInt16LittleEndian(target[2..], tag.Element);
                return sizeof(uint);
            default:
                return ReadInteger(value, vr, target, path);
        }
    }

    private static int ReadInteger(JsonElement value, DicomVR vr, Span<byte> target, JsonPath path)
    {
        (decimal lowest, decimal highest, int size) = vr switch
        {
            DicomVR.US => (ushort.MinValue, ushort.MaxValue, sizeof(ushort)),
            DicomVR.SS => (short.MinValue, short.MaxValue, sizeof(short)),
            DicomVR.UL => (uint.MinValue, uint.MaxValue, sizeof(uint)),
            DicomVR.SL => (int.MinValue, int.MaxValue, sizeof(int)),
            DicomVR.UV => (ulong.MinValue, ulong.MaxValue, sizeof(ulong)),
            _ => ((decimal)long.MinValue, (decimal)long.MaxValue, sizeof(long)),
        };
        bool canBeText = vr is DicomVR.UV or DicomVR.SV && value.ValueKind == JsonValueKind.String;
        decimal number = canBeText ? IntegerOf(path.TextOf(value), path) : IntegerOf(value, path);
        if (number < lowest || number > highest)
        {
            throw path.Fault($"the number is out of the range of VR {vr}");
        }

        // The lower bytes of a number are the number in fewer bytes.
        BinaryPrimitives.WriteInt64LittleEndian(target, number < 0 ? (long)number : unchecked((long)(ulong)number));
        return size;
    }

    private static decimal IntegerOf(JsonElement value, JsonPath path)
    {
        path.Expect(value, JsonValueKind.Number);
        return IntegerOf(value.GetRawText(), path);
    }

    private static decimal IntegerOf(string text, JsonPath path) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw path.Fault("it is no integer");

    private static float SingleOf(JsonElement value, JsonPath path) =>
        value.ValueKind != JsonValueKind.Number ? (float)NamedNumber(value, path)
        : value.TryGetSingle(out float number) && float.IsFinite(number) ? number
        : throw path.Fault("the number is out of the range of VR FL");

    private static double DoubleOf(JsonElement value, JsonPath path) =>
        value.ValueKind != JsonValueKind.Number ? NamedNumber(value, path)
        : value.TryGetDouble(out double number) && double.IsFinite(number) ? number
        : throw path.Fault("the number is out of the range of VR FD");

    private static double NamedNumber(JsonElement value, JsonPath path) =>
        value.ValueKind != JsonValueKind.String ? throw path.Fault($"Number is expected, not {value.ValueKind}")
        : path.TextOf(value) switch
        {
            "NaN" or "nan" => double.NaN,
            "Infinity" or "inf" => double.PositiveInfinity,
            "-Infinity" or "-inf" => double.NegativeInfinity,
            _ => throw path.Fault("it is neither a number nor NaN, Infinity or -Infinity"),
        };

    /// <summary>The tag of eight hexadecimal digits; null where they are none.</summary>
    internal static DicomTag? TagOf(string text) =>
        text.Length == 8 && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value)
            ? new DicomTag(value)
            : null;
}
