using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// .NET values as the bytes of a value, in little endian order and padded to an even length (PS3.5 sections 6.2 and 7.1.1).
/// Text is for the character set to encode.
/// </summary>
internal static class ValueEncoder
{
    /// <summary>Encodes values of a VR that is not text: numbers, tags or bytes.</summary>
    /// <exception cref="ArgumentException">A value that the VR cannot hold; the message names the VR, never the value.</exception>
    internal static byte[] Encode(DicomVR vr, IReadOnlyList<object?> values)
    {
        bool isBytes = vr.IsBytes();
        return isBytes && values is [byte[] bytes] ? Pad(bytes, vr)
            : isBytes && values is [ReadOnlyMemory<byte> memory] ? Pad(memory.ToArray(), vr)
            : vr == DicomVR.UN && values.Count > 0 ? throw new ArgumentException($"VR {vr} takes one array of bytes.")
            : isBytes || ValueDecoder.HasNumbers(vr) ? Numbers(vr, values)
            : throw new ArgumentException($"VR {vr} takes no such values.");
    }

    /// <summary>A value of a text VR as its text; null is an empty one.</summary>
    /// <exception cref="ArgumentException">A value that the VR cannot hold; the message names the VR, never the value.</exception>
    internal static string Text(DicomVR vr, object? value)
    {
        string text = string.Empty;
        if (value is not null)
        {
            Fit(vr, value, some => text = (vr, some) switch
            {
                (_, string given) => given,
                (DicomVR.UI, DicomUid uid) => uid.Uid,
                (DicomVR.DA or DicomVR.TM or DicomVR.DT, _) => MomentText(vr, some),
                (DicomVR.IS, IConvertible number) => Convert.ToInt32(Whole(number), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
                (DicomVR.DS, decimal number) => DecimalString.From(number).Text,
                (DicomVR.DS, float number) => DecimalString.From(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)).Text,
                (DicomVR.DS, IConvertible number) => DecimalString.From(Convert.ToDouble(number, CultureInfo.InvariantCulture)).Text,
                (_, DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or IEnumerable or DicomDataset) => throw new InvalidCastException(),
                (_, IFormattable other) => other.ToString(null, CultureInfo.InvariantCulture),
                _ => some.ToString() ?? string.Empty,
            });
        }

        return text;
    }

    /// <summary>Fills up to an even length (PS3.5 section 6.2).</summary>
    internal static byte[] Pad(byte[] bytes, DicomVR vr) => bytes.Length % 2 == 0 ? bytes : [.. bytes, vr.PaddingByte()];

    private static void Fit(DicomVR vr, object? value, Action<object> action)
    {
        try
        {
            action(value ?? throw new InvalidCastException());
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException or ArgumentException)
        {
            // What the framework says of a value may repeat it.
            throw new ArgumentException($"VR {vr} cannot hold a value of type {value?.GetType().Name ?? "null"} like the one given.");
        }
    }

    private static string MomentText(DicomVR vr, object value) => (vr, value) switch
    {
        (DicomVR.DA, DateTime or DateTimeOffset or DateOnly) => Format(value, "yyyyMMdd"),
        (DicomVR.TM, DateTime or DateTimeOffset or TimeOnly) => Format(value, "HHmmss.FFFFFF"),
        (DicomVR.DT, DateOnly) => Format(value, "yyyyMMdd"),
        (DicomVR.DT, DateTime) => Format(value, "yyyyMMddHHmmss.FFFFFF"),
        (DicomVR.DT, DateTimeOffset) => Format(value, "yyyyMMddHHmmss.FFFFFFzzz").Replace(":", string.Empty, StringComparison.Ordinal),
        (_, DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or IEnumerable or DicomDataset) => throw new InvalidCastException(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static string Format(object value, string format) => ((IFormattable)value).ToString(format, CultureInfo.InvariantCulture);

    private static byte[] Numbers(DicomVR vr, IReadOnlyList<object?> values)
    {
        int size = vr == DicomVR.AT ? 2 * vr.SwapUnit() : vr.SwapUnit();
        byte[] bytes = new byte[size * values.Count];
        for (int i = 0; i < values.Count; i++)
        {
            Fit(vr, values[i], value => Write(bytes.AsSpan(i * size), NumberOf(vr, value), value));
        }

        return Pad(bytes, vr);
    }

    // What the words of bulk data are (PS3.5 table 6.2-1); those of OW, OL and OV may mean signed numbers.
    private static DicomVR NumberOf(DicomVR vr, object value) => vr switch
    {
        DicomVR.OF => DicomVR.FL,
        DicomVR.OD => DicomVR.FD,
        DicomVR.OW => IsNegative(value) ? DicomVR.SS : DicomVR.US,
        DicomVR.OL => IsNegative(value) ? DicomVR.SL : DicomVR.UL,
        DicomVR.OV => IsNegative(value) ? DicomVR.SV : DicomVR.UV,
        _ => vr,
    };

    private static bool IsNegative(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture) < 0;

    private static void Write(Span<byte> target, DicomVR vr, object value)
    {
        IFormatProvider culture = CultureInfo.InvariantCulture;
        switch (vr)
        {
            case DicomVR.OB:
                target[0] = Convert.ToByte(Whole(value), culture);
                break;
            case DicomVR.US:
                BinaryPrimitives.WriteUInt16LittleEndian(target, Convert.ToUInt16(Whole(value), culture));
                break;
            case DicomVR.SS:
                BinaryPrimitives.WriteInt16LittleEndian(target, Convert.ToInt16(Whole(value), culture));
                break;
            case DicomVR.UL:
                BinaryPrimitives.WriteUInt32LittleEndian(target, Convert.ToUInt32(Whole(value), culture));
                break;
            case DicomVR.SL:
                BinaryPrimitives.WriteInt32LittleEndian(target, Convert.ToInt32(Whole(value), culture));
                break;
            case DicomVR.UV:
                BinaryPrimitives.WriteUInt64LittleEndian(target, Convert.ToUInt64(Whole(value), culture));
                break;
            case DicomVR.SV:
                BinaryPrimitives.WriteInt64LittleEndian(target, Convert.ToInt64(Whole(value), culture));
                break;
            case DicomVR.FL:
                float single = Convert.ToSingle(value, culture);
                bool isTooGreat = float.IsInfinity(single) && double.IsFinite(Convert.ToDouble(value, culture));
                BinaryPrimitives.WriteSingleLittleEndian(target, isTooGreat ? throw new OverflowException() : single);
                break;
            case DicomVR.FD:
                BinaryPrimitives.WriteDoubleLittleEndian(target, Convert.ToDouble(value, culture));
                break;
            default:
                DicomTag tag = TagOf(value);
                BinaryPrimitives.WriteUInt16LittleEndian(target, tag.Group);
                BinaryPrimitives.WriteUInt16LittleEndian(target[2..], tag.Element);
                break;
        }
    }

    // The framework would round.
    private static object Whole(object value) => value switch
    {
        float or double when Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && number != Math.Truncate(number) => throw new InvalidCastException(),
        decimal number when number != decimal.Truncate(number) => throw new InvalidCastException(),
        _ => value,
    };

    private static DicomTag TagOf(object value) => value switch
    {
        DicomTag tag => tag,
        string text when DicomTag.TryParse(text, out DicomTag tag) => tag,
        string text => TagDictionary.FindKeyword(text)?.Tag ?? throw new FormatException(),
        _ => new DicomTag(Convert.ToUInt32(Whole(value), CultureInfo.InvariantCulture)),
    };
}
