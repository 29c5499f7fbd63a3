using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Values;

/// <summary>PS3.5 table 6.2-1.</summary>
public class ValueRulesTests
{
    [Theory]
    [InlineData(DicomVR.AE, "STORE SCP")]
    [InlineData(DicomVR.AS, "018M")]
    [InlineData(DicomVR.AT, "0010ABcd")]
    [InlineData(DicomVR.AT, "(0010,0020)")]
    [InlineData(DicomVR.CS, "ISO_IR 100")]
    [InlineData(DicomVR.DA, "20240229")]
    [InlineData(DicomVR.DS, " -1.5E+10 ")]
    [InlineData(DicomVR.DT, "20240229235960.123456-1200")]
    [InlineData(DicomVR.FD, "-1.5E308")]
    [InlineData(DicomVR.FL, "NaN")]
    [InlineData(DicomVR.IS, "-2147483648 ")]
    [InlineData(DicomVR.LO, "Müller 山田")]
    [InlineData(DicomVR.LT, "a\\b\r\n\t\fc")]
    [InlineData(DicomVR.OB, "anything")]
    [InlineData(DicomVR.PN, "A^B^C^D^E=山^太=や")]
    [InlineData(DicomVR.SH, "1234567890123456")]
    [InlineData(DicomVR.SH, "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷")]
    [InlineData(DicomVR.SL, "-2147483648")]
    [InlineData(DicomVR.SS, "-32768")]
    [InlineData(DicomVR.SV, "-9223372036854775808")]
    [InlineData(DicomVR.ST, "a\\b")]
    [InlineData(DicomVR.TM, "235960.123456")]
    [InlineData(DicomVR.UI, "1.2.840.10008.1.1")]
    [InlineData(DicomVR.UL, "4294967295")]
    [InlineData(DicomVR.UR, "https://example.org/a?b=%20#c  ")]
    [InlineData(DicomVR.US, "65535")]
    [InlineData(DicomVR.UV, "18446744073709551615")]
    public void A_good_value_has_no_fault(DicomVR vr, string value) => Assert.Null(ValueRules.FindFault(vr, value));

    [Theory]
    [InlineData(DicomVR.AE, "12345678901234567", "at most 16 characters; there are 17")]
    [InlineData(DicomVR.AE, "   ", "spaces alone")]
    [InlineData(DicomVR.AE, "A\\B", "U+005C, at position 2")]
    [InlineData(DicomVR.AE, "ÄE", "U+00C4")]
    [InlineData(DicomVR.AS, "18M", "three digits")]
    [InlineData(DicomVR.AS, "018m", "U+006D")]
    [InlineData(DicomVR.AS, "01YM", "three digits")]
    [InlineData(DicomVR.AT, "0010", "eight")]
    [InlineData(DicomVR.CS, "ct", "U+0063")]
    [InlineData(DicomVR.CS, "A*", "U+002A")]
    [InlineData(DicomVR.CS, "ABCDEFGHIJKLMNOPQ", "at most 16")]
    [InlineData(DicomVR.DA, "2024.02.29", "at most 8")]
    [InlineData(DicomVR.DA, "20230229", "calendar")]
    [InlineData(DicomVR.DA, "2023", "calendar")]
    [InlineData(DicomVR.DS, "0.123456789012345", "at most 16")]
    [InlineData(DicomVR.DS, "1,5", "U+002C")]
    [InlineData(DicomVR.DS, "1 5", "DS is")]
    [InlineData(DicomVR.DT, "2024-0000", "-0000")]
    [InlineData(DicomVR.DT, "2024+1500", "DT is")]
    [InlineData(DicomVR.FL, "1e39", "32 bits")]
    [InlineData(DicomVR.FD, "x", "64 bits")]
    [InlineData(DicomVR.IS, "0000000000001", "at most 12")]
    [InlineData(DicomVR.IS, "2147483648", "IS is")]
    [InlineData(DicomVR.IS, "1.5", "U+002E")]
    [InlineData(DicomVR.LO, "a\\b", "U+005C")]
    [InlineData(DicomVR.LO, "a\nb", "U+000A")]
    [InlineData(DicomVR.LO, "a\eb", "U+001B")]
    [InlineData(DicomVR.LT, "a\0b", "U+0000")]
    [InlineData(DicomVR.PN, "A^B^C^D^E^F", "five components")]
    [InlineData(DicomVR.PN, "A=B=C=D", "three groups")]
    [InlineData(DicomVR.PN, "A\rB", "U+000D")]
    [InlineData(DicomVR.SH, "12345678901234567", "at most 16")]
    [InlineData(DicomVR.SS, "32768", "from -32768 to 32767")]
    [InlineData(DicomVR.SV, "9223372036854775808", "SV is")]
    [InlineData(DicomVR.TM, "10:30", "U+003A")]
    [InlineData(DicomVR.TM, "24", "TM is")]
    [InlineData(DicomVR.UI, "1.02", "leading zero")]
    [InlineData(DicomVR.UI, "1.2.", "dot")]
    [InlineData(DicomVR.UI, "1.2.a", "U+0061")]
    [InlineData(DicomVR.UR, " http://a", "begin")]
    [InlineData(DicomVR.UR, "http://a b", "end only")]
    [InlineData(DicomVR.UR, "http://ä", "U+00E4")]
    [InlineData(DicomVR.US, "-1", "from 0 to 65535")]
    [InlineData(DicomVR.UV, "18446744073709551616", "UV is")]
    public void A_fault_is_named(DicomVR vr, string value, string fault) =>
        Assert.Contains(fault, ValueRules.FindFault(vr, value), StringComparison.Ordinal);

    [Theory]
    [InlineData(DicomVR.LO, 64)]
    [InlineData(DicomVR.ST, 1024)]
    [InlineData(DicomVR.LT, 10240)]
    [InlineData(DicomVR.UC, 100_000, false)]
    [InlineData(DicomVR.UT, 100_000, false)]
    [InlineData(DicomVR.PN, 64)]
    [InlineData(DicomVR.UI, 64)]
    public void Lengths_are_limited(DicomVR vr, int length, bool isLimit = true)
    {
        Assert.Null(ValueRules.FindFault(vr, new string('1', length)));
        Assert.Equal(isLimit, ValueRules.FindFault(vr, new string('1', length + 1)) is not null);
        Assert.Equal(isLimit ? (uint)length : uint.MaxValue - 1, ValueRules.FindMaximumLength(vr));
    }

    [Theory]
    [InlineData(DicomVR.DA, "20240101-20240131", true)]
    [InlineData(DicomVR.DA, "20240101-2024.01.31", false)]
    [InlineData(DicomVR.TM, "-12", true)]
    [InlineData(DicomVR.TM, "10:30-12", false)]
    [InlineData(DicomVR.DT, "2007-0500-2008", true)]
    [InlineData(DicomVR.DT, "2007-0000-2008", false)]
    [InlineData(DicomVR.DA, "-", false)]
    [InlineData(DicomVR.CS, "C?*", true)]
    [InlineData(DicomVR.CS, "c*", false)]
    [InlineData(DicomVR.PN, "D*^?ohn", true)]
    [InlineData(DicomVR.UI, "1.2.*", false)]
    [InlineData(DicomVR.DA, "", true)]
    public void A_query_may_have_ranges_and_wildcards(DicomVR vr, string value, bool isGood) =>
        Assert.Equal(isGood, ValueRules.FindQueryFault(vr, value) is null);

    [Fact]
    public void Half_a_surrogate_pair_is_no_character() =>
        Assert.Contains("U+D83D, at position 2", ValueRules.FindFault(DicomVR.LO, "a\ud83d"), StringComparison.Ordinal);

    [Fact]
    public void Every_VR_has_a_length_but_SQ()
    {
        foreach (DicomVR vr in Enum.GetValues<DicomVR>())
        {
            Assert.Equal(vr is DicomVR.None or DicomVR.SQ, ValueRules.FindMaximumLength(vr) is null);
            Assert.Null(ValueRules.FindFault(vr, ""));
        }
    }
}
