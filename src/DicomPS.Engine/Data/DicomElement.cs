using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// A data element of a <see cref="DicomDataset"/> (PS3.5 section 7.1): one with a value, a sequence of items, or
/// encapsulated pixel data. Values do not change once made; a data set changes by taking another element.
/// </summary>
public abstract class DicomElement
{
    private protected DicomElement(DicomTag tag, DicomVR vr)
    {
        Tag = tag;
        VR = vr;
    }

    /// <summary>The tag.</summary>
    public DicomTag Tag { get; }

    /// <summary>The value representation.</summary>
    public DicomVR VR { get; }

    /// <summary>The keyword of the standard; empty where it has none.</summary>
    public string Keyword => TagDictionary.Find(Tag)?.Keyword ?? string.Empty;

    /// <summary>The data set the element belongs to; null for none.</summary>
    internal DicomDataset? Owner { get; set; }

    /// <summary>Tag, VR and what there is of the value, never the value itself.</summary>
    /// <returns>A line.</returns>
    public abstract override string ToString();
}
