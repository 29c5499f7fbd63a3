using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DicomPS.Engine;

/// <summary>
/// IP addresses with a common prefix (CIDR, RFC 4632 and 4291), or a single one. An IPv4 address is the same as its
/// mapped form in IPv6, ::ffff:a.b.c.d.
/// </summary>
public sealed class AddressRange
{
    private const int BitsOfMappedPrefix = 96;

    private readonly byte[] prefix;

    /// <summary>Reads a range.</summary>
    /// <param name="text">
    /// An address, for itself alone, or an address and the length of the prefix: 10.1.0.0/16, 192.168.0.7, fd00::/8. Bits
    /// behind the prefix do not matter.
    /// </param>
    /// <exception cref="ArgumentException">The text is none of these.</exception>
    public AddressRange(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Trim().Split('/');
        if (parts.Length > 2 || !TryParseAddress(parts[0], out IPAddress? address))
        {
            throw Fault(text);
        }

        int bits = address!.GetAddressBytes().Length * 8;
        int length = bits;
        if (parts.Length == 2
            && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
        {
            throw Fault(text);
        }

        if (address.IsIPv4MappedToIPv6 && length >= BitsOfMappedPrefix)
        {
            address = address.MapToIPv4();
            length -= BitsOfMappedPrefix;
        }

        prefix = address.GetAddressBytes();
        PrefixLength = length;
        for (int i = 0; i < prefix.Length; i++)
        {
            prefix[i] &= MaskOf(i);
        }
    }

    /// <summary>The first address of the range.</summary>
    public IPAddress Address => new(prefix);

    /// <summary>How many bits all addresses of the range have in common: 0 to 32, for IPv6 to 128.</summary>
    public int PrefixLength { get; }

    /// <summary>Tells whether an address is in the range.</summary>
    /// <param name="address">The address; a scope of IPv6 does not matter.</param>
    /// <returns>Whether it is; false for one of the other family.</returns>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        byte[] bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return bytes.Length == prefix.Length
            && Enumerable.Range(0, bytes.Length).All(i => (bytes[i] & MaskOf(i)) == prefix[i]);
    }

    /// <summary>The range as it is written.</summary>
    /// <returns>For example "10.1.0.0/16".</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{PrefixLength}");

    // Only the usual form of IPv4: the parser of the framework takes 10.1 for 10.0.0.1, which nobody means here.
    private static bool TryParseAddress(string text, out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text);

    private static ArgumentException Fault(string text) => new(
        $"'{text}' is no range of IP addresses. Give an address, or an address and the length of the prefix: 10.1.0.0/16, 192.168.0.7, fd00::/8.",
        nameof(text));

    private byte MaskOf(int index) => (byte)(0xFF00 >> Math.Clamp(PrefixLength - 8 * index, 0, 8));
}
