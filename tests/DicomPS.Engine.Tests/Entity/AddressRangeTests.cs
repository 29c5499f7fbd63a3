using System.Net;
using Xunit;

namespace DicomPS.Engine.Tests.Entity;

public class AddressRangeTests
{
    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3/32")]
    [InlineData(" 10.1.2.3/8 ", "10.0.0.0/8")]
    [InlineData("10.1.2.3/31", "10.1.2.2/31")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("::1", "::1/128")]
    [InlineData("fe80::1234/10", "fe80::/10")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3/32")]
    [InlineData("::ffff:10.1.2.3/104", "10.0.0.0/8")]
    [InlineData("::/0", "::/0")]
    public void A_range_is_written_by_its_prefix(string text, string written) => Assert.Equal(written, new AddressRange(text).ToString());

    [Theory]
    [InlineData("10.1.0.0/16", "10.1.255.255", true)]
    [InlineData("10.1.0.0/16", "10.2.0.0", false)]
    [InlineData("10.1.2.128/25", "10.1.2.127", false)]
    [InlineData("10.1.2.128/25", "10.1.2.129", true)]
    [InlineData("10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.1.2.3", "10.1.2.4", false)]
    [InlineData("10.1.2.3", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:0:0/96", "10.1.2.3", true)]
    [InlineData("0.0.0.0/0", "255.1.2.3", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "::1", true)]
    [InlineData("::/0", "10.1.2.3", false)]
    [InlineData("fe80::/10", "febf::1%3", true)]
    [InlineData("fe80::/10", "fec0::1", false)]
    public void A_range_contains_the_addresses_of_its_prefix(string range, string address, bool isIn) =>
        Assert.Equal(isIn, new AddressRange(range).Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("")]
    [InlineData("host.example")]
    [InlineData("10.1")]
    [InlineData("10")]
    [InlineData("0x0A.1.2.3")]
    [InlineData("010.1.2.3")]
    [InlineData("10.1.2.3/")]
    [InlineData("10.1.2.3/33")]
    [InlineData("10.1.2.3/-1")]
    [InlineData("10.1.2.3/8/8")]
    [InlineData("fe80::/129")]
    [InlineData("10.1.2.*")]
    public void What_is_no_range_is_refused(string text)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new AddressRange(text));
        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
    }
}
