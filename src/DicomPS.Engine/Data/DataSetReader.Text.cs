using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <content>Values as text.</content>
public sealed partial class DataSetReader
{
    // Most values of text are shorter.
    private const int ShortText = 256;

    /// <summary>Reads the value as text of ISO 8859-1, which maps every byte, without trailing spaces and NULs; what is longer
    /// than the cap is cut off.</summary>
    /// <param name="maxLength">The most bytes to read.</param>
    public string ReadText(int maxLength)
    {
        int length = (int)Math.Min(maxLength, ValueRemaining);
        Span<byte> value = length <= ShortText ? stackalloc byte[ShortText] : new byte[length];
        ReadValue(value[..length]);
        return Encoding.Latin1.GetString(value[..length].TrimEnd(Padding));
    }

    /// <summary>Reads chosen text attributes of the data set's top level, and stops behind the last of them.</summary>
    /// <param name="tags">The tags of the attributes.</param>
    /// <param name="maxLength">The most bytes of each value; what is longer is cut off.</param>
    /// <returns>The values that are there, decoded by Specific Character Set, without trailing spaces and NULs.</returns>
    public IReadOnlyDictionary<DicomTag, string> ReadStrings(IReadOnlyCollection<DicomTag> tags, int maxLength = 1024)
    {
        ArgumentNullException.ThrowIfNull(tags);
        Dictionary<DicomTag, string> values = new(tags.Count);
        ReadStrings(tags, values, maxLength);
        return values;
    }

    /// <summary>Adds the values that are there to others.</summary>
    /// <returns>Whether no more can come: all were there, or what follows them was.</returns>
    internal bool ReadStrings(IReadOnlyCollection<DicomTag> tags, Dictionary<DicomTag, string> values, int maxLength = 1024)
    {
        int wanted = tags.Count;
        DicomTag last = tags.Count == 0 ? default : tags.Max();
        string terms = string.Empty;
        while (wanted > 0)
        {
            if (!Read())
            {
                return false;
            }

            if (Tag > last)
            {
                break;
            }

            bool isWanted = tags.Contains(Tag);
            if (Token == DataSetToken.Element && Tag == Tags.SpecificCharacterSet)
            {
                terms = ReadText(maxLength);
                if (isWanted)
                {
                    Put(terms);
                }
            }
            else if (isWanted && Token == DataSetToken.Element && (VR.IsText() || VR == DicomVR.UN))
            {
                Put(ReadText(maxLength, terms));
            }

            Skip();
        }

        return true;

        void Put(string value)
        {
            wanted -= values.ContainsKey(Tag) ? 0 : 1;
            values[Tag] = value;
        }
    }

    // Most text is ASCII: who reads no other never loads the character sets.
    private string ReadText(int maxLength, string terms)
    {
        int length = (int)Math.Min(maxLength, ValueRemaining);
        Span<byte> value = length <= ShortText ? stackalloc byte[ShortText] : new byte[length];
        value = value[..length];
        ReadValue(value);
        return terms.Length == 0 && Ascii.IsValid(value)
            ? Encoding.ASCII.GetString(value.TrimEnd(Padding))
            : SpecificCharacterSet.Parse(terms.Split(TextRules.ValueDelimiter)).Decode(value.ToArray(), VR).TrimEnd('\0', ' ');
    }

    private static ReadOnlySpan<byte> Padding => "\0 "u8;
}
