using DicomPS.Engine.UpperLayer;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.UpperLayer;

public class ReceiveRateTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Below_the_floor_over_the_network_timeout_is_too_slow()
    {
        ReceiveRate rate = Rate(10);
        rate.Start();
        for (int i = 0; i < 4; i++)
        {
            rate.Count(1, Second);
        }

        DicomException error = Fails(DicomErrorId.NetworkTimeout, () => rate.Count(1, Second));
        Assert.Contains("5 byte(s) came in 5 s, less than 10 a second", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pause_is_made_good_by_what_comes_within_the_timeout()
    {
        ReceiveRate rate = Rate(10);
        rate.Start();
        for (int i = 0; i < 100; i++)
        {
            rate.Count(1, TimeSpan.FromSeconds(4));
            rate.Count(49, Second);
        }
    }

    [Fact]
    public void A_fast_beginning_does_not_pay_for_what_follows()
    {
        ReceiveRate rate = Rate(10);
        rate.Start();
        rate.Count(1_000_000, TimeSpan.FromSeconds(5));
        Fails(DicomErrorId.NetworkTimeout, () => rate.Count(49, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Nothing_is_measured_without_a_floor_or_between_messages()
    {
        ReceiveRate without = Rate(0);
        without.Start();
        without.Count(1, TimeSpan.FromHours(1));
        ReceiveRate idle = Rate(10);
        idle.Count(1, TimeSpan.FromHours(1));
        idle.Start();
        idle.Stop();
        idle.Count(1, TimeSpan.FromHours(1));
    }

    private static ReceiveRate Rate(int minimum) =>
        new(new UpperLayerSettings("the peer", 0, Second, TimeSpan.FromSeconds(5)) { MinimumBytesPerSecond = minimum });
}
