using Xunit;

namespace DicomPS.Interop;

/// <summary>The compressed transfer syntaxes that storescu and storescp name by an option, of the same letters in both.</summary>
public static class CompressedTransferSyntaxes
{
    /// <summary>The letters of the option, and the UID.</summary>
    public static TheoryData<string, string> ByOption { get; } = new()
    {
        { "xs", "1.2.840.10008.1.2.4.70" },
        { "xy", "1.2.840.10008.1.2.4.50" },
        { "xx", "1.2.840.10008.1.2.4.51" },
        { "xv", "1.2.840.10008.1.2.4.90" },
        { "xw", "1.2.840.10008.1.2.4.91" },
        { "xt", "1.2.840.10008.1.2.4.80" },
        { "xu", "1.2.840.10008.1.2.4.81" },
        { "xm", "1.2.840.10008.1.2.4.100" },
        { "xh", "1.2.840.10008.1.2.4.101" },
        { "xn", "1.2.840.10008.1.2.4.102" },
        { "xl", "1.2.840.10008.1.2.4.103" },
        { "x2", "1.2.840.10008.1.2.4.104" },
        { "x3", "1.2.840.10008.1.2.4.105" },
        { "xo", "1.2.840.10008.1.2.4.106" },
        { "x4", "1.2.840.10008.1.2.4.107" },
        { "x5", "1.2.840.10008.1.2.4.108" },
        { "xr", "1.2.840.10008.1.2.5" },
    };
}
