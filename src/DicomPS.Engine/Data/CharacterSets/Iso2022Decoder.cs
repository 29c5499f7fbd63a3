using System.Text;
using System.Text.Unicode;

namespace DicomPS.Engine.Data;

/// <summary>Decodes one value whose sets are in G0 and G1 (PS3.5 section 6.1.2.5), in one pass.</summary>
internal ref struct Iso2022Decoder
{
    private const byte Escape = 0x1B;

    private readonly Iso2022Codec codec;
    private readonly ReadOnlySpan<byte> value;
    private readonly ReadOnlySpan<byte> delimiters;
    private readonly Span<char> text;
    private GraphicSet g0;
    private GraphicSet? g1;
    private int position;
    private int length;
    private bool? isUtf8;

    /// <summary>Creates a decoder.</summary>
    /// <param name="codec">What is declared.</param>
    /// <param name="value">The bytes.</param>
    /// <param name="delimiters">The delimiters of the VR.</param>
    /// <param name="text">Takes the text; as long as the value, at least.</param>
    internal Iso2022Decoder(Iso2022Codec codec, ReadOnlySpan<byte> value, ReadOnlySpan<byte> delimiters, Span<char> text)
    {
        this.codec = codec;
        this.value = value;
        this.delimiters = delimiters;
        this.text = text;
        g0 = codec.G0;
        g1 = codec.AssumedG1;
    }

    /// <summary>Decodes the value.</summary>
    /// <returns>The number of characters.</returns>
    internal int Decode()
    {
        while (position < value.Length)
        {
            byte code = value[position];
            if (code == Escape)
            {
                ReadEscape();
            }
            else if (code < ' ' || (!g0.IsDoubleByte && delimiters.Contains(code)))
            {
                // The initial state is active again before control characters and delimiters (PS3.5 section 6.1.2.5.3).
                // Within kanji in G0 a byte that looks like a delimiter is none: a writer leaves kanji before it.
                (g0, g1) = (codec.G0, codec.AssumedG1);
                Add((char)code, 1);
            }
            else if (code is (byte)' ' or 0x7F)
            {
                Add((char)code, 1);
            }
            else if (code < 0x80)
            {
                ReadCharacter(g0);
            }
            else if (g1 is not null)
            {
                ReadCharacter(g1);
            }
            else
            {
                ReadUndeclared();
            }
        }

        return length;
    }

    // What follows an escape sequence that is not known, or cut off, stays readable.
    private void ReadEscape()
    {
        GraphicSet? set = GraphicSets.Designated(value[position..]);
        if (set is null)
        {
            Add(CodePages.Undecodable, 1);
            return;
        }

        position += set.Escape.Length;
        if (set.IsG1)
        {
            g1 = set;
        }
        else
        {
            g0 = set;
        }
    }

    private void ReadCharacter(GraphicSet set)
    {
        byte code = value[position];
        if (!set.IsDoubleByte)
        {
            Add(set.Decode(code), 1);
        }
        else if (set.IsPartOfPair(code) && position + 1 < value.Length && set.IsPartOfPair(value[position + 1]))
        {
            Add(set.Decode(code, value[position + 1]), 2);
        }
        else
        {
            // The next byte is looked at on its own: it may be a delimiter.
            Add(CodePages.Undecodable, 1);
        }
    }

    // No declared set has these bytes. What happens to be UTF-8 throughout is hardly anything else.
    private void ReadUndeclared()
    {
        isUtf8 ??= Utf8.IsValid(value);
        int end = value[position..].IndexOfAnyInRange((byte)0, (byte)0x7F);
        ReadOnlySpan<byte> run = end < 0 ? value[position..] : value.Slice(position, end);
        Encoding encoding = isUtf8.Value ? Encoding.UTF8 : Encoding.Latin1;
        length += encoding.GetChars(run, text[length..]);
        position += run.Length;
    }

    private void Add(char character, int bytes)
    {
        text[length++] = character;
        position += bytes;
    }
}
