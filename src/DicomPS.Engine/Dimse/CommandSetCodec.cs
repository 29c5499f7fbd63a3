using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>Command sets as bytes: Implicit VR Little Endian, always, in ascending order of the tags (PS3.7 section 6.3.1).</summary>
internal static class CommandSetCodec
{
    private const int HeaderSize = 8;
    private const ushort CommandGroupLength = 0x0000;

    // Slots of the elements it knows, in ascending order of the tags (PS3.7 table E.1-1).
    private static readonly ushort[] KnownElements =
    [
        0x0002, 0x0003, 0x0100, 0x0110, 0x0120, 0x0600, 0x0700, 0x0800, 0x0900, 0x0901, 0x0902, 0x0903,
        0x1000, 0x1001, 0x1002, 0x1005, 0x1008, 0x1020, 0x1021, 0x1022, 0x1023, 0x1030, 0x1031,
    ];

    /// <summary>A command set as bytes.</summary>
    internal static byte[] Encode(CommandSet command)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        Encode(command, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a command set to the end of a buffer.</summary>
    internal static void Encode(CommandSet command, ArrayBufferWriter<byte> buffer)
    {
        int start = buffer.WrittenCount;
        WriteHeader(buffer, CommandGroupLength, sizeof(uint)).Clear();
        int body = buffer.WrittenCount;
        WriteText(buffer, 0x0002, command.AffectedSopClassUid, 0);
        WriteText(buffer, 0x0003, command.RequestedSopClassUid, 0);
        WriteNumber(buffer, 0x0100, (ushort)command.CommandField);
        WriteNumber(buffer, 0x0110, command.MessageId);
        WriteNumber(buffer, 0x0120, command.MessageIdBeingRespondedTo);
        WriteText(buffer, 0x0600, command.MoveDestination, (byte)' ');
        WriteNumber(buffer, 0x0700, (ushort?)command.Priority);
        WriteNumber(buffer, 0x0800, command.CommandDataSetType);
        WriteNumber(buffer, 0x0900, command.Status);
        WriteTags(buffer, 0x0901, command.OffendingElement);
        WriteText(buffer, 0x0902, command.ErrorComment, (byte)' ');
        WriteNumber(buffer, 0x0903, command.ErrorId);
        WriteText(buffer, 0x1000, command.AffectedSopInstanceUid, 0);
        WriteText(buffer, 0x1001, command.RequestedSopInstanceUid, 0);
        WriteNumber(buffer, 0x1002, command.EventTypeId);
        WriteTags(buffer, 0x1005, command.AttributeIdentifierList);
        WriteNumber(buffer, 0x1008, command.ActionTypeId);
        WriteNumber(buffer, 0x1020, command.RemainingSuboperations);
        WriteNumber(buffer, 0x1021, command.CompletedSuboperations);
        WriteNumber(buffer, 0x1022, command.FailedSuboperations);
        WriteNumber(buffer, 0x1023, command.WarningSuboperations);
        WriteText(buffer, 0x1030, command.MoveOriginatorTitle, (byte)' ');
        WriteNumber(buffer, 0x1031, command.MoveOriginatorMessageId);

        Span<byte> written = MemoryMarshal.AsMemory(buffer.WrittenMemory).Span;
        BinaryPrimitives.WriteUInt32LittleEndian(written[(start + HeaderSize)..], (uint)(buffer.WrittenCount - body));
    }

    /// <summary>Reads a command set. Elements it does not know are passed over; the group length is not believed.</summary>
    /// <exception cref="DicomException">ProtocolViolation: the bytes are no command set.</exception>
    internal static CommandSet Decode(ReadOnlySpan<byte> bytes)
    {
        // Of an element that stands several times the last one counts.
        Span<Range> values = stackalloc Range[KnownElements.Length];
        values.Clear();
        for (int offset = 0; offset < bytes.Length;)
        {
            if (bytes.Length - offset < HeaderSize)
            {
                throw Malformed(offset, "an element is cut short");
            }

            ushort group = BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);
            ushort element = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(offset + 2)..]);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(offset + 4)..]);
            if (group != 0 || length > bytes.Length - offset - HeaderSize)
            {
                throw Malformed(offset, group != 0
                    ? $"group {group:X4} has no place there"
                    : $"element (0000,{element:X4}) claims {length} bytes");
            }

            int value = offset + HeaderSize;
            offset = value + (int)length;
            if (Array.BinarySearch(KnownElements, element) is >= 0 and int slot)
            {
                values[slot] = value..offset;
            }
        }

        Elements elements = new(bytes, values);
        return new CommandSet
        {
            CommandField = (CommandField)(elements.Number(0x0100) ?? throw Malformed(bytes.Length, "there is no Command Field")),
            AffectedSopClassUid = elements.Text(0x0002),
            RequestedSopClassUid = elements.Text(0x0003),
            MessageId = elements.Number(0x0110),
            MessageIdBeingRespondedTo = elements.Number(0x0120),
            MoveDestination = elements.Text(0x0600),
            Priority = (Priority?)elements.Number(0x0700),
            CommandDataSetType = elements.Number(0x0800) ?? CommandSet.NoDataSet,
            Status = elements.Number(0x0900),
            OffendingElement = elements.Tags(0x0901),
            ErrorComment = elements.Text(0x0902),
            ErrorId = elements.Number(0x0903),
            AffectedSopInstanceUid = elements.Text(0x1000),
            RequestedSopInstanceUid = elements.Text(0x1001),
            EventTypeId = elements.Number(0x1002),
            AttributeIdentifierList = elements.Tags(0x1005),
            ActionTypeId = elements.Number(0x1008),
            RemainingSuboperations = elements.Number(0x1020),
            CompletedSuboperations = elements.Number(0x1021),
            FailedSuboperations = elements.Number(0x1022),
            WarningSuboperations = elements.Number(0x1023),
            MoveOriginatorTitle = elements.Text(0x1030),
            MoveOriginatorMessageId = elements.Number(0x1031),
        };
    }

    private static Span<byte> WriteHeader(ArrayBufferWriter<byte> buffer, ushort element, int length)
    {
        Span<byte> target = buffer.GetSpan(HeaderSize + length)[..(HeaderSize + length)];
        BinaryPrimitives.WriteUInt16LittleEndian(target, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(target[2..], element);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], length);
        buffer.Advance(target.Length);
        return target[HeaderSize..];
    }

    private static void WriteNumber(ArrayBufferWriter<byte> buffer, ushort element, ushort? value)
    {
        if (value is { } number)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(WriteHeader(buffer, element, sizeof(ushort)), number);
        }
    }

    // UIDs are padded with a NUL, other text with a space (PS3.5 section 6.2).
    private static void WriteText(ArrayBufferWriter<byte> buffer, ushort element, string? text, byte padding)
    {
        if (text is not null)
        {
            Span<byte> value = WriteHeader(buffer, element, (text.Length + 1) & ~1);
            value[Encoding.ASCII.GetBytes(text, value)..].Fill(padding);
        }
    }

    private static void WriteTags(ArrayBufferWriter<byte> buffer, ushort element, IReadOnlyList<DicomTag>? tags)
    {
        if (tags is null)
        {
            return;
        }

        Span<byte> value = WriteHeader(buffer, element, 4 * tags.Count);
        for (int i = 0; i < tags.Count; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(value[(4 * i)..], tags[i].Group);
            BinaryPrimitives.WriteUInt16LittleEndian(value[(4 * i + 2)..], tags[i].Element);
        }
    }

    private static DicomException Malformed(int offset, string problem) => new(
        DicomErrorId.ProtocolViolation,
        $"Malformed command set: {problem} (offset {offset}).",
        "Check the peer's DICOM software: what it sent does not follow PS3.7.");

    // The values that were found, by their slots; an empty range without a header before it is none.
    private readonly ref struct Elements(ReadOnlySpan<byte> bytes, ReadOnlySpan<Range> values)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;
        private readonly ReadOnlySpan<Range> values = values;

        internal ushort? Number(ushort element) => !TryGet(element, out ReadOnlySpan<byte> value, out int offset)
            ? null
            : value.Length == sizeof(ushort)
                ? BinaryPrimitives.ReadUInt16LittleEndian(value)
                : throw Malformed(offset, $"element (0000,{element:X4}) has {value.Length} bytes instead of 2");

        internal string? Text(ushort element) =>
            TryGet(element, out ReadOnlySpan<byte> value, out _) ? Encoding.ASCII.GetString(value.Trim(" \0"u8)) : null;

        internal DicomTag[]? Tags(ushort element)
        {
            if (!TryGet(element, out ReadOnlySpan<byte> value, out _))
            {
                return null;
            }

            DicomTag[] tags = new DicomTag[value.Length / 4];
            for (int i = 0; i < tags.Length; i++)
            {
                tags[i] = new DicomTag(
                    BinaryPrimitives.ReadUInt16LittleEndian(value[(4 * i)..]),
                    BinaryPrimitives.ReadUInt16LittleEndian(value[(4 * i + 2)..]));
            }

            return tags;
        }

        private bool TryGet(ushort element, out ReadOnlySpan<byte> value, out int offset)
        {
            Range place = values[Array.BinarySearch(KnownElements, element)];
            value = bytes[place];
            offset = place.Start.Value - HeaderSize;
            return offset >= 0;
        }
    }
}
