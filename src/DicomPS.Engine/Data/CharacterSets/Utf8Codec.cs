using System.Text;
using System.Text.Unicode;

namespace DicomPS.Engine.Data;

/// <summary>ISO_IR 192: UTF-8, without escape sequences (PS3.5 section 6.1.2.5.4 d).</summary>
internal sealed class Utf8Codec : TextCodec
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    internal override bool IsAsciiCompatible => true;

    /// <inheritdoc/>
    internal override byte[]? Encode(string text, ReadOnlySpan<byte> delimiters)
    {
        // Only half of a surrogate pair has no encoding, and does not come back.
        byte[] value = Encoding.GetBytes(text);
        return Encoding.GetString(value) == text ? value : null;
    }

    /// <inheritdoc/>
    private protected override int Decode(ReadOnlySpan<byte> value, ReadOnlySpan<byte> delimiters, Span<char> text)
    {
        // Unlike the encoding, this allocates nothing for each undecodable byte.
        Utf8.ToUtf16(value, text, out _, out int length);
        return length;
    }
}
