using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Negotiation;

public class PresentationContextTests
{
    [Fact]
    public void Without_transfer_syntaxes_the_four_uncompressed_ones_stand_in_their_order()
    {
        string[] expected = ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"];
        Assert.Equal(expected, new PresentationContext(Uids.Verification).TransferSyntaxes);
        Assert.Equal(expected, PresentationContext.DefaultTransferSyntaxes);
    }

    [Fact]
    public void Transfer_syntaxes_keep_their_order_and_count_once()
    {
        PresentationContext context = new(
            Uids.CTImageStorage,
            ["1.2.3", Uids.RleLossless, "1.2.3", "Explicit VR Little Endian", "ExplicitVRLittleEndian", Uids.RleLossless]);
        Assert.Equal(["1.2.3", Uids.RleLossless, Uids.ExplicitVRLittleEndian], context.TransferSyntaxes);
    }

    [Fact]
    public void An_empty_list_of_transfer_syntaxes_is_an_error() =>
        Fails(DicomErrorId.InvalidPresentationContext, () => new PresentationContext(Uids.Verification, []));

    [Theory]
    [InlineData("", 1)]
    [InlineData(".1", 1)]
    [InlineData("1.", 2)]
    [InlineData("1..2", 3)]
    [InlineData("1.2.03", 5)]
    [InlineData("00", 1)]
    [InlineData("1.2 .3", 4)]
    [InlineData("1.2,3", 4)]
    [InlineData("1.-2", 3)]
    [InlineData("1.2.840.10008.1.1x", 18)]
    [InlineData("1.2\u06633", 4)]
    [InlineData("1.234567890123456789012345678901234567890123456789012345678901234", 65)]
    public void A_faulty_uid_is_refused_with_the_place_of_the_fault(string uid, int position)
    {
        DicomException abstractSyntax = Fails(DicomErrorId.InvalidPresentationContext, () => new PresentationContext(uid));
        DicomException transferSyntax = Fails(DicomErrorId.InvalidPresentationContext, () => new PresentationContext("1.2.3", ["1.2.3", uid]));
        Assert.All(
            [abstractSyntax, transferSyntax],
            error => Assert.Contains($"at position {position},", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("1.2.0.3")]
    [InlineData("2.25.329800735698586629295641978511506172918")]
    [InlineData("1.23456789012345678901234567890123456789012345678901234567890123")]
    public void Private_and_unknown_uids_are_fine(string uid)
    {
        PresentationContext context = new(uid, [uid]);
        Assert.Equal(uid, context.AbstractSyntax);
        Assert.Equal([uid], context.TransferSyntaxes);
        Assert.Equal(uid, context.AbstractSyntaxName);
        Assert.Equal($"Abstract Syntax: {uid}\nTransfer Syntax(es):\n    ={uid}", context.ToString());
    }

    [Theory]
    [InlineData("CTImageStorage")]
    [InlineData("ctimagestorage")]
    [InlineData("CT Image Storage")]
    [InlineData(" 1.2.840.10008.5.1.4.1.1.2 ")]
    public void Keywords_and_names_stand_for_their_uids(string text) =>
        Assert.Equal(Uids.CTImageStorage, new PresentationContext(text).AbstractSyntax);

    [Fact]
    public void An_unknown_keyword_is_an_error_that_suggests_the_nearest()
    {
        DicomException error = Fails(DicomErrorId.UnknownUid, () => new PresentationContext("CTImageStorrage"));
        Assert.Contains("CTImageStorage", error.Message, StringComparison.Ordinal);
        Fails(DicomErrorId.UnknownUid, () => new PresentationContext(Uids.Verification, ["CTImageStorage"]));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(null, true)]
    [InlineData(null, false)]
    public void One_role_without_the_other_is_an_error(bool? scu, bool? scp) =>
        Fails(DicomErrorId.InvalidPresentationContext, () => new PresentationContext(Uids.Verification, null, scu, scp));

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(null, null)]
    public void Both_roles_or_neither_are_kept(bool? scu, bool? scp)
    {
        PresentationContext context = new(Uids.Verification, null, scu, scp);
        Assert.Equal((scu, scp), (context.ScuRole, context.ScpRole));
    }

    [Fact]
    public void The_text_form_is_the_one_people_know() => Assert.Equal(
        """
        Abstract Syntax: Verification SOP Class
        Transfer Syntax(es):
            =Implicit VR Little Endian
            =Explicit VR Little Endian
        """.ReplaceLineEndings("\n"),
        new PresentationContext("Verification", [Uids.ImplicitVRLittleEndian, Uids.ExplicitVRLittleEndian]).ToString());
}
