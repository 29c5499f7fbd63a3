using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Tests.Pdu;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Dimse;

/// <summary>PS3.7 section 6.3.1 and annex E.1. The vectors were written by hand from the tables.</summary>
public class CommandSetCodecTests
{
    // 8+18 + 8+2 + 8+2 + 8+2 = 56 = 38H
    private const string EchoRq = """
        0000 0000 04000000 38000000
        0000 0200 12000000 '1.2.840.10008.1.1' 00
        0000 0001 02000000 3000
        0000 1001 02000000 0700
        0000 0008 02000000 0101
        """;

    // 8+26 + 10 + 10 + 10 + 10 + 8+4 = 86 = 56H
    private const string StoreRq = """
        0000 0000 04000000 56000000
        0000 0200 1A000000 '1.2.840.10008.5.1.4.1.1.2' 00
        0000 0001 02000000 0100
        0000 1001 02000000 FFFF
        0000 0007 02000000 0200
        0000 0008 02000000 0100
        0000 0010 04000000 '1.23'
        """;

    // 10 + 10 + 10 + 10 + 16 + 12 + 10 + 10 + 10 + 10 + 10 = 118 = 76H
    private const string MoveRsp = """
        0000 0000 04000000 76000000
        0000 0001 02000000 2180
        0000 2001 02000000 0900
        0000 0008 02000000 0101
        0000 0009 02000000 02A7
        0000 0109 08000000 1000 2000 0800 5200
        0000 0209 04000000 'Why'20
        0000 0309 02000000 3412
        0000 2010 02000000 0100
        0000 2110 02000000 0200
        0000 2210 02000000 0300
        0000 2310 02000000 0400
        """;

    // 12 + 10 + 10 + 10 + 12 + 10 + 12 + 10 + 10 + 10 = 106 = 6AH
    private const string Rest = """
        0000 0000 04000000 6A000000
        0000 0300 04000000 '1.24'
        0000 0001 02000000 3001
        0000 0006 02000000 'D'20
        0000 0008 02000000 0101
        0000 0110 04000000 '1.25'
        0000 0210 02000000 0500
        0000 0510 04000000 2800 1000
        0000 0810 02000000 0600
        0000 3010 02000000 'M'20
        0000 3110 02000000 0800
        """;

    public static TheoryData<string, CommandSet> Vectors => new()
    {
        { EchoRq, new() { AffectedSopClassUid = Uids.Verification, CommandField = CommandField.CEchoRq, MessageId = 7 } },
        {
            StoreRq,
            new()
            {
                AffectedSopClassUid = Uids.CTImageStorage,
                CommandField = CommandField.CStoreRq,
                MessageId = 65535,
                Priority = Priority.Low,
                HasDataSet = true,
                AffectedSopInstanceUid = "1.23",
            }
        },
        {
            MoveRsp,
            new()
            {
                CommandField = CommandField.CMoveRsp,
                MessageIdBeingRespondedTo = 9,
                Status = 0xA702,
                OffendingElement = [new(0x0010, 0x0020), new(0x0008, 0x0052)],
                ErrorComment = "Why",
                ErrorId = 0x1234,
                RemainingSuboperations = 1,
                CompletedSuboperations = 2,
                FailedSuboperations = 3,
                WarningSuboperations = 4,
            }
        },
        {
            Rest,
            new()
            {
                RequestedSopClassUid = "1.24",
                CommandField = CommandField.NActionRq,
                MoveDestination = "D",
                RequestedSopInstanceUid = "1.25",
                EventTypeId = 5,
                AttributeIdentifierList = [new(0x0028, 0x0010)],
                ActionTypeId = 6,
                MoveOriginatorTitle = "M",
                MoveOriginatorMessageId = 8,
            }
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_command_set_is_the_bytes_of_the_standard_and_back(string vector, CommandSet command)
    {
        byte[] bytes = Wire.Bytes(vector);
        Assert.Equal(bytes, CommandSetCodec.Encode(command));
        AssertSame(command, CommandSetCodec.Decode(bytes));
    }

    [Theory]
    [InlineData("0000 0200 04000000 '1.2'20 0000 0001 02000000 3000")]
    [InlineData("0000 0200 04000000 ' 1.2' 0000 0001 02000000 3000")]
    [InlineData("0000 0001 02000000 3000 0000 0200 04000000 '1.2'00")]
    [InlineData("0000 0000 04000000 FFFFFFFF 0000 0200 06000000 '1.2'000000 0000 0001 02000000 3000")]
    [InlineData("0000 0000 00000000 0000 0200 03000000 '1.2' 0000 0001 02000000 3000 0000 0155 05000000 'extra'")]
    public void What_peers_write_is_read_tolerantly(string vector)
    {
        CommandSet command = CommandSetCodec.Decode(Wire.Bytes(vector));
        Assert.Equal(("1.2", CommandField.CEchoRq), (command.AffectedSopClassUid, command.CommandField));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0000 1001 02000000 0100")]
    [InlineData("0000 0001 02000000 30")]
    [InlineData("0000 0001 FFFFFFFF 3000")]
    [InlineData("0000 0001 00000080 3000")]
    [InlineData("0000 0001 04000000 30000000")]
    [InlineData("0000 0001 00000000")]
    [InlineData("0000 0001 02000000 3000 0000 0009 01000000 00")]
    [InlineData("0800 0001 02000000 3000")]
    [InlineData("0000 0001 02000000 3000 0800 1600 02000000 '1'00")]
    [InlineData("0000 0001 02000000 3000 00000000000000")]
    public void What_is_no_command_set_is_a_protocol_violation(string vector) =>
        Fails(DicomErrorId.ProtocolViolation, () => CommandSetCodec.Decode(Wire.Bytes(vector)));

    [Fact]
    public void A_command_set_cut_anywhere_but_between_elements_is_a_protocol_violation()
    {
        byte[] bytes = Wire.Bytes(EchoRq);
        int[] borders = [12 + 26 + 10, 12 + 26 + 20];
        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] cut = bytes[..length];
            if (borders.Contains(length))
            {
                Assert.Equal(CommandField.CEchoRq, CommandSetCodec.Decode(cut).CommandField);
            }
            else
            {
                Fails(DicomErrorId.ProtocolViolation, () => CommandSetCodec.Decode(cut));
            }
        }
    }

    [Fact]
    public void Of_mutated_bytes_nothing_comes_but_a_command_set_or_a_protocol_violation()
    {
        Random random = new(20200229);
        byte[][] originals = [.. Vectors.Select(row => Wire.Bytes(row.Data.Item1))];
        int violations = 0;
        for (int i = 0; i < 20000; i++)
        {
            byte[] bytes = [.. originals[i % originals.Length]];
            for (int changes = random.Next(1, 5); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                CommandSetCodec.Decode(bytes.AsSpan(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length));
            }
            catch (DicomException e) when (e.ErrorId == DicomErrorId.ProtocolViolation)
            {
                violations++;
            }
        }

        Assert.InRange(violations, 1000, 19999);
    }

    [Fact]
    public void A_response_names_what_it_responds_to()
    {
        CommandSet request = CommandSetCodec.Decode(Wire.Bytes(StoreRq));
        AssertSame(
            new CommandSet
            {
                AffectedSopClassUid = Uids.CTImageStorage,
                AffectedSopInstanceUid = "1.23",
                CommandField = CommandField.CStoreRsp,
                MessageIdBeingRespondedTo = 65535,
                Status = 0xA700,
                ErrorComment = "No room",
            },
            request.RespondWith(0xA700, "No room"));
        Assert.True(request.HasDataSet);
        Assert.False(request.IsResponse);
        Assert.False(request.RespondWith(0).HasDataSet);
        Assert.True(request.RespondWith(0).IsResponse);
        Fails(DicomErrorId.ProtocolViolation, () => request.RequireStatus(DicomServiceClass.Storage).Code);
    }

    [Theory]
    [InlineData(0x0101, false)]
    [InlineData(0x0000, true)]
    [InlineData(0x0001, true)]
    [InlineData(0x0102, true)]
    [InlineData(0xFFFF, true)]
    public void Any_data_set_type_but_0101_says_that_a_data_set_follows(int type, bool expected) =>
        Assert.Equal(expected, new CommandSet { CommandDataSetType = (ushort)type }.HasDataSet);

    // The lists of tags compare by reference.
    private static void AssertSame(CommandSet expected, CommandSet actual)
    {
        Assert.Equal(expected.OffendingElement, actual.OffendingElement);
        Assert.Equal(expected.AttributeIdentifierList, actual.AttributeIdentifierList);
        Assert.Equal(
            expected with { OffendingElement = null, AttributeIdentifierList = null },
            actual with { OffendingElement = null, AttributeIdentifierList = null });
    }
}
