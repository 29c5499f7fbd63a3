using System.Buffers.Binary;
using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>Command sets as bytes: Implicit VR Little Endian, always, in ascending order of the tags (PS3.7 section 6.3.1).</summary>
internal static class CommandSetCodec
{
    private const int HeaderSize = 8;
    private const ushort CommandGroupLength = 0x0000;

    internal static byte[] Encode(CommandSet command)
    {
        using MemoryStream body = new(256);
        WriteText(body, 0x0002, command.AffectedSopClassUid, '\0');
        WriteText(body, 0x0003, command.RequestedSopClassUid, '\0');
        WriteNumber(body, 0x0100, (ushort)command.CommandField);
        WriteNumber(body, 0x0110, command.MessageId);
        WriteNumber(body, 0x0120, command.MessageIdBeingRespondedTo);
        WriteText(body, 0x0600, command.MoveDestination, ' ');
        WriteNumber(body, 0x0700, (ushort?)command.Priority);
        WriteNumber(body, 0x0800, command.CommandDataSetType);
        WriteNumber(body, 0x0900, command.Status);
        WriteTags(body, 0x0901, command.OffendingElement);
        WriteText(body, 0x0902, command.ErrorComment, ' ');
        WriteNumber(body, 0x0903, command.ErrorId);
        WriteText(body, 0x1000, command.AffectedSopInstanceUid, '\0');
        WriteText(body, 0x1001, command.RequestedSopInstanceUid, '\0');
        WriteNumber(body, 0x1002, command.EventTypeId);
        WriteTags(body, 0x1005, command.AttributeIdentifierList);
        WriteNumber(body, 0x1008, command.ActionTypeId);
        WriteNumber(body, 0x1020, command.RemainingSuboperations);
        WriteNumber(body, 0x1021, command.CompletedSuboperations);
        WriteNumber(body, 0x1022, command.FailedSuboperations);
        WriteNumber(body, 0x1023, command.WarningSuboperations);
        WriteText(body, 0x1030, command.MoveOriginatorTitle, ' ');
        WriteNumber(body, 0x1031, command.MoveOriginatorMessageId);

        byte[] bytes = new byte[HeaderSize + sizeof(uint) + (int)body.Length];
        WriteHeader(bytes, CommandGroupLength, sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(HeaderSize), (uint)body.Length);
        body.Position = 0;
        body.ReadExactly(bytes.AsSpan(HeaderSize + sizeof(uint)));
        return bytes;
    }

    /// <summary>Reads a command set. Elements it does not know are passed over; the group length is not believed.</summary>
    /// <exception cref="DicomException">ProtocolViolation: the bytes are no command set.</exception>
    internal static CommandSet Decode(ReadOnlySpan<byte> bytes)
    {
        CommandSet command = new();
        bool hasField = false;
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

            ReadOnlySpan<byte> value = bytes.Slice(offset + HeaderSize, (int)length);
            command = Read(command, element, value, offset);
            hasField |= element == 0x0100;
            offset += HeaderSize + (int)length;
        }

        return hasField ? command : throw Malformed(bytes.Length, "there is no Command Field");
    }

    private static CommandSet Read(CommandSet command, ushort element, ReadOnlySpan<byte> value, int offset) => element switch
    {
        0x0002 => command with { AffectedSopClassUid = Text(value) },
        0x0003 => command with { RequestedSopClassUid = Text(value) },
        0x0100 => command with { CommandField = (CommandField)Number(value, element, offset) },
        0x0110 => command with { MessageId = Number(value, element, offset) },
        0x0120 => command with { MessageIdBeingRespondedTo = Number(value, element, offset) },
        0x0600 => command with { MoveDestination = Text(value) },
        0x0700 => command with { Priority = (Priority)Number(value, element, offset) },
        0x0800 => command with { CommandDataSetType = Number(value, element, offset) },
        0x0900 => command with { Status = Number(value, element, offset) },
        0x0901 => command with { OffendingElement = ReadTags(value) },
        0x0902 => command with { ErrorComment = Text(value) },
        0x0903 => command with { ErrorId = Number(value, element, offset) },
        0x1000 => command with { AffectedSopInstanceUid = Text(value) },
        0x1001 => command with { RequestedSopInstanceUid = Text(value) },
        0x1002 => command with { EventTypeId = Number(value, element, offset) },
        0x1005 => command with { AttributeIdentifierList = ReadTags(value) },
        0x1008 => command with { ActionTypeId = Number(value, element, offset) },
        0x1020 => command with { RemainingSuboperations = Number(value, element, offset) },
        0x1021 => command with { CompletedSuboperations = Number(value, element, offset) },
        0x1022 => command with { FailedSuboperations = Number(value, element, offset) },
        0x1023 => command with { WarningSuboperations = Number(value, element, offset) },
        0x1030 => command with { MoveOriginatorTitle = Text(value) },
        0x1031 => command with { MoveOriginatorMessageId = Number(value, element, offset) },
        _ => command,
    };

    private static ushort Number(ReadOnlySpan<byte> value, ushort element, int offset) =>
        value.Length == sizeof(ushort)
            ? BinaryPrimitives.ReadUInt16LittleEndian(value)
            : throw Malformed(offset, $"element (0000,{element:X4}) has {value.Length} bytes instead of 2");

    private static string Text(ReadOnlySpan<byte> value) => Encoding.ASCII.GetString(value).Trim(' ', '\0');

    private static DicomTag[] ReadTags(ReadOnlySpan<byte> value)
    {
        DicomTag[] tags = new DicomTag[value.Length / 4];
        for (int i = 0; i < tags.Length; i++)
        {
            tags[i] = new DicomTag(
                BinaryPrimitives.ReadUInt16LittleEndian(value[(4 * i)..]),
                BinaryPrimitives.ReadUInt16LittleEndian(value[(4 * i + 2)..]));
        }

        return tags;
    }

    private static void WriteHeader(Span<byte> target, ushort element, int length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(target[2..], element);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], length);
    }

    private static void WriteNumber(MemoryStream body, ushort element, ushort? value)
    {
        if (value is { } number)
        {
            Span<byte> bytes = stackalloc byte[HeaderSize + sizeof(ushort)];
            WriteHeader(bytes, element, sizeof(ushort));
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[HeaderSize..], number);
            body.Write(bytes);
        }
    }

    // UIDs are padded with a NUL, other text with a space (PS3.5 section 6.2).
    private static void WriteText(MemoryStream body, ushort element, string? text, char padding)
    {
        if (text is null)
        {
            return;
        }

        byte[] value = Encoding.ASCII.GetBytes(text.Length % 2 == 0 ? text : text + padding);
        Span<byte> header = stackalloc byte[HeaderSize];
        WriteHeader(header, element, value.Length);
        body.Write(header);
        body.Write(value);
    }

    private static void WriteTags(MemoryStream body, ushort element, IReadOnlyList<DicomTag>? tags)
    {
        if (tags is null)
        {
            return;
        }

        Span<byte> header = stackalloc byte[HeaderSize];
        WriteHeader(header, element, 4 * tags.Count);
        body.Write(header);
        Span<byte> value = stackalloc byte[4];
        foreach (DicomTag tag in tags)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(value, tag.Group);
            BinaryPrimitives.WriteUInt16LittleEndian(value[2..], tag.Element);
            body.Write(value);
        }
    }

    private static DicomException Malformed(int offset, string problem) => new(
        DicomErrorId.ProtocolViolation,
        $"Malformed command set: {problem} (offset {offset}).",
        "Check the peer's DICOM software: what it sent does not follow PS3.7.");
}
