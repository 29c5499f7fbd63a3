using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DicomPS.Engine.Data;

/// <summary>Changes the byte ordering of values (PS3.5 section 7.3).</summary>
internal static class ByteOrder
{
    /// <summary>Reverses each unit of 2, 4 or 8 bytes in place; bytes that make no whole unit stay as they are.</summary>
    internal static void Reverse(Span<byte> value, int unit)
    {
        switch (unit)
        {
            case 2:
                Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(value);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                Span<uint> doubleWords = MemoryMarshal.Cast<byte, uint>(value);
                BinaryPrimitives.ReverseEndianness(doubleWords, doubleWords);
                break;
            case 8:
                Span<ulong> quadWords = MemoryMarshal.Cast<byte, ulong>(value);
                BinaryPrimitives.ReverseEndianness(quadWords, quadWords);
                break;
            default:
                break;
        }
    }
}
