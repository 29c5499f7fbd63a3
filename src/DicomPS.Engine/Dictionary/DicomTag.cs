using System.Globalization;

namespace DicomPS.Engine.Dictionary;

/// <summary>The tag of a data element (PS3.5 section 7.1.1).</summary>
/// <param name="Group">The group number.</param>
/// <param name="Element">The element number.</param>
public readonly record struct DicomTag(ushort Group, ushort Element) : IComparable<DicomTag>
{
    /// <summary>Makes a tag of its group and element in one number.</summary>
    /// <param name="value">The group number in the upper, the element number in the lower 16 bits.</param>
    public DicomTag(uint value)
        : this((ushort)(value >> 16), (ushort)value)
    {
    }

    /// <summary>Group and element in one number, which sorts as tags do.</summary>
    public uint Value => ((uint)Group << 16) | Element;

    /// <summary>Whether the group number is odd (PS3.5 section 7.8).</summary>
    public bool IsPrivate => (Group & 1) != 0;

    /// <summary>Whether it names a block of private elements (PS3.5 section 7.8.1).</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x0010 and <= 0x00FF;

    /// <summary>Whether it is a group length, retired outside the meta header and the command set (PS3.5 section 7.2).</summary>
    public bool IsGroupLength => Element == 0;

    /// <summary>Whether a tag comes before another in a data set.</summary>
    /// <param name="left">The one tag.</param>
    /// <param name="right">The other tag.</param>
    public static bool operator <(DicomTag left, DicomTag right) => left.Value < right.Value;

    /// <summary>Whether a tag comes after another in a data set.</summary>
    /// <param name="left">The one tag.</param>
    /// <param name="right">The other tag.</param>
    public static bool operator >(DicomTag left, DicomTag right) => left.Value > right.Value;

    /// <summary>Whether a tag comes before another in a data set or is the same.</summary>
    /// <param name="left">The one tag.</param>
    /// <param name="right">The other tag.</param>
    public static bool operator <=(DicomTag left, DicomTag right) => left.Value <= right.Value;

    /// <summary>Whether a tag comes after another in a data set or is the same.</summary>
    /// <param name="left">The one tag.</param>
    /// <param name="right">The other tag.</param>
    public static bool operator >=(DicomTag left, DicomTag right) => left.Value >= right.Value;

    /// <summary>Reads a tag as people write it.</summary>
    /// <param name="text">(gggg,eeee), gggg,eeee or ggggeeee: hexadecimal digits in either case.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>Whether the text is a tag.</returns>
    public static bool TryParse(string? text, out DicomTag tag)
    {
        bool isTag = uint.TryParse(
            TagText.DigitsOf(text), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value);
        tag = new DicomTag(value);
        return isTag;
    }

    /// <inheritdoc/>
    public int CompareTo(DicomTag other) => Value.CompareTo(other.Value);

    /// <summary>The tag as the standard writes it: (gggg,eeee).</summary>
    public override string ToString() => $"({Group:X4},{Element:X4})";
}
