using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// Writes data sets in one transfer syntax. Sequences and items keep the form they have, a length or a delimiter; lengths
/// are measured beforehand.
/// </summary>
internal sealed class DatasetEncoder
{
    private const int DelimiterSize = 8;

    private readonly Stream target;
    private readonly TransferSyntax syntax;
    private readonly bool keepsGroupLengths;

    /// <summary>Makes an encoder.</summary>
    /// <param name="target">Where to write; many small writes, so best a buffered stream.</param>
    /// <param name="syntax">The transfer syntax. Of a deflated one the target does the deflating.</param>
    /// <param name="keepsGroupLengths">Whether group lengths, which are right only while nothing changes, stay.</param>
    internal DatasetEncoder(Stream target, TransferSyntax syntax, bool keepsGroupLengths)
    {
        this.target = target;
        this.syntax = syntax;
        this.keepsGroupLengths = keepsGroupLengths;
    }

    internal void Write(DicomDataset dataset)
    {
        foreach (DicomElement element in dataset.Elements)
        {
            if (keepsGroupLengths || !element.Tag.IsGroupLength)
            {
                Write(element);
            }
        }
    }

    private void Write(DicomElement element)
    {
        switch (element)
        {
            case DicomSequence sequence:
                WriteSequence(sequence);
                break;
            case DicomFragments fragments:
                WriteFragments(fragments);
                break;
            case DicomValueElement value:
                WriteValue(value);
                break;
        }
    }

    private void WriteValue(DicomValueElement value)
    {
        long padded = PaddedLength(value);
        WriteHeader(value.Tag, VrOf(value), checked((uint)padded));
        value.CopyTo(target, syntax.IsBigEndian);
        if (padded != value.Length)
        {
            target.WriteByte(value.VR.PaddingByte());
        }
    }

    private void WriteSequence(DicomSequence sequence)
    {
        bool isUnknown = sequence.IsUnknown && syntax.IsExplicitVr;
        bool isUndefined = sequence.HasUndefinedLength || isUnknown;
        WriteHeader(
            sequence.Tag,
            isUnknown ? DicomVR.UN : DicomVR.SQ,
            isUndefined ? DataSetReader.UndefinedLength : checked((uint)Measure(sequence)));

        DatasetEncoder content = ContentOf(sequence);
        foreach (DicomDataset item in sequence.Items)
        {
            content.WriteItem(item);
        }

        if (isUndefined)
        {
            content.WriteHeader(Tags.SequenceDelimitationItem, DicomVR.None, 0);
        }
    }

    private void WriteItem(DicomDataset item)
    {
        WriteHeader(Tags.Item, DicomVR.None, item.HasUndefinedLength ? DataSetReader.UndefinedLength : checked((uint)Measure(item)));
        Write(item);
        if (item.HasUndefinedLength)
        {
            WriteHeader(Tags.ItemDelimitationItem, DicomVR.None, 0);
        }
    }

    private void WriteFragments(DicomFragments fragments)
    {
        WriteHeader(fragments.Tag, fragments.VR, DataSetReader.UndefinedLength);
        foreach (ElementContent content in fragments.Contents)
        {
            WriteHeader(Tags.Item, DicomVR.None, (uint)content.Length);
            content.CopyTo(target, swapUnit: 1);
        }

        WriteHeader(Tags.SequenceDelimitationItem, DicomVR.None, 0);
    }

    private void WriteHeader(DicomTag tag, DicomVR vr, uint length)
    {
        Span<byte> header = stackalloc byte[ElementHeader.MaxSize];
        target.Write(header[..ElementHeader.Write(header, tag, vr, length, syntax)]);
    }

    // What came as UN of undefined length is Implicit VR Little Endian inside (PS3.5 section 6.2.2).
    private DatasetEncoder ContentOf(DicomSequence sequence) =>
        sequence.IsUnknown && syntax.IsExplicitVr
            ? new DatasetEncoder(target, TransferSyntax.ImplicitVRLittleEndian, keepsGroupLengths)
            : this;

    private long Measure(DicomDataset dataset) =>
        dataset.Elements.Where(element => keepsGroupLengths || !element.Tag.IsGroupLength).Sum(MeasureWhole);

    private long Measure(DicomSequence sequence)
    {
        DatasetEncoder content = ContentOf(sequence);
        return sequence.Items.Sum(item => DelimiterSize + content.Measure(item) + (item.HasUndefinedLength ? DelimiterSize : 0));
    }

    private long MeasureWhole(DicomElement element) => element switch
    {
        DicomSequence sequence => HeaderSize(DicomVR.SQ) + Measure(sequence)
            + (sequence.HasUndefinedLength || (sequence.IsUnknown && syntax.IsExplicitVr) ? DelimiterSize : 0),
        DicomFragments fragments => HeaderSize(fragments.VR) + fragments.Contents.Sum(content => DelimiterSize + content.Length) + DelimiterSize,
        DicomValueElement value => HeaderSize(VrOf(value)) + PaddedLength(value),
        _ => 0,
    };

    private int HeaderSize(DicomVR vr) => syntax.IsExplicitVr && vr.HasLongLength() ? 12 : 8;

    // PS3.5 section 6.2.2: a value that is too long for its VR's 16 bits goes as UN.
    private static DicomVR VrOf(DicomValueElement value) =>
        !value.VR.HasLongLength() && PaddedLength(value) > ElementHeader.MaxShortLength ? DicomVR.UN : value.VR;

    private static long PaddedLength(DicomValueElement value) => value.Length + (value.Length & 1);
}
