using Xunit;

namespace DicomPS.Engine.Tests.Data;

/// <summary>Compares large byte arrays fast, and shows where they differ.</summary>
internal static class AssertBytes
{
    internal static void Equal(byte[] expected, byte[] actual)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
        {
            int at = expected.AsSpan().CommonPrefixLength(actual);
            Assert.Fail($"{actual.Length} bytes instead of {expected.Length}; different from byte {at}: "
                + $"{Convert.ToHexString(Around(actual, at))} instead of {Convert.ToHexString(Around(expected, at))}");
        }
    }

    private static ReadOnlySpan<byte> Around(ReadOnlySpan<byte> bytes, int at) =>
        bytes[Math.Max(0, at - 8)..Math.Min(bytes.Length, at + 24)];
}
