using System.Buffers;

namespace DicomPS.Engine.Data;

/// <summary>Turns the bytes of a text value into characters and back, for one declared Specific Character Set (PS3.5 section 6.1.2).</summary>
internal abstract class TextCodec
{
    private const int ShortValue = 256;

    /// <summary>Whether bytes below 80h are ASCII, as long as no escape sequence says otherwise.</summary>
    internal abstract bool IsAsciiCompatible { get; }

    /// <summary>Decodes all that can be decoded; what cannot becomes U+FFFD.</summary>
    /// <param name="value">The bytes of the value.</param>
    /// <param name="delimiters">The bytes that separate values, or the parts of names, for the VR.</param>
    internal string Decode(ReadOnlySpan<byte> value, ReadOnlySpan<byte> delimiters)
    {
        // In no encoding a byte makes more than one character.
        char[]? rented = value.Length > ShortValue ? ArrayPool<char>.Shared.Rent(value.Length) : null;
        Span<char> text = rented ?? stackalloc char[ShortValue];
        string result = new(text[..Decode(value, delimiters, text)]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return result;
    }

    /// <summary>Encodes a text; null where it has a character that the set does not hold.</summary>
    /// <param name="text">The text, delimiters among it.</param>
    /// <param name="delimiters">The bytes that separate values, or the parts of names, for the VR.</param>
    internal abstract byte[]? Encode(string text, ReadOnlySpan<byte> delimiters);

    /// <summary>Decodes a value.</summary>
    /// <param name="value">The bytes of the value.</param>
    /// <param name="delimiters">The bytes that separate values, or the parts of names, for the VR.</param>
    /// <param name="text">Takes the characters; it has room for as many as there are bytes.</param>
    /// <returns>The number of characters.</returns>
    private protected abstract int Decode(ReadOnlySpan<byte> value, ReadOnlySpan<byte> delimiters, Span<char> text);
}
