using System.Buffers.Binary;
using System.IO.Compression;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// Reads a data set (PS3.5 section 7) from front to back and holds nothing of it: each call of <see cref="Read"/> moves
/// to the next element header, delimiter or end, and the caller reads the value or leaves it. Every length is checked
/// against what contains it before anything else is done with it.
/// </summary>
public sealed partial class DataSetReader : IDisposable
{
    /// <summary>The value length that says: a delimiter ends it (PS3.5 section 7.1.1).</summary>
    public const uint UndefinedLength = 0xFFFFFFFF;

    /// <summary>The deepest nesting of items that is read. The standard sets no limit; real data sets stay below ten.</summary>
    public const int MaxDepth = 64;

    private readonly string name;
    private readonly DeflateStream? inflated;
    private readonly ByteSource source;
    private readonly Stack<DataSetFrame> outer = new();
    private DataSetFrame frame;
    private int items;

    /// <summary>Begins to read a data set.</summary>
    /// <param name="stream">The stream, standing at the first byte of the data set, which goes on to the end of the stream.
    /// It is read ahead of what is asked for, and stays the caller's to dispose.</param>
    /// <param name="syntax">The transfer syntax of the data set.</param>
    /// <param name="name">How errors name the data set.</param>
    public DataSetReader(Stream stream, TransferSyntax syntax, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(syntax);
        this.name = name ?? "The data set";
        Syntax = syntax;
        EndWatchStream? deflated = syntax.IsDeflated ? new EndWatchStream(stream) : null;
        inflated = deflated is null ? null : new DeflateStream(deflated, CompressionMode.Decompress);
        source = new ByteSource(inflated ?? stream, this.name, deflated);
        frame = new DataSetFrame
        {
            End = source.Length,
            Limit = source.Length ?? long.MaxValue,
            IsExplicitVr = syntax.IsExplicitVr,
            IsBigEndian = syntax.IsBigEndian,
        };
    }

    /// <summary>The transfer syntax of the data set.</summary>
    internal TransferSyntax Syntax { get; }

    /// <summary>What the reader stands on.</summary>
    public DataSetToken Token { get; private set; }

    /// <summary>The tag of the element, sequence or item.</summary>
    public DicomTag Tag { get; private set; }

    /// <summary>The VR: the encoded one, or that of the dictionary where none is encoded. SQ for every sequence,
    /// UN for an encoded VR that the standard does not know, None for items.</summary>
    public DicomVR VR { get; private set; }

    /// <summary>The value length as encoded, which may be <see cref="UndefinedLength"/>.</summary>
    public uint Length { get; private set; }

    /// <summary>The number of items around the token; an item's own start and end count as inside.</summary>
    public int Depth => Token == DataSetToken.ItemEnd ? items + 1 : items;

    /// <summary>Where the token begins: its place in the stream, or in the inflated data of a deflated data set.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether numbers in the value have the most significant byte first.</summary>
    public bool IsBigEndian => frame.IsBigEndian;

    /// <summary>Whether the elements tell their VR.</summary>
    internal bool IsExplicitVr => frame.IsExplicitVr;

    /// <summary>Whether the sequence came as UN of undefined length, so that its content is Implicit VR Little Endian (PS3.5 section 6.2.2).</summary>
    internal bool IsUnknownSequence { get; private set; }

    /// <summary>How much of the value has not been read yet.</summary>
    public long ValueRemaining { get; private set; }

    /// <summary>Where the value ends, or where what the reader has skipped to ends.</summary>
    internal long ValueEnd => source.Position + ValueRemaining;

    /// <summary>Moves to the next token, past what is left of the value.</summary>
    /// <returns>False at the end of the data set.</returns>
    /// <exception cref="DicomException">The data set is damaged (NotDicom).</exception>
    public bool Read()
    {
        SkipValue();
        Offset = source.Position;
        return source.Position == frame.End ? ReadImpliedEnd() : ReadHeader();
    }

    /// <summary>Skips the value of an element, or all of a sequence, an item or encapsulated pixel data
    /// that the reader stands at the start of; it then stands at its end.</summary>
    /// <exception cref="DicomException">The data set is damaged (NotDicom).</exception>
    public void Skip()
    {
        SkipValue();
        if (Token is not (DataSetToken.SequenceStart or DataSetToken.ItemStart or DataSetToken.FragmentsStart))
        {
            return;
        }

        int outside = outer.Count - 1;
        while (outer.Count > outside)
        {
            // What has a length is passed over in one step; what has none is read to its delimiter.
            if (frame.End is long end)
            {
                ValueRemaining = end - source.Position;
            }

            Read();
        }
    }

    /// <summary>Reads the next part of the value.</summary>
    /// <param name="destination">Where it goes; filled, unless the value ends before.</param>
    /// <returns>The number of bytes read; zero at the end of the value.</returns>
    public int ReadValue(Span<byte> destination)
    {
        int wanted = (int)Math.Min(destination.Length, ValueRemaining);
        int read = source.Read(destination[..wanted]);
        ValueRemaining -= read;
        return read == wanted ? read : throw Damaged($"the data ends {ValueRemaining} bytes before the end of the value");
    }

    /// <summary>Gives the reader's buffer back; the stream stays open.</summary>
    public void Dispose()
    {
        source.Dispose();
        inflated?.Dispose();
    }

    /// <summary>The group number of the next element, without moving; null at the end of the stream.</summary>
    internal ushort? PeekGroup()
    {
        SkipValue();
        ReadOnlySpan<byte> bytes = source.Peek(2);
        return bytes.Length < 2 ? null : UInt16(bytes);
    }

    /// <summary>An error about the token that the reader stands on.</summary>
    internal DicomException Damaged(string what) => new(
        DicomErrorId.NotDicom,
        $"{name} is damaged at byte {Offset}, element {Tag}: {what}.",
        "Check that the file is complete and that its transfer syntax is the one it names.");

    private void SkipValue()
    {
        if (ValueRemaining > 0 && !source.Skip(ValueRemaining))
        {
            throw Damaged("the data ends before the end of the value");
        }

        ValueRemaining = 0;
    }

    // A container whose length is used up ends without a delimiter.
    private bool ReadImpliedEnd()
    {
        if (outer.Count == 0)
        {
            Token = DataSetToken.None;
            return false;
        }

        Close();
        return true;
    }

    private bool ReadHeader()
    {
        ReadOnlySpan<byte> header = source.Peek(12);
        if (header.IsEmpty && outer.Count == 0 && frame.End is null)
        {
            Token = DataSetToken.None;
            return false;
        }

        int room = (int)Math.Min(header.Length, frame.Limit - source.Position);
        Tag = room < 4 ? default : new DicomTag(UInt16(header), UInt16(header[2..]));
        VR = DicomVR.None;
        if (room < 8)
        {
            throw Damaged($"{room} bytes are left, too few for a data element or the delimiter that is due");
        }

        if (Tag.Group == Tags.Item.Group)
        {
            Length = UInt32(header[4..]);
            source.Advance(8);
            ReadItemOrDelimiter();
        }
        else if (frame.Kind is DataSetToken.SequenceStart or DataSetToken.FragmentsStart)
        {
            throw Damaged($"an item or a delimiter is due in {frame.Tag}");
        }
        else
        {
            source.Advance(frame.IsExplicitVr ? ReadExplicit(header[..room]) : ReadImplicit(header));
            ReadElement();
        }

        return true;
    }

    private int ReadImplicit(ReadOnlySpan<byte> header)
    {
        Length = UInt32(header[4..]);
        VR = Tag.IsPrivate && frame.PrivateBlocks is { } blocks ? PrivateVr(blocks, header) : TagDictionary.VrOf(Tag, frame.IsSigned);
        return 8;
    }

    // Who registers a private element wrongly as a sequence can read the rest all the same.
    private DicomVR PrivateVr(PrivateBlocks blocks, ReadOnlySpan<byte> header)
    {
        DicomVR vr = Tag.IsPrivateCreator ? DicomVR.LO : blocks.VrOf(Tag, frame.IsSigned);
        bool hasItem = Length == 0 || (header.Length == 12 && new DicomTag(UInt16(header[8..]), UInt16(header[10..])) == Tags.Item);
        return vr == DicomVR.SQ && !hasItem ? DicomVR.UN : vr;
    }

    private int ReadExplicit(ReadOnlySpan<byte> header)
    {
        VR = (DicomVR)BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
        if (!VR.IsKnown())
        {
            // VRs that a later edition adds have 32-bit lengths (PS3.5 section 7.1.2); anything but capitals is damage.
            VR = char.IsAsciiLetterUpper((char)header[4]) && char.IsAsciiLetterUpper((char)header[5])
                ? DicomVR.UN
                : throw Damaged($"the VR is {header[4]:X2}h {header[5]:X2}h, not two capital letters");
        }

        if (!VR.HasLongLength())
        {
            Length = UInt16(header[6..]);
            return 8;
        }

        Length = header.Length == 12 ? UInt32(header[8..]) : throw Damaged("the data ends within the header of the element");
        return 12;
    }

    private void ReadElement()
    {
        if (Length == UndefinedLength)
        {
            bool isPixelData = frame.IsExplicitVr ? VR is DicomVR.OB or DicomVR.OW : Tag == Tags.PixelData;
            bool isSequence = VR is DicomVR.SQ or DicomVR.UN || !frame.IsExplicitVr;
            if (!isPixelData && !isSequence)
            {
                throw Damaged($"the length is undefined, which VR {VR} does not allow");
            }

            // A sequence whose writer did not know its VR: what it holds is implicit VR little endian (PS3.5 section 6.2.2).
            bool isForeign = frame.IsExplicitVr && VR == DicomVR.UN;
            IsUnknownSequence = isForeign;
            VR = isPixelData ? VR : DicomVR.SQ;
            Open(isPixelData ? DataSetToken.FragmentsStart : DataSetToken.SequenceStart);
            frame.IsExplicitVr &= !isForeign;
            frame.IsBigEndian &= !isForeign;
            return;
        }

        CheckLength();
        if (VR == DicomVR.SQ)
        {
            IsUnknownSequence = false;
            Open(DataSetToken.SequenceStart);
            return;
        }

        Token = DataSetToken.Element;
        ValueRemaining = Length;
        if (Tag == Tags.PixelRepresentation && Length == 2 && source.Peek(2) is { Length: 2 } value)
        {
            frame.IsSigned = UInt16(value) == 1;
        }
        else if (Tag.IsPrivateCreator && !frame.IsExplicitVr && Length <= PrivateBlocks.LongestCreator && !PrivateDictionary.IsEmpty)
        {
            frame.PrivateBlocks ??= new PrivateBlocks();
            frame.PrivateBlocks.Add(Tag, source.Peek((int)Length));
        }
    }

    private void ReadItemOrDelimiter()
    {
        if (Tag == Tags.Item && frame.Kind == DataSetToken.SequenceStart)
        {
            if (items == MaxDepth)
            {
                throw Damaged($"items are nested more than {MaxDepth} deep");
            }

            CheckLength();
            items++;
            Open(DataSetToken.ItemStart);
        }
        else if (Tag == Tags.Item && frame.Kind == DataSetToken.FragmentsStart && Length != UndefinedLength)
        {
            CheckLength();
            Token = DataSetToken.Fragment;
            ValueRemaining = Length;
        }
        else if (frame.End is null && outer.Count > 0
            && Tag == (frame.Kind == DataSetToken.ItemStart ? Tags.ItemDelimitationItem : Tags.SequenceDelimitationItem))
        {
            // The length of a delimiter is zero; whatever it says, nothing belongs to it.
            Close();
        }
        else
        {
            throw Damaged("an item or a delimiter stands where none can be");
        }
    }

    private void CheckLength()
    {
        if (Length != UndefinedLength && Length > frame.Limit - source.Position)
        {
            throw Damaged($"the length is {Length}, but {frame.Limit - source.Position} bytes are left in {Container()}");
        }
    }

    private void Open(DataSetToken kind)
    {
        outer.Push(frame);
        frame.Kind = kind;
        frame.PrivateBlocks = null;
        frame.Tag = kind == DataSetToken.ItemStart ? frame.Tag : Tag;
        frame.End = Length == UndefinedLength ? null : source.Position + Length;
        frame.Limit = frame.End ?? frame.Limit;
        Token = kind;
    }

    private void Close()
    {
        bool isItem = frame.Kind == DataSetToken.ItemStart;
        items -= isItem ? 1 : 0;
        Token = isItem ? DataSetToken.ItemEnd
            : frame.Kind == DataSetToken.SequenceStart ? DataSetToken.SequenceEnd
            : DataSetToken.FragmentsEnd;
        VR = frame.Kind == DataSetToken.SequenceStart ? DicomVR.SQ : DicomVR.None;
        Tag = isItem ? Tags.Item : frame.Tag;
        frame = outer.Pop();
        Length = 0;
    }

    private string Container() => outer.Count == 0 ? "the data set" : frame.Tag.ToString();

    private ushort UInt16(ReadOnlySpan<byte> bytes) =>
        frame.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private uint UInt32(ReadOnlySpan<byte> bytes) =>
        frame.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
