using DicomPS.Engine.Pdu;
using Xunit;

namespace DicomPS.Engine.Tests.Pdu;

public class DescriptionTests
{
    [Theory]
    [InlineData(1, 1, 1, "rejected permanently by the service user: no reason given", "log")]
    [InlineData(1, 1, 2, "rejected permanently by the service user: application context name not supported", "1.2.840.10008.3.1.1.1")]
    [InlineData(1, 1, 3, "rejected permanently by the service user: calling AE title not recognized", "calling AE title")]
    [InlineData(1, 1, 7, "rejected permanently by the service user: called AE title not recognized", "called AE title")]
    [InlineData(1, 1, 5, "rejected permanently by the service user: reserved reason 5", "log")]
    [InlineData(1, 2, 1, "rejected permanently by the service provider (ACSE): no reason given", "log")]
    [InlineData(1, 2, 2, "rejected permanently by the service provider (ACSE): protocol version not supported", "version 1")]
    [InlineData(2, 3, 1, "rejected for now by the service provider (presentation): temporary congestion", "Try again later")]
    [InlineData(2, 3, 2, "rejected for now by the service provider (presentation): local limit exceeded", "how many associations")]
    [InlineData(2, 1, 1, "rejected for now by the service user: no reason given", "Try again later")]
    [InlineData(0, 4, 9, "rejected (reserved result 0) by reserved source 4: reserved reason 9", "log")]
    public void A_rejection_in_words(byte result, byte source, byte reason, string words, string advice)
    {
        AssociateRj pdu = new((AssociateResult)result, (AssociateSource)source, reason);

        Assert.Equal(words, pdu.Describe());
        Assert.Equal($"A-ASSOCIATE-RJ {result}/{source}/{reason} ({words})", pdu.ToString());
        Assert.Contains(advice, pdu.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "by the service user (the DICOM application)")]
    [InlineData(0, 6, "by the service user (the DICOM application)")]
    [InlineData(1, 0, "by reserved source 1: reason not specified")]
    [InlineData(2, 0, "by the service provider: reason not specified")]
    [InlineData(2, 1, "by the service provider: unrecognized PDU")]
    [InlineData(2, 2, "by the service provider: unexpected PDU")]
    [InlineData(2, 3, "by the service provider: reserved reason 3")]
    [InlineData(2, 4, "by the service provider: unrecognized PDU parameter")]
    [InlineData(2, 5, "by the service provider: unexpected PDU parameter")]
    [InlineData(2, 6, "by the service provider: invalid PDU parameter value")]
    public void An_abort_in_words(byte source, byte reason, string words)
    {
        Abort pdu = new((AbortSource)source, (AbortReason)reason);

        Assert.Equal(words, pdu.Describe());
        Assert.Equal($"A-ABORT {words}", pdu.ToString());
    }

    [Fact]
    public void A_user_identity_never_shows_its_secrets()
    {
        string request = Samples.AssociateRq.UserInformation.ToString();
        string identity = Samples.AssociateRq.UserInformation.UserIdentityRq!.ToString();
        string answer = Samples.AssociateAc.UserInformation.ToString();

        Assert.Equal("UserIdentityRq { Type = UserNameAndPasscode, PositiveResponseRequested = True }", identity);
        Assert.Contains(identity, request, StringComparison.Ordinal);
        Assert.Contains("UserIdentityAc = UserIdentityAc ", answer, StringComparison.Ordinal);
    }
}
