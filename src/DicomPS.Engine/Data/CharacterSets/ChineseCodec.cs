using System.Text;

namespace DicomPS.Engine.Data;

/// <summary>
/// GB18030 and GBK, without escape sequences (PS3.5 section 6.1.2.5.4 d). A backslash byte may be the second half of a
/// character, so delimiters are looked for among characters only.
/// </summary>
/// <param name="codePage">The code page to encode with.</param>
internal sealed class ChineseCodec(int codePage) : TextCodec
{
    // GB18030 has all of GBK. The code page of GBK would swallow whatever follows an undecodable byte, delimiters too.
    private static readonly Lazy<Encoding> Reading = new(() => CodePages.Get(CodePages.Gb18030));

    private readonly Lazy<Encoding> writing = new(() => CodePages.Get(codePage));

    /// <inheritdoc/>
    internal override bool IsAsciiCompatible => true;

    /// <inheritdoc/>
    internal override byte[]? Encode(string text, ReadOnlySpan<byte> delimiters)
    {
        // What does not come back as it was is not held: it became a question mark, or a code that only one maker has.
        byte[] value = writing.Value.GetBytes(text);
        return Reading.Value.GetString(value) == text ? value : null;
    }

    /// <inheritdoc/>
    private protected override int Decode(ReadOnlySpan<byte> value, ReadOnlySpan<byte> delimiters, Span<char> text) =>
        Reading.Value.GetChars(value, text);
}
