using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Dictionary;

public class UidGeneratorTests
{
    /// <summary>The first is the example of PS3.5 annex B.2; the others are the bounds.</summary>
    [Theory]
    [InlineData("f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "2.25.329800735698586629295641978511506172918")]
    [InlineData("00000000-0000-0000-0000-000000000000", "2.25.0")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", "2.25.340282366920938463463374607431768211455")]
    public void A_UUID_is_one_decimal_number(string uuid, string uid) => Assert.Equal(uid, UidGenerator.FromUuid(Guid.Parse(uuid)));

    [Fact]
    public void Each_is_new_and_valid()
    {
        string[] uids = [.. Enumerable.Range(0, 1000).Select(_ => UidGenerator.Create())];

        Assert.Equal(uids.Length, uids.Distinct().Count());
        Assert.All(uids, uid => Assert.True(UidSyntax.IsValid(uid) && uid.StartsWith("2.25.", StringComparison.Ordinal), uid));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(43)]
    public void Under_a_root_they_fit(int length)
    {
        string root = new('1', length);
        string[] uids = [.. Enumerable.Range(0, 1000).Select(_ => UidGenerator.Create(root))];

        Assert.Equal(uids.Length, uids.Distinct().Count());
        Assert.All(uids, uid => Assert.True(UidSyntax.IsValid(uid) && uid.StartsWith(root + ".", StringComparison.Ordinal), uid));
        Assert.Contains(uids, uid => uid.Length >= Math.Min(64, length + 39));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.")]
    [InlineData("1.02")]
    [InlineData("1.2.x")]
    [InlineData("11111111111111111111111111111111111111111111")]
    public void Faulty_roots_are_refused(string root) => Assert.Throws<ArgumentException>(() => UidGenerator.Create(root));
}
