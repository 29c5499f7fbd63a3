using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <content>Values as text.</content>
public sealed partial class DataSetReader
{
    /// <summary>Reads the value as text of ISO 8859-1, which maps every byte, without trailing spaces and NULs; what is longer
    /// than the cap is cut off.</summary>
    /// <param name="maxLength">The most bytes to read.</param>
    public string ReadText(int maxLength) => Encoding.Latin1.GetString(ReadBytes(maxLength)).TrimEnd('\0', ' ');

    /// <summary>Reads chosen text attributes of the data set's top level, and stops behind the last of them.</summary>
    /// <param name="tags">The tags of the attributes.</param>
    /// <param name="maxLength">The most bytes of each value; what is longer is cut off.</param>
    /// <returns>The values that are there, decoded by Specific Character Set, without trailing spaces and NULs.</returns>
    public IReadOnlyDictionary<DicomTag, string> ReadStrings(IReadOnlyCollection<DicomTag> tags, int maxLength = 1024)
    {
        ArgumentNullException.ThrowIfNull(tags);
        Dictionary<DicomTag, string> values = [];
        DicomTag last = tags.Count == 0 ? default : tags.Max();
        string terms = string.Empty;
        while (values.Count < tags.Count && Read() && Tag <= last)
        {
            bool isWanted = tags.Contains(Tag);
            if (Token == DataSetToken.Element && Tag == Tags.SpecificCharacterSet)
            {
                terms = ReadText(maxLength);
                if (isWanted)
                {
                    values[Tag] = terms;
                }
            }
            else if (isWanted && Token == DataSetToken.Element && (VR.IsText() || VR == DicomVR.UN))
            {
                values[Tag] = Decode(ReadBytes(maxLength), terms).TrimEnd('\0', ' ');
            }

            Skip();
        }

        return values;
    }

    // Most text is ASCII: who reads no other never loads the character sets.
    private string Decode(byte[] value, string terms) => terms.Length == 0 && Ascii.IsValid(value)
        ? Encoding.ASCII.GetString(value)
        : SpecificCharacterSet.Parse(terms.Split(TextRules.ValueDelimiter)).Decode(value, VR);

    private byte[] ReadBytes(int maxLength)
    {
        byte[] value = new byte[(int)Math.Min(maxLength, ValueRemaining)];
        ReadValue(value);
        return value;
    }
}
