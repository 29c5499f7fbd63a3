using System.Buffers.Binary;
using DicomPS.Engine.Pdu;
using Xunit;

namespace DicomPS.Engine.Tests.Pdu;

public class MalformedTests
{
    private const uint Limit = 1 << 20;

    public static TheoryData<string> Names => Samples.Names;

    [Theory]
    [InlineData("47 45 54202F20 'HTTP/1.1'", "PDU type", 0, AbortReason.UnrecognizedPdu)]
    [InlineData("00 00 00000000", "PDU type", 0, AbortReason.UnrecognizedPdu)]
    [InlineData("08 00 00000004", "PDU type", 0, AbortReason.UnrecognizedPdu)]
    [InlineData("16 03 01020001", "PDU type", 0, AbortReason.UnrecognizedPdu)]
    [InlineData("01 00 FFFFFFFF", "A-ASSOCIATE-RQ: PDU length", 2, AbortReason.InvalidPduParameterValue)]
    [InlineData("02 00 00100001", "A-ASSOCIATE-AC: PDU length", 2, AbortReason.InvalidPduParameterValue)]
    [InlineData("04 00 FFFFFFFF", "P-DATA-TF: PDU length", 2, AbortReason.InvalidPduParameterValue)]
    [InlineData("03 00 00000005", "A-ASSOCIATE-RJ: PDU length", 2, AbortReason.InvalidPduParameterValue)]
    [InlineData("05 00 00000003", "A-RELEASE-RQ: PDU length", 2, AbortReason.InvalidPduParameterValue)]
    [InlineData("06 00 00000000", "A-RELEASE-RP: PDU length", 2, AbortReason.InvalidPduParameterValue)]
    [InlineData("07 00 FFFFFFFF", "A-ABORT: PDU length", 2, AbortReason.InvalidPduParameterValue)]
    public void A_header_alone_can_be_malformed(string vector, string field, long offset, AbortReason reason)
    {
        MalformedPduException error = Malformed(Wire.Bytes(vector));

        Assert.Equal((field, offset, reason), (error.Field, error.Offset, error.Reason));
        Assert.Equal(DicomErrorId.ProtocolViolation, error.ErrorId);
        Assert.NotNull(error.RecommendedAction);
    }

    /// <summary>Where the lengths of <see cref="Samples.AssociateRqVector"/> stand, counted from its tables.</summary>
    [Theory]
    [InlineData(76, "application context item length")]
    [InlineData(101, "presentation context item 1 length")]
    [InlineData(109, "presentation context item 1: abstract syntax sub-item length")]
    [InlineData(130, "presentation context item 1: transfer syntax sub-item 1 length")]
    [InlineData(151, "presentation context item 2 length")]
    [InlineData(209, "presentation context item 2: transfer syntax sub-item 2 length")]
    [InlineData(232, "user information item length")]
    [InlineData(236, "user information item: maximum length sub-item length")]
    [InlineData(244, "user information item: implementation class UID sub-item length")]
    [InlineData(257, "user information item: asynchronous operations window sub-item length")]
    [InlineData(265, "user information item: role selection sub-item 1 length")]
    [InlineData(267, "user information item role selection sub-item 1: SOP class UID length")]
    [InlineData(298, "user information item: implementation version name sub-item length")]
    [InlineData(311, "user information item: SOP class extended negotiation sub-item 1 length")]
    [InlineData(313, "user information item SOP class extended negotiation sub-item 1: SOP class UID length")]
    [InlineData(345, "user information item: SOP class common extended negotiation sub-item 1 length")]
    [InlineData(374, "user information item SOP class common extended negotiation sub-item 1: service class UID length")]
    [InlineData(393, "user information item SOP class common extended negotiation sub-item 1: related general SOP class identification length")]
    [InlineData(395, "user information item SOP class common extended negotiation sub-item 1 related general SOP class identification: related general SOP class UID length")]
    [InlineData(424, "user information item: user identity sub-item length")]
    [InlineData(428, "user information item user identity sub-item: primary field length")]
    [InlineData(434, "user information item user identity sub-item: secondary field length")]
    public void A_length_beyond_its_container_is_named_with_its_place(int offset, string field)
    {
        byte[] bytes = [.. Samples.All["A-ASSOCIATE-RQ"].Bytes];
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(offset), ushort.MaxValue);

        MalformedPduException error = Malformed(bytes);

        string separator = field.Contains(':', StringComparison.Ordinal) ? " " : ": ";
        Assert.Equal((offset, $"A-ASSOCIATE-RQ{separator}{field}"), (error.Offset, error.Field));
        Assert.Equal(AbortReason.InvalidPduParameterValue, error.Reason);
        Assert.Contains("is 65535 where", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_result_of_a_context_is_malformed()
    {
        MalformedPduException error = Malformed(
            Wire.Bytes($"02 00 0000004C {Wire.Zeros(68)} 21 00 0004 01 00 05 00"));

        Assert.Equal(("A-ASSOCIATE-AC presentation context item 1: result", 80L), (error.Field, error.Offset));
        Assert.Equal(AbortReason.InvalidPduParameterValue, error.Reason);
    }

    [Fact]
    public void Without_a_limit_a_length_of_4_gigabytes_needs_more() =>
        Assert.False(ProtocolDataUnit.TryDecode(Wire.Bytes("04 00 FFFFFFFF 00"), uint.MaxValue, out _, out _));

    [Theory]
    [InlineData("04 00 00000000", 6)] // no value
    [InlineData("04 00 00000005 00000002 01", 6)] // no whole header
    [InlineData("04 00 00000006 00000001 01 03", 6)] // a length below the least
    [InlineData("04 00 00000006 00000000 01 03", 6)]
    [InlineData("04 00 00000006 00000003 01 03", 6)] // beyond the PDU
    [InlineData("04 00 00000006 FFFFFFFF 01 03", 6)]
    [InlineData("04 00 0000000E 00000004 01 03 'AB' 00000003 01 00", 14)]
    public void Presentation_data_values(string vector, long offset) =>
        Assert.Equal(offset, Malformed(Wire.Bytes(vector)).Offset);

    [Theory]
    [InlineData("51 00 0003 000000")]
    [InlineData("51 00 0005 0000000000")]
    [InlineData("51 00 0000")]
    [InlineData("53 00 0003 000000")]
    [InlineData("53 00 0005 0000000000")]
    [InlineData("54 00 0003 0000 01")]
    [InlineData("58 00 0004 01 00 0000")]
    [InlineData("59 00 0001 00")]
    [InlineData("51 00 00")]
    public void Sub_items_too_short_or_of_the_wrong_fixed_length(string subItem)
    {
        int length = Wire.Bytes(subItem).Length;
        byte[] bytes = Wire.Bytes($"01 00 {68 + 4 + length:X8} {Wire.Zeros(68)} 50 00 {length:X4} {subItem}");

        Assert.StartsWith("A-ASSOCIATE-RQ user information item", Malformed(bytes).Field, StringComparison.Ordinal);
    }

    /// <summary>Every pair and every four bytes, the length fields among them, take the values that hurt.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void No_corrupted_length_causes_another_error_or_a_large_allocation(string name)
    {
        byte[] sample = Samples.All[name].Bytes;
        for (int offset = 0; offset < sample.Length - 1; offset++)
        {
            ushort pair = BinaryPrimitives.ReadUInt16BigEndian(sample.AsSpan(offset));
            foreach (ushort value in (ReadOnlySpan<ushort>)[0, 1, (ushort)(pair - 1), (ushort)(pair + 1), 0x7FFF, 0xFFFF])
            {
                byte[] bytes = [.. sample];
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(offset), value);
                DecodesOrIsMalformed(bytes);
            }
        }

        for (int offset = 0; offset < sample.Length - 3; offset++)
        {
            uint four = BinaryPrimitives.ReadUInt32BigEndian(sample.AsSpan(offset));
            foreach (uint value in (ReadOnlySpan<uint>)[0, 1, four - 1, four + 1, int.MaxValue, 0x80000000, 0xFFFFFFFF])
            {
                byte[] bytes = [.. sample];
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(offset), value);
                DecodesOrIsMalformed(bytes);
            }
        }
    }

    [Fact]
    public void Nothing_but_a_malformed_pdu_comes_of_random_mutations()
    {
        Random random = new(20240517);
        byte[][] samples = [.. Samples.All.Values.Select(s => s.Bytes)];
        int decoded = 0;
        for (int i = 0; i < 20_000; i++)
        {
            List<byte> bytes = [.. samples[random.Next(samples.Length)]];
            for (int mutations = random.Next(1, 5); mutations > 0; mutations--)
            {
                Mutate(bytes, random);
            }

            // Half of them claim the length that they have, so that the body is reached.
            if (bytes.Count >= PduHeader.Size && random.Next(2) == 0)
            {
                byte[] length = new byte[4];
                BinaryPrimitives.WriteUInt32BigEndian(length, (uint)(bytes.Count - PduHeader.Size));
                for (int at = 0; at < length.Length; at++)
                {
                    bytes[2 + at] = length[at];
                }
            }

            decoded += DecodesOrIsMalformed([.. bytes]) ? 1 : 0;
        }

        // The mutations are of use only if some still decode and some do not.
        Assert.InRange(decoded, 1000, 19_000);
    }

    private static void Mutate(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        switch (random.Next(5))
        {
            case 0 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes.InsertRange(at, new byte[random.Next(1, 9)]);
                break;
            case 3:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                break;
            default:
                bytes.AddRange(bytes.Skip(at).Take(random.Next(1, 40)).ToArray());
                break;
        }
    }

    private static MalformedPduException Malformed(byte[] bytes) =>
        Assert.Throws<MalformedPduException>(() => ProtocolDataUnit.TryDecode(bytes, Limit, out _, out _));

    /// <summary>Decodes, and lets no error pass but the one that may come.</summary>
    /// <returns>Whether it was a PDU.</returns>
    private static bool DecodesOrIsMalformed(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isPdu = false;
        try
        {
            isPdu = ProtocolDataUnit.TryDecode(bytes, Limit, out ProtocolDataUnit? pdu, out int consumed);
            Assert.InRange(consumed, isPdu ? PduHeader.Size : 0, bytes.Length);
            Assert.Equal(isPdu, pdu is not null);
        }
        catch (MalformedPduException error)
        {
            Assert.InRange(error.Offset, 0, bytes.Length);
            Assert.NotEmpty(error.Field);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        return isPdu;
    }
}
