using System.IO.Compression;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// Writes data sets in one transfer syntax. Sequences and items keep the form they have, a length or a delimiter; lengths
/// are measured beforehand.
/// </summary>
internal sealed class DatasetEncoder
{
    private const int DelimiterSize = 8;
    private const int BufferSize = 64 * 1024;

    private readonly Stream target;
    private readonly EncodingRules rules;
    private readonly TransferSyntax syntax;
    private readonly List<MovedValue>? moved;
    private readonly CancellationToken cancellationToken;

    /// <summary>Makes an encoder.</summary>
    /// <param name="target">Where to write; many small writes, so best a buffered stream.</param>
    /// <param name="rules">How to write.</param>
    /// <param name="moved">Takes the places of values that stay in their file; null where they have none in the target.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    private DatasetEncoder(Stream target, EncodingRules rules, List<MovedValue>? moved, CancellationToken cancellationToken)
    {
        this.target = target;
        this.rules = rules;
        syntax = rules.Syntax;
        this.moved = moved;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>Writes a data set, deflated where the transfer syntax is.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="target">Where to write.</param>
    /// <param name="rules">How to write.</param>
    /// <param name="moved">Takes the places of values that stay in their file; null for nobody. What is deflated has no places.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    internal static void Write(
        DicomDataset dataset, Stream target, EncodingRules rules, List<MovedValue>? moved = null, CancellationToken cancellationToken = default)
    {
        if (!rules.Syntax.IsDeflated)
        {
            new DatasetEncoder(target, rules, moved, cancellationToken).Write(dataset);
            return;
        }

        using CountingStream counted = new(target);
        using (BufferedStream deflated = new(new DeflateStream(counted, CompressionLevel.Optimal, leaveOpen: true), BufferSize))
        {
            new DatasetEncoder(deflated, rules, moved: null, cancellationToken).Write(dataset);
        }

        if (counted.Count % 2 != 0)
        {
            // PS3.5 section A.5: a NUL makes the deflated bytes even.
            counted.WriteByte(0);
        }
    }

    private void Write(DicomDataset dataset)
    {
        foreach (DicomElement element in dataset.Elements)
        {
            if (rules.KeepsGroupLengths || !element.Tag.IsGroupLength)
            {
                cancellationToken.ThrowIfCancellationRequested();
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
        WriteContent(value.Content, value.SwapUnitFor(syntax.IsBigEndian));
        if (padded != value.Length)
        {
            target.WriteByte(value.VR.PaddingByte());
        }
    }

    private void WriteSequence(DicomSequence sequence)
    {
        bool isUnknown = sequence.IsUnknown && syntax.IsExplicitVr;
        bool isUndefined = rules.IsUndefined(sequence.HasUndefinedLength) || isUnknown;
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
        bool isUndefined = rules.IsUndefined(item.HasUndefinedLength);
        WriteHeader(Tags.Item, DicomVR.None, isUndefined ? DataSetReader.UndefinedLength : checked((uint)Measure(item)));
        Write(item);
        if (isUndefined)
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
            WriteContent(content, swapUnit: 1);
        }

        WriteHeader(Tags.SequenceDelimitationItem, DicomVR.None, 0);
    }

    private void WriteContent(ElementContent content, int swapUnit)
    {
        if (content is FileContent stays)
        {
            moved?.Add(new MovedValue(stays, target.Position, swapUnit));
        }

        content.CopyTo(target, swapUnit, cancellationToken);
    }

    private void WriteHeader(DicomTag tag, DicomVR vr, uint length)
    {
        Span<byte> header = stackalloc byte[ElementHeader.MaxSize];
        target.Write(header[..ElementHeader.Write(header, tag, vr, length, syntax)]);
    }

    // What came as UN of undefined length is Implicit VR Little Endian inside (PS3.5 section 6.2.2).
    private DatasetEncoder ContentOf(DicomSequence sequence) =>
        sequence.IsUnknown && syntax.IsExplicitVr
            ? new DatasetEncoder(target, rules with { Syntax = TransferSyntax.ImplicitVRLittleEndian }, moved, cancellationToken)
            : this;

    private long Measure(DicomDataset dataset) =>
        dataset.Elements.Where(element => rules.KeepsGroupLengths || !element.Tag.IsGroupLength).Sum(MeasureWhole);

    private long Measure(DicomSequence sequence)
    {
        DatasetEncoder content = ContentOf(sequence);
        return sequence.Items.Sum(item => DelimiterSize + content.Measure(item) + (rules.IsUndefined(item.HasUndefinedLength) ? DelimiterSize : 0));
    }

    private long MeasureWhole(DicomElement element) => element switch
    {
        DicomSequence sequence => HeaderSize(DicomVR.SQ) + Measure(sequence)
            + (rules.IsUndefined(sequence.HasUndefinedLength) || (sequence.IsUnknown && syntax.IsExplicitVr) ? DelimiterSize : 0),
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
