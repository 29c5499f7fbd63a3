using System.Globalization;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <content>The VR of an element that is put in without one.</content>
public sealed partial class DicomDataset
{
    private const int BitsOfByte = 8;
    private const ushort WaveformGroup = 0x5400;

    /// <summary>
    /// The VR of an element: that of the standard or of the private dictionary; where they leave a choice, by what the data
    /// set around the element says of its samples (PS3.5 annex A), else by the element that is there, else by the values.
    /// </summary>
    /// <exception cref="DicomException">UnknownTag: nothing tells the VR.</exception>
    /// <exception cref="ArgumentException">The tag is that of an item or a delimiter.</exception>
    private DicomVR VrFor(DicomTag tag, IReadOnlyList<object?> values)
    {
        if (tag.Group == Tags.Item.Group)
        {
            throw new ArgumentException($"{tag} is an item or a delimiter, and no element of a data set.");
        }

        string names = tag.IsGroupLength ? nameof(DicomVR.UL)
            : tag.IsPrivateCreator ? nameof(DicomVR.LO)
            : tag.IsPrivate ? CreatorOf(tag) is { } creator ? PrivateDictionary.Find(creator, tag)?.VR ?? string.Empty : string.Empty
            : TagDictionary.VrsOf(tag);
        DicomVR[] choice = names.Length == 0 ? [] : Array.ConvertAll(names.Split(" or "), Enum.Parse<DicomVR>);
        DicomVR present = this[tag]?.VR ?? DicomVR.None;
        return choice switch
        {
            [] when present is not (DicomVR.None or DicomVR.UN) => present,
            [] => throw new DicomException(
                DicomErrorId.UnknownTag,
                $"The VR of {tag} is not known.",
                tag.IsPrivate ? "Register the private element under its creator's name, or give the VR." : "Give the VR."),
            [var only] => only,
            _ => Choose(tag, choice, present, values),
        };
    }

    /// <summary>
    /// Pixel Representation, which was just read, says that samples are signed: elements before it, and in the items before
    /// it, were read in implicit VR without that being known.
    /// </summary>
    internal void TakeAsSigned()
    {
        foreach (DicomElement element in elements.Values.ToArray())
        {
            if (element is DicomSequence sequence)
            {
                foreach (DicomDataset item in sequence.Items.Where(item => item[Tags.PixelRepresentation] is null))
                {
                    item.TakeAsSigned();
                }
            }
            else if (element is DicomValueElement { VR: DicomVR.US } value && TagDictionary.VrOf(value.Tag, isSigned: true) == DicomVR.SS)
            {
                value.Owner = null;
                elements.Remove(value.Tag);
                Add(value.WithVr(DicomVR.SS));
            }
        }
    }

    private DicomVR Choose(DicomTag tag, DicomVR[] choice, DicomVR present, IReadOnlyList<object?> values)
    {
        // In explicit VR there is no room for more numbers of US than this (PS3.5 section 7.1.2).
        bool isBulk = sizeof(ushort) * values.Count > ElementHeader.MaxShortLength
            || values.Any(value => value is byte[] or ReadOnlyMemory<byte>);
        if (choice.Contains(DicomVR.OW) && (isBulk || !choice.Contains(DicomVR.US)))
        {
            return !choice.Contains(DicomVR.OB) ? DicomVR.OW : ChooseBytes(tag, values, present);
        }

        bool isSigned = NumberAround(Tags.PixelRepresentation) is { } representation ? representation == 1
            : present is DicomVR.US or DicomVR.SS ? present == DicomVR.SS
            : values.Any(value => Convert.ToString(value, CultureInfo.InvariantCulture)?.StartsWith('-') == true);
        return isSigned && choice.Contains(DicomVR.SS) ? DicomVR.SS : DicomVR.US;
    }

    // PS3.5 sections 8.1.2 and 8.3, and A.4 for fragments. In implicit VR it is written as OW all the same (section A.1).
    private DicomVR ChooseBytes(DicomTag tag, IReadOnlyList<object?> values, DicomVR present)
    {
        int? bits = tag == Tags.PixelData ? NumberAround(Tags.BitsAllocated)
            : tag.Group == WaveformGroup ? NumberAround(Tags.WaveformBitsAllocated)
            : null;
        return values.Count > 1 && values.All(value => value is byte[]) ? DicomVR.OB
            : bits is { } allocated ? (allocated <= BitsOfByte ? DicomVR.OB : DicomVR.OW)
            : present == DicomVR.OB ? DicomVR.OB
            : DicomVR.OW;
    }

    // Items take what they lack from the data sets around them.
    private int? NumberAround(DicomTag tag) => this[tag]?.Value is ushort number ? number : Parent?.NumberAround(tag);
}
