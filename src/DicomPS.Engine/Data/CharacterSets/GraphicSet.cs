using System.Text;

namespace DicomPS.Engine.Data;

/// <summary>
/// A coded character set that an escape sequence of ISO/IEC 2022 puts into the area G0, bytes below 80h, or G1, bytes
/// from 80h on (PS3.5 section 6.1.2.4). One byte or two make a character. Its tables come from the framework's code
/// pages, on first use.
/// </summary>
internal sealed class GraphicSet
{
    private const int HalfMask = 0x7F;

    private readonly byte[] escape;
    private readonly Lazy<char[]> characters;
    private readonly Lazy<Dictionary<char, ushort>> codes;

    private GraphicSet(string escape, bool isG1, bool isDoubleByte, Func<char[]> characters, Func<int, bool> isWritten)
    {
        this.escape = Encoding.ASCII.GetBytes('\x1B' + escape);
        IsG1 = isG1;
        IsDoubleByte = isDoubleByte;
        this.characters = new(characters);
        codes = new(() => Invert(isWritten));
    }

    /// <summary>The escape sequence that designates the set, with ESC (PS3.3 tables C.12-3 and C.12-4).</summary>
    internal ReadOnlySpan<byte> Escape => escape;

    /// <summary>Whether its area is G1.</summary>
    internal bool IsG1 { get; }

    /// <summary>Whether two bytes make a character.</summary>
    internal bool IsDoubleByte { get; }

    /// <summary>A set of one byte a character for G0: ASCII, but for what is named.</summary>
    internal static GraphicSet LikeAscii(string escape, params (char Code, char Character)[] exceptions) =>
        new(escape, isG1: false, isDoubleByte: false, () =>
        {
            char[] table = [.. Enumerable.Range(0, HalfMask + 1).Select(code => (char)code)];
            foreach ((char code, char character) in exceptions)
            {
                table[code] = character;
            }

            return table;
        }, code => code is >= ' ' and < HalfMask);

    /// <summary>A set of one byte a character for G1.</summary>
    internal static GraphicSet SingleByte(string escape, int codePage) =>
        new(escape, isG1: true, isDoubleByte: false, () =>
        {
            Encoding encoding = CodePages.Get(codePage);
            char[] table = new char[HalfMask + 1];
            for (int code = 0; code < table.Length; code++)
            {
                table[code] = CharacterOf(encoding, [(byte)(code | 0x80)]);
            }

            return table;
        }, code => code >= 0xA0); // Below are control characters, which text must not have (PS3.5 section 6.1.3).

    /// <summary>A set of two bytes a character.</summary>
    /// <param name="escape">The escape sequence, without ESC.</param>
    /// <param name="isG1">Whether its area is G1.</param>
    /// <param name="codePage">A code page that has the set among its characters of two bytes.</param>
    /// <param name="trailBit">What the code page adds to the second byte.</param>
    /// <param name="isStandard">Whether row and cell are in the standard. What makers of systems added to it is read, but not written.</param>
    internal static GraphicSet DoubleByte(string escape, bool isG1, int codePage, byte trailBit, Func<int, int, bool> isStandard) =>
        new(escape, isG1, isDoubleByte: true, () =>
        {
            Encoding encoding = CodePages.Get(codePage);
            char[] table = new char[(HalfMask + 1) * (HalfMask + 1)];
            Array.Fill(table, CodePages.Undecodable);
            for (int lead = 0x21; lead < HalfMask; lead++)
            {
                for (int trail = 0x21; trail < HalfMask; trail++)
                {
                    table[IndexOf(lead, trail)] = CharacterOf(encoding, [(byte)(lead | 0x80), (byte)(trail | trailBit)]);
                }
            }

            return table;
        }, code => isStandard(((code >> 8) & HalfMask) - ' ', (code & HalfMask) - ' '));

    /// <summary>The character of a byte, in a set of one byte a character.</summary>
    internal char Decode(byte code) => characters.Value[code & HalfMask];

    /// <summary>The character of two bytes, in a set of two bytes a character.</summary>
    internal char Decode(byte lead, byte trail) => characters.Value[IndexOf(lead, trail)];

    /// <summary>Whether a byte of the set's area can be part of a character of two bytes.</summary>
    internal bool IsPartOfPair(byte code) => IsG1 ? code is > 0xA0 and < 0xFF : code is > 0x20 and < 0x7F;

    /// <summary>Looks up the byte or the two bytes of a character.</summary>
    internal bool TryEncode(char character, out ushort code) => codes.Value.TryGetValue(character, out code);

    private static int IndexOf(int lead, int trail) => ((lead & HalfMask) << 7) | (trail & HalfMask);

    // Code pages map codes without a character into the private use area, so that they survive a conversion and back.
    private static char CharacterOf(Encoding encoding, ReadOnlySpan<byte> code)
    {
        Span<char> text = stackalloc char[8];
        int length = encoding.GetChars(code, text);
        return length == 1 && text[0] is not (>= '\uE000' and <= '\uF8FF') ? text[0] : CodePages.Undecodable;
    }

    private Dictionary<char, ushort> Invert(Func<int, bool> isWritten)
    {
        char[] table = characters.Value;
        int areaBits = !IsG1 ? 0 : IsDoubleByte ? 0x8080 : 0x80;
        Dictionary<char, ushort> inverse = [];
        for (int index = 0; index < table.Length; index++)
        {
            int code = (IsDoubleByte ? ((index >> 7) << 8) | (index & HalfMask) : index) | areaBits;
            if (table[index] != CodePages.Undecodable && isWritten(code))
            {
                inverse.TryAdd(table[index], (ushort)code);
            }
        }

        return inverse;
    }
}
