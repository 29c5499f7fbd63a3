using DicomPS.Engine.Pdu;
using Xunit;

namespace DicomPS.Engine.Tests.Pdu;

public class StrictWritingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("12345678901234567")]
    [InlineData("M\u00DCNCHEN")]
    [InlineData("TAB\t")]
    [InlineData("NUL\0")]
    public void A_request_takes_titles_of_1_to_16_printable_characters(string title)
    {
        AssociateRq pdu = Samples.AssociateRq;

        Assert.Throws<ArgumentException>(() => (pdu with { CalledAETitle = title }).Encode());
        Assert.Throws<ArgumentException>(() => (pdu with { CallingAETitle = title }).Encode());
    }

    [Fact]
    public void An_acceptance_echoes_even_a_title_of_spaces_alone()
    {
        byte[] bytes = (Samples.AssociateAc with { CalledAETitle = "" }).Encode();

        Assert.Equal(new string(' ', 16), System.Text.Encoding.ASCII.GetString(bytes, 10, 16));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2\u0663")]
    [InlineData("1.2345678901234567890123456789012345678901234567890123456789012345")]
    public void Uids_have_1_to_64_characters_of_ascii(string uid)
    {
        AssociateRq pdu = Samples.AssociateRq;
        Refused(pdu with { ApplicationContextName = uid });
        Refused(pdu with { PresentationContexts = [new(1, uid, ["1.2"])] });
        Refused(pdu with { PresentationContexts = [new(1, "1.2", [uid])] });
        Refused(pdu with { UserInformation = new() { ImplementationClassUid = uid } });
        Refused(pdu with { UserInformation = new() { RoleSelections = [new(uid, true, true)] } });
        Refused(pdu with { UserInformation = new() { SopClassExtendedNegotiations = [new(uid, default)] } });
        Refused(pdu with { UserInformation = new() { SopClassCommonExtendedNegotiations = [new("1.2", uid, [])] } });
        Refused(pdu with { UserInformation = new() { SopClassCommonExtendedNegotiations = [new("1.2", "1.3", [uid])] } });
        Refused(Samples.AssociateAc with
        {
            PresentationContexts = [new(1, PresentationContextResult.Acceptance, uid)],
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345678901234567")]
    public void A_version_name_has_1_to_16_characters(string name) =>
        Refused(Samples.AssociateRq with { UserInformation = new() { ImplementationVersionName = name } });

    [Fact]
    public void What_exceeds_its_length_field_is_refused()
    {
        byte[] tooLong = new byte[65536];
        Refused(Samples.AssociateRq with
        {
            UserInformation = new() { UserIdentityRq = new(UserIdentityType.Saml, false, tooLong) },
        });
        Refused(Samples.AssociateAc with { UserInformation = new() { UserIdentityAc = new(tooLong.AsMemory(1)) } });
        Refused(Samples.AssociateRq with
        {
            PresentationContexts = [new(1, "1.2", [.. Enumerable.Repeat("1.2.840.10008.1.2", 4000)])],
        });
    }

    [Fact]
    public void Data_without_a_value_is_refused() => Refused(new PDataTf([]));

    private static void Refused(ProtocolDataUnit pdu) => Assert.Throws<ArgumentException>(pdu.Encode);
}
