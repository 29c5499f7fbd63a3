using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>The values of an element as arrays of .NET types (PS3.5 section 6.2).</summary>
internal static class ValueDecoder
{
    /// <summary>Whether a VR has numbers or tags of a fixed size.</summary>
    internal static bool HasNumbers(DicomVR vr) => vr is
        DicomVR.US or DicomVR.SS or DicomVR.UL or DicomVR.SL or DicomVR.UV or DicomVR.SV or DicomVR.FL or DicomVR.FD or DicomVR.AT;

    /// <summary>
    /// The numbers or tags in bytes of little endian order; none for other VRs. Bytes behind the last whole number are
    /// damage that a reader can do without.
    /// </summary>
    internal static Array Numbers(DicomVR vr, ReadOnlySpan<byte> bytes) => vr switch
    {
        DicomVR.US => Read<ushort>(bytes),
        DicomVR.SS => Read<short>(bytes),
        DicomVR.UL => Read<uint>(bytes),
        DicomVR.SL => Read<int>(bytes),
        DicomVR.UV => Read<ulong>(bytes),
        DicomVR.SV => Read<long>(bytes),
        DicomVR.FL => Read<float>(bytes),
        DicomVR.FD => Read<double>(bytes),
        DicomVR.AT => Tags(Read<ushort>(bytes)),
        _ => Array.Empty<object>(),
    };

    /// <summary>Texts as the numbers that IS and DS mean, where all of them are such; else as they are.</summary>
    internal static Array Texts(DicomVR vr, IReadOnlyList<string> texts) => vr switch
    {
        DicomVR.IS when texts.Select(Integer).ToArray() is var numbers && !numbers.Contains(null) => Array.ConvertAll(numbers, number => number!.Value),
        DicomVR.DS when texts.Select(Decimal).ToArray() is var numbers && !numbers.Contains(null) => Array.ConvertAll(numbers, number => number!.Value),
        _ => texts.ToArray(),
    };

    private static int? Integer(string text) => IntegerString.TryParse(text, out IntegerString? number) ? number.Value : null;

    private static double? Decimal(string text) => DecimalString.TryParse(text, out DecimalString? number) ? number.Value : null;

    private static DicomTag[] Tags(ushort[] halves)
    {
        DicomTag[] tags = new DicomTag[halves.Length / 2];
        for (int i = 0; i < tags.Length; i++)
        {
            tags[i] = new DicomTag(halves[2 * i], halves[(2 * i) + 1]);
        }

        return tags;
    }

    private static T[] Read<T>(ReadOnlySpan<byte> bytes)
        where T : struct
    {
        T[] numbers = new T[bytes.Length / Unsafe.SizeOf<T>()];
        Span<byte> target = MemoryMarshal.AsBytes(numbers.AsSpan());
        bytes[..target.Length].CopyTo(target);
        if (!BitConverter.IsLittleEndian)
        {
            ByteOrder.Reverse(target, Unsafe.SizeOf<T>());
        }

        return numbers;
    }
}
