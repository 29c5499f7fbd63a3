using System.Buffers.Binary;
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
    internal static byte[] Encode(DicomVR vr, IReadOnlyList<object> values)
    {
        try
        {
            return vr switch
            {
                DicomVR.US or DicomVR.SS or DicomVR.UL or DicomVR.SL or DicomVR.UV or DicomVR.SV or DicomVR.FL or DicomVR.FD or DicomVR.AT =>
                    [.. values.SelectMany(value => Number(vr, value))],
                DicomVR.OB or DicomVR.OW or DicomVR.OD or DicomVR.OF or DicomVR.OL or DicomVR.OV or DicomVR.UN => Bytes(vr, values),
                _ => throw new ArgumentException($"VR {vr} takes no such values."),
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException)
        {
            throw new ArgumentException($"A value does not fit VR {vr}: {e.GetType().Name}.", e);
        }
    }

    /// <summary>A value of a text VR as its text.</summary>
    internal static string Text(DicomVR vr, object value) => (vr, value) switch
    {
        (_, string text) => text,
        (DicomVR.DA, DateTime date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        (DicomVR.DA, DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        (DicomVR.TM, DateTime time) => time.ToString("HHmmss.FFFFFF", CultureInfo.InvariantCulture),
        (DicomVR.TM, TimeOnly time) => time.ToString("HHmmss.FFFFFF", CultureInfo.InvariantCulture),
        (DicomVR.DT, DateTime time) => time.ToString("yyyyMMddHHmmss.FFFFFF", CultureInfo.InvariantCulture),
        (DicomVR.DT, DateTimeOffset time) =>
            time.ToString("yyyyMMddHHmmss.FFFFFFzzz", CultureInfo.InvariantCulture).Replace(":", string.Empty, StringComparison.Ordinal),
        (_, IFormattable other) => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    private static byte[] Bytes(DicomVR vr, IReadOnlyList<object> values) => values switch
    {
        [] => [],
        [byte[] bytes] when bytes.Length % 2 == 0 => bytes,
        [byte[] bytes] => [.. bytes, 0],
        [ReadOnlyMemory<byte> bytes] => Bytes(vr, [bytes.ToArray()]),
        _ => throw new ArgumentException($"VR {vr} takes one array of bytes."),
    };

    private static byte[] Number(DicomVR vr, object value)
    {
        byte[] bytes = new byte[vr == DicomVR.AT ? 4 : vr.SwapUnit()];
        IFormatProvider culture = CultureInfo.InvariantCulture;
        switch (vr)
        {
            case DicomVR.US:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, Convert.ToUInt16(value, culture));
                break;
            case DicomVR.SS:
                BinaryPrimitives.WriteInt16LittleEndian(bytes, Convert.ToInt16(value, culture));
                break;
            case DicomVR.UL:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, Convert.ToUInt32(value, culture));
                break;
            case DicomVR.SL:
                BinaryPrimitives.WriteInt32LittleEndian(bytes, Convert.ToInt32(value, culture));
                break;
            case DicomVR.UV:
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, Convert.ToUInt64(value, culture));
                break;
            case DicomVR.SV:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, Convert.ToInt64(value, culture));
                break;
            case DicomVR.FL:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, Convert.ToSingle(value, culture));
                break;
            case DicomVR.FD:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, Convert.ToDouble(value, culture));
                break;
            default:
                DicomTag tag = value as DicomTag? ?? new DicomTag(Convert.ToUInt32(value, culture));
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag.Group);
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), tag.Element);
                break;
        }

        return bytes;
    }
}
