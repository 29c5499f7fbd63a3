using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <content>A look at the beginning of a value.</content>
public sealed partial class DicomValueElement
{
    // A character with the escape sequences around it has no more bytes (PS3.5 section 6.1.2.5), nor has a number.
    private const int BytesPerCharacter = 16;

    private const int MaxUtf8Length = 4;

    /// <summary>
    /// The beginning of the value as text for a person to look at: values with backslashes between them, and the bytes of
    /// OB, OW, OD, OF, OL, OV and UN in hexadecimal. No more is read than that takes, however long the value is.
    /// </summary>
    /// <param name="characters">How many characters are wanted, from 1 to 65535; there may be more.</param>
    /// <returns>The text; where the value goes on behind it, it ends with an ellipsis. It may hold control characters.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Another number of characters.</exception>
    /// <exception cref="DicomException">NotDicom: the file the value stayed in was changed.</exception>
    public string GetPreview(int characters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(characters, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(characters, ushort.MaxValue);
        int most = characters * BytesPerCharacter;
        bool isWhole = Length <= most;
        byte[] start = new byte[Math.Min(most, Length)];
        content.ReadAt(0, start);
        DicomValueElement beginning = new(Tag, VR, new MemoryContent(isWhole || !VR.IsText() ? start : WithoutCutCharacter(start)), isBigEndian)
        {
            Owner = Owner,
        };
        string text = VR.IsText() || ValueDecoder.HasNumbers(VR)
            ? string.Join('\\', beginning.GetTexts())
            : Convert.ToHexString(beginning.GetBytes().Span);
        return isWhole ? text : text + '\u2026';
    }

    // A character of UTF-8 that the end cuts would make the rest of the text no UTF-8; in other sets a cut does no harm.
    private static ReadOnlyMemory<byte> WithoutCutCharacter(byte[] start)
    {
        ReadOnlySpan<byte> bytes = start;
        int lead = bytes.Length - 1;
        while (lead > bytes.Length - MaxUtf8Length && (bytes[lead] & 0xC0) == 0x80)
        {
            lead--;
        }

        return bytes[lead] >= 0xC0 ? start.AsMemory(0, lead) : start;
    }
}
