namespace DicomPS.Engine.Pdu;

/// <summary>Reads the text of peers: tolerant of padding, and never a source of control characters.</summary>
internal static class PduText
{
    /// <summary>A UID (PS3.8 annex F): no padding belongs there, but NULs and spaces are seen at the end.</summary>
    public static string Uid(ReadOnlySpan<byte> bytes) => ToText(bytes.TrimEnd(" \0"u8));

    /// <summary>A title or name: leading and trailing spaces say nothing (PS3.8 table 9-11).</summary>
    public static string Title(ReadOnlySpan<byte> bytes) => ToText(bytes.TrimEnd(" \0"u8).TrimStart((byte)' '));

    /// <summary>
    /// Maps whatever is not printable ASCII to a question mark: the text ends up in messages and file names.
    /// </summary>
    private static string ToText(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = bytes.Length <= 256 ? stackalloc char[bytes.Length] : new char[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[i] = bytes[i] is >= 0x20 and <= 0x7E ? (char)bytes[i] : '?';
        }

        return new string(text);
    }
}
