using System.Buffers.Binary;
using DicomPS.Engine.Pdu;
using Xunit;

namespace DicomPS.Engine.Tests.Pdu;

public class TolerantReadingTests
{
    private const string ApplicationContext = "10 00 0015 '1.2.840.10008.3.1.1.1'";

    [Theory]
    [InlineData("ANY-SCP         ", "ANY-SCP")]
    [InlineData("  ANY SCP       ", "ANY SCP")]
    [InlineData("ANY-SCP\0\0\0\0\0\0\0\0\0", "ANY-SCP")]
    [InlineData("ANY-SCP \0 \0     ", "ANY-SCP")]
    [InlineData("1234567890123456", "1234567890123456")]
    [InlineData("                ", "")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "")]
    [InlineData("M\u00DCNCHEN\t1       ", "M?NCHEN?1")]
    public void Titles(string sent, string read)
    {
        AssociateRq pdu = Request("", $"'{sent}'");

        Assert.Equal(read, pdu.CalledAETitle);
    }

    [Theory]
    [InlineData("000A '1.2.3.4.5\0'", "1.2.3.4.5")]
    [InlineData("000A '1.2.3.4.5 '", "1.2.3.4.5")]
    [InlineData("000C '1.2.3.4.5\0\0 '", "1.2.3.4.5")]
    [InlineData("000A ' 1.2.3.4.5'", " 1.2.3.4.5")]
    [InlineData("0003 '1.\u00E9'", "1.?")]
    [InlineData("0000", "")]
    public void Uids(string sent, string read)
    {
        AssociateRq pdu = Request($"10 00 {sent}");

        Assert.Equal(read, pdu.ApplicationContextName);
    }

    [Fact]
    public void A_uid_longer_than_the_standard_allows_is_read_all_the_same()
    {
        string uid = "1." + new string('2', 298);

        AssociateRq pdu = Request($"10 00 012C '{uid}'");

        Assert.Equal(uid, pdu.ApplicationContextName);
    }

    [Fact]
    public void A_request_without_any_item_is_a_value()
    {
        AssociateRq pdu = Request("");

        Assert.Equal("", pdu.ApplicationContextName);
        Assert.Empty(pdu.PresentationContexts);
        Assert.Null(pdu.UserInformation.MaximumLength);
        Assert.Null(pdu.UserInformation.ImplementationClassUid);
    }

    [Fact]
    public void Protocol_version_context_ids_and_application_context_are_left_to_the_negotiation()
    {
        AssociateRq pdu = Request(
            "10 00 0003 '1.2' 20 00 0004 02 00 00 00 20 00 0004 02 00 00 00 20 00 0004 00 00 00 00", version: "FFFE");

        Assert.Equal(0xFFFE, pdu.ProtocolVersion);
        Assert.Equal("1.2", pdu.ApplicationContextName);
        Assert.Equal([2, 2, 0], pdu.PresentationContexts.Select(c => (int)c.Id));
        Assert.All(pdu.PresentationContexts, c => Assert.Equal("", c.AbstractSyntax));
        Assert.All(pdu.PresentationContexts, c => Assert.Empty(c.TransferSyntaxes));
    }

    [Fact]
    public void Unrecognised_items_and_sub_items_are_skipped()
    {
        AssociateRq pdu = Request($"""
            11 00 0002 FFFF
            {ApplicationContext}
            20 00 0015 01 00 00 00  31 00 0001 FF  30 00 0003 '1.2'  FF 00 0001 'x'
            21 00 0001 00
            50 00 0012  51 00 0004 00000010  50 00 0002 0000  FF 00 0000
            00 00 0000
            """);

        Assert.Equal(DicomPS.Engine.Dictionary.Uids.ApplicationContextName, pdu.ApplicationContextName);
        Assert.Equal("1.2", Assert.Single(pdu.PresentationContexts).AbstractSyntax);
        Assert.Equal(16u, pdu.UserInformation.MaximumLength);
    }

    [Fact]
    public void Of_single_items_that_stand_several_times_the_last_one_counts()
    {
        AssociateRq pdu = Request("""
            10 00 0003 '1.1'
            10 00 0003 '1.2'
            20 00 0012 01 00 00 00  30 00 0003 '1.3'  30 00 0003 '1.4'
            50 00 0000
            50 00 0010  51 00 0004 00000001  51 00 0004 00000002
            """);

        Assert.Equal("1.2", pdu.ApplicationContextName);
        Assert.Equal("1.4", pdu.PresentationContexts[0].AbstractSyntax);
        Assert.Equal(2u, pdu.UserInformation.MaximumLength);
    }

    [Fact]
    public void A_refused_context_needs_no_transfer_syntax()
    {
        byte[] bytes = Pdu(0x02, $"21 00 0004 01 00 04 00", "'A               '", "0001");

        Assert.True(ProtocolDataUnit.TryDecode(bytes, 1000, out ProtocolDataUnit? pdu, out _));

        PresentationContextAc context = Assert.Single(Assert.IsType<AssociateAc>(pdu).PresentationContexts);
        Assert.Equal(new PresentationContextAc(1, PresentationContextResult.TransferSyntaxesNotSupported, ""), context);
    }

    [Fact]
    public void Fields_that_a_later_version_adds_to_a_common_extended_negotiation_are_skipped()
    {
        AssociateRq pdu = Request("50 00 0014  57 01 0010 0003 '1.2' 0003 '1.3' 0000 0001 0203");

        SopClassCommonExtendedNegotiation negotiation =
            Assert.Single(pdu.UserInformation.SopClassCommonExtendedNegotiations);
        Assert.Equal(("1.2", "1.3"), (negotiation.SopClassUid, negotiation.ServiceClassUid));
        Assert.Empty(negotiation.RelatedGeneralSopClassUids);
    }

    [Fact]
    public void An_unknown_user_identity_type_is_kept()
    {
        AssociateRq pdu = Request("50 00 000A  58 00 0006 63 02 0000 0000");

        Assert.Equal(99, (int)pdu.UserInformation.UserIdentityRq!.Type);
        Assert.True(pdu.UserInformation.UserIdentityRq.PositiveResponseRequested);
    }

    [Fact]
    public void Unknown_numbers_in_a_rejection_and_an_abort_are_kept()
    {
        ProtocolDataUnit.TryDecode(Wire.Bytes("03 00 00000004 00 09 08 07"), 4, out ProtocolDataUnit? rejection, out _);
        ProtocolDataUnit.TryDecode(Wire.Bytes("07 00 00000004 00 00 09 08"), 4, out ProtocolDataUnit? abort, out _);

        Assert.Equal(new AssociateRj((AssociateResult)9, (AssociateSource)8, 7), rejection);
        Assert.Equal(new Abort((AbortSource)9, (AbortReason)8), abort);
    }

    private static AssociateRq Request(
        string items, string called = "'CALLED          '", string version = "0001")
    {
        byte[] bytes = Pdu(0x01, items, called, version);
        Assert.True(ProtocolDataUnit.TryDecode(bytes, 1000, out ProtocolDataUnit? pdu, out int consumed));
        Assert.Equal(bytes.Length, consumed);
        return Assert.IsType<AssociateRq>(pdu);
    }

    private static byte[] Pdu(byte type, string items, string called, string version)
    {
        byte[] bytes = Wire.Bytes(
            $"{type:X2} 00 00000000 {version} 0000 {called} 'CALLING         ' {Wire.Zeros(32)} {items}");
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), (uint)bytes.Length - 6);
        return bytes;
    }
}
