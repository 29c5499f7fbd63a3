using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>Encapsulated pixel data (PS3.5 section A.4): a basic offset table and the fragments, which stay in their file.</summary>
public sealed class DicomFragments : DicomElement
{
    private readonly List<ElementContent> contents;

    internal DicomFragments(DicomTag tag, DicomVR vr, List<ElementContent> contents)
        : base(tag, vr) => this.contents = contents;

    /// <summary>Makes encapsulated pixel data.</summary>
    /// <param name="tag">The tag: Pixel Data.</param>
    /// <param name="vr">OB or OW.</param>
    /// <param name="fragments">The basic offset table, empty or not, then the fragments; each of even length.</param>
    /// <exception cref="ArgumentException">Another VR, no offset table, or a fragment of odd length.</exception>
    public DicomFragments(DicomTag tag, DicomVR vr, IEnumerable<ReadOnlyMemory<byte>> fragments)
        : this(tag, vr, [.. fragments.Select(bytes => new MemoryContent(bytes))])
    {
        if (vr is not (DicomVR.OB or DicomVR.OW))
        {
            throw new ArgumentException($"Encapsulated pixel data have VR OB or OW, not {vr}.", nameof(vr));
        }

        if (contents.Count == 0 || contents.Exists(content => content.Length % 2 != 0))
        {
            throw new ArgumentException("An offset table comes first, and every fragment has an even length.", nameof(fragments));
        }
    }

    /// <summary>How many fragments there are, the basic offset table not counted.</summary>
    public int Count => Math.Max(contents.Count - 1, 0);

    /// <summary>The bytes of all fragments together, the basic offset table not counted.</summary>
    public long Length => contents.Skip(1).Sum(content => content.Length);

    /// <inheritdoc/>
    public override object? Value => Enumerable.Range(0, Count).Select(index => GetFragment(index).ToArray()).ToArray();

    internal IReadOnlyList<ElementContent> Contents => contents;

    /// <summary>A fragment.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fragment.</exception>
    /// <exception cref="DicomException">NotDicom: the file the fragments stayed in was changed.</exception>
    public ReadOnlyMemory<byte> GetFragment(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return contents[index + 1].Read();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Tag} {VR} {Keyword} ({Count} fragments, {Length} bytes)";

    internal override DicomElement Clone() => new DicomFragments(Tag, VR, contents);
}
