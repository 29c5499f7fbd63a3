using System.Globalization;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>A data element with a value (PS3.5 section 7.1.1). A large value stays in its file until it is asked for.</summary>
public sealed partial class DicomValueElement : DicomElement
{
    private readonly ElementContent content;
    private readonly bool isBigEndian;

    /// <summary>Makes an element.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">The VR; not SQ.</param>
    /// <param name="bytes">The value as encoded in little endian order; it is not copied.</param>
    /// <exception cref="ArgumentException">The VR is SQ or None.</exception>
    public DicomValueElement(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> bytes)
        : this(tag, vr, new MemoryContent(bytes), isBigEndian: false)
    {
        if (vr is DicomVR.SQ or DicomVR.None)
        {
            throw new ArgumentException($"An element with a value has no VR {vr}.", nameof(vr));
        }
    }

    internal DicomValueElement(DicomTag tag, DicomVR vr, ElementContent content, bool isBigEndian)
        : base(tag, vr)
    {
        this.content = content;
        this.isBigEndian = isBigEndian;
    }

    /// <summary>The length of the value in bytes, as encoded.</summary>
    public long Length => content.Length;

    /// <summary>Whether the value has no byte (PS3.5 section 7.4: type 2 elements may be like that).</summary>
    public bool IsEmpty => content.Length == 0;

    /// <summary>The value as it would be encoded in little endian order.</summary>
    /// <returns>The bytes, padding included.</returns>
    /// <exception cref="DicomException">NotDicom: the file the value stayed in was changed.</exception>
    public ReadOnlyMemory<byte> GetBytes()
    {
        ReadOnlyMemory<byte> raw = content.Read();
        int unit = VR.SwapUnit();
        if (!isBigEndian || unit == 1)
        {
            return raw;
        }

        byte[] swapped = raw.ToArray();
        ByteOrder.Reverse(swapped, unit);
        return swapped;
    }

    /// <summary>
    /// The values as text: of text VRs decoded by the Specific Character Set that counts for the element, without the
    /// padding that is not significant; of numbers and tags in their usual form. Of other VRs there is none.
    /// </summary>
    /// <returns>One text for each value; none where the value is empty.</returns>
    public IReadOnlyList<string> GetTexts()
    {
        if (IsEmpty)
        {
            return [];
        }

        if (!VR.IsText())
        {
            return [.. ValueDecoder.Numbers(VR, GetBytes().Span).Cast<object>().Select(number => Convert.ToString(number, CultureInfo.InvariantCulture)!)];
        }

        SpecificCharacterSet characterSet = Owner?.CharacterSet ?? SpecificCharacterSet.Default;
        return [.. characterSet.DecodeValues(GetBytes().Span, VR).Select(Trim)];
    }

    /// <summary>
    /// The values as .NET objects: numbers of the VR's own type (US ushort, SS short, UL uint, SL int, UV ulong, SV long,
    /// FL float, FD double); tags (AT); int (IS) and double (DS) where all values are such numbers, else their text; text of
    /// other text VRs; of OB, OW, OD, OF, OL, OV and UN the bytes as one value.
    /// </summary>
    /// <returns>The values; none where the value is empty.</returns>
    /// <exception cref="DicomException">NotDicom: the file the value stayed in was changed.</exception>
    public IReadOnlyList<object> GetValues() => (object[])[.. Values().Cast<object>()];

    /// <inheritdoc/>
    public override object? Value => Values() switch
    {
        { Length: 0 } => null,
        { Length: 1 } single => single.GetValue(0),
        Array several => several,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Tag} {VR} {Keyword} ({Length} bytes)";

    /// <summary>The bytes as they were read.</summary>
    internal ElementContent Content => content;

    /// <summary>The size of the units that are reversed for a byte ordering; 1 where none are.</summary>
    internal int SwapUnitFor(bool bigEndian) => isBigEndian == bigEndian ? 1 : VR.SwapUnit();

    /// <summary>Whether two values have the same bytes in little endian order; they are read piece by piece.</summary>
    internal bool HasSameBytes(DicomValueElement other) =>
        ContentComparer.AreEqual(content, SwapUnitToLittleEndian, other.content, other.SwapUnitToLittleEndian);

    private int SwapUnitToLittleEndian => isBigEndian ? VR.SwapUnit() : 1;

    internal override DicomElement Clone() => WithVr(VR);

    /// <summary>The same bytes as an element of another VR, in no data set.</summary>
    internal DicomValueElement WithVr(DicomVR vr) => new(Tag, vr, content, isBigEndian);

    // One empty text is no value; among several it keeps its place.
    private Array Values()
    {
        if (VR.IsText())
        {
            IReadOnlyList<string> texts = GetTexts();
            return texts is [""] ? Array.Empty<string>() : ValueDecoder.Texts(VR, texts);
        }

        return IsEmpty ? Array.Empty<byte[]>()
            : ValueDecoder.HasNumbers(VR) ? ValueDecoder.Numbers(VR, GetBytes().Span)
            : new[] { GetBytes().ToArray() };
    }

    // PS3.5 table 6.2-1: trailing padding never counts; leading spaces count in free text alone.
    private string Trim(string text) => VR is DicomVR.LT or DicomVR.ST or DicomVR.UT or DicomVR.UC or DicomVR.UR or DicomVR.PN
        ? text.TrimEnd(' ', '\0')
        : text.Trim(' ', '\0');
}
