using System.Buffers;

namespace DicomPS.Engine.Data;

/// <summary>Encodes one value into sets in G0 and G1, with escape sequences where the declared terms give a choice (PS3.5 section 6.1.2.5).</summary>
internal ref struct Iso2022Encoder
{
    private readonly Iso2022Codec codec;
    private readonly ReadOnlySpan<byte> delimiters;
    private GraphicSet g0;
    private GraphicSet? g1;

    /// <summary>Creates an encoder.</summary>
    /// <param name="codec">What is declared.</param>
    /// <param name="delimiters">The delimiters of the VR.</param>
    internal Iso2022Encoder(Iso2022Codec codec, ReadOnlySpan<byte> delimiters)
    {
        this.codec = codec;
        this.delimiters = delimiters;
        g0 = codec.G0;
        g1 = codec.G1;
    }

    /// <summary>Encodes a text; null where it has a character that no declared set has.</summary>
    internal byte[]? Encode(string text)
    {
        ArrayBufferWriter<byte> value = new(text.Length + 16);
        foreach (char character in text)
        {
            if (character < ' ' || IsDelimiter(character))
            {
                // An escape character in the text would be read as the begin of an escape sequence.
                if (character == '\x1B')
                {
                    return null;
                }

                ReturnToInitialState(value);
                value.Write([(byte)character]);
            }
            else if (!WriteCharacter(value, character))
            {
                return null;
            }
        }

        ReturnToInitialState(value);
        return value.WrittenSpan.ToArray();
    }

    private readonly bool IsDelimiter(int code) => code < 0x80 && delimiters.Contains((byte)code);

    private bool WriteCharacter(ArrayBufferWriter<byte> value, char character)
    {
        if (SetWith(character, out ushort code) is not GraphicSet set)
        {
            return false;
        }

        Designate(value, set);
        value.Write(set.IsDoubleByte ? [(byte)(code >> 8), (byte)code] : [(byte)code]);
        return true;
    }

    // An active set saves an escape sequence.
    private readonly GraphicSet? SetWith(char character, out ushort code)
    {
        if (Holds(g0, character, out code))
        {
            return g0;
        }

        if (g1 is not null && Holds(g1, character, out code))
        {
            return g1;
        }

        foreach (GraphicSet set in codec.Declared)
        {
            if (Holds(set, character, out code))
            {
                return set;
            }
        }

        return null;
    }

    // The yen sign of ISO-IR 14 has the code of the backslash: where that is a delimiter, it would be read as one.
    private readonly bool Holds(GraphicSet set, char character, out ushort code) =>
        set.TryEncode(character, out code) && (set.IsDoubleByte || !IsDelimiter(code));

    private void Designate(ArrayBufferWriter<byte> value, GraphicSet set)
    {
        if (set == g0 || set == g1)
        {
            return;
        }

        value.Write(set.Escape);
        if (set.IsG1)
        {
            g1 = set;
        }
        else
        {
            g0 = set;
        }
    }

    // Where G1 is undefined to begin with, nothing can undefine it: it counts as undefined, as in PS3.5 section I.2.
    private void ReturnToInitialState(ArrayBufferWriter<byte> value)
    {
        Designate(value, codec.G0);
        if (codec.G1 is not null)
        {
            Designate(value, codec.G1);
        }

        g1 = codec.G1;
    }
}
