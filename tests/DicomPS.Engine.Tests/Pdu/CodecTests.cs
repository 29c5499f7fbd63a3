using DicomPS.Engine.Pdu;
using Xunit;

namespace DicomPS.Engine.Tests.Pdu;

public class CodecTests
{
    private const uint Limit = 1 << 20;

    public static TheoryData<string> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pdu_encodes_to_the_bytes_of_the_standard(string name)
    {
        (ProtocolDataUnit pdu, byte[] bytes) = Samples.All[name];

        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(pdu.Encode()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_bytes_of_the_standard_decode_to_the_pdu(string name)
    {
        (ProtocolDataUnit pdu, byte[] bytes) = Samples.All[name];

        Assert.True(ProtocolDataUnit.TryDecode(bytes, Limit, out ProtocolDataUnit? decoded, out int consumed));

        Assert.Equal(bytes.Length, consumed);
        Assert.IsType(pdu.GetType(), decoded);
        Assert.Equal(bytes[0], (byte)decoded.Type);
        Assert.Equivalent(pdu, decoded, strict: true);
        Assert.Equal(bytes, decoded.Encode());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pdu_cut_at_any_byte_needs_more(string name)
    {
        (ProtocolDataUnit _, byte[] bytes) = Samples.All[name];
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.False(
                ProtocolDataUnit.TryDecode(bytes.AsSpan(0, length), Limit, out ProtocolDataUnit? none, out int consumed));
            Assert.Null(none);
            Assert.Equal(0, consumed);
        }

        Assert.True(ProtocolDataUnit.TryDecode(bytes, Limit, out _, out _));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_follows_a_pdu_is_left_alone(string name)
    {
        (ProtocolDataUnit _, byte[] bytes) = Samples.All[name];

        Assert.True(ProtocolDataUnit.TryDecode([.. bytes, 0x07, 0xFF], Limit, out _, out int consumed));

        Assert.Equal(bytes.Length, consumed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reserved_bytes_are_not_tested(string name)
    {
        (ProtocolDataUnit pdu, byte[] bytes) = Samples.All[name];
        byte[] changed = [.. bytes];
        changed[1] = 0xFF; // byte 2 of the PDU
        if (pdu is AssociateRq or AssociateAc)
        {
            changed.AsSpan(8, 2).Fill(0xFF); // bytes 9-10
            changed.AsSpan(42, 32).Fill(0xFF); // bytes 43-74
            changed[75] = 0xFF; // byte 2 of the application context item
        }
        else if (pdu is not PDataTf)
        {
            changed[6] = 0xFF; // byte 7
        }

        Assert.True(ProtocolDataUnit.TryDecode(changed, Limit, out ProtocolDataUnit? decoded, out _));

        Assert.Equal(bytes, decoded!.Encode());
    }

    [Fact]
    public void What_is_decoded_keeps_nothing_of_the_callers_buffer()
    {
        byte[] bytes = [.. Samples.All["P-DATA-TF"].Bytes];
        ProtocolDataUnit.TryDecode(bytes, Limit, out ProtocolDataUnit? decoded, out _);
        byte[] before = decoded!.Encode();

        bytes.AsSpan().Clear();

        Assert.Equal(before, decoded.Encode());
    }

    [Fact]
    public void The_body_must_be_as_long_as_its_header_says() =>
        Assert.Throws<ArgumentException>(() => ProtocolDataUnit.DecodeBody(new PduHeader(5, 4), new byte[3]));

    [Fact]
    public void Headers_are_written_as_they_are_read()
    {
        byte[] pdu = new byte[PduHeader.Size];
        new PduHeader(0x04, 0x01020304).Write(pdu);
        Assert.Equal("040001020304", Convert.ToHexString(pdu));
        Assert.True(PduHeader.TryRead(pdu, out PduHeader header));
        Assert.Equal(new PduHeader(0x04, 0x01020304), header);

        byte[] pdv = new byte[PdvHeader.Size];
        new PdvHeader(0x01020304, 255, IsCommand: true, IsLast: false).Write(pdv);
        Assert.Equal("01020304FF01", Convert.ToHexString(pdv));
        Assert.True(PdvHeader.TryRead(pdv, out PdvHeader value));
        Assert.Equal(new PdvHeader(0x01020304, 255, true, false), value);
        Assert.Equal(0x01020302u, value.DataLength);
    }

    [Theory]
    [InlineData(0x00, false, false)]
    [InlineData(0x01, true, false)]
    [InlineData(0x02, false, true)]
    [InlineData(0x03, true, true)]
    [InlineData(0xFC, false, false)]
    [InlineData(0xFF, true, true)]
    public void Of_the_message_control_header_two_bits_count(byte control, bool isCommand, bool isLast)
    {
        Assert.True(PdvHeader.TryRead([0, 0, 0, 2, 1, control], out PdvHeader header));

        Assert.Equal(new PdvHeader(2, 1, isCommand, isLast), header);
        Assert.Equal(0u, header.DataLength);
    }

    [Fact]
    public void A_header_that_is_not_all_there_needs_more()
    {
        byte[] bytes = [4, 0, 0, 0, 0, 2];
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.False(PduHeader.TryRead(bytes.AsSpan(0, length), out _));
            Assert.False(PdvHeader.TryRead(bytes.AsSpan(0, length), out _));
        }
    }
}
